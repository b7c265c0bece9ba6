//! Expressions: what they mean, and what is computed when the library is built.

use expect_test::{Expect, expect};
use sandbridge_interface::facts::Role;

use super::{applied, apply, describe};

/// An expression over `size` of `set_flags`, as it is resolved.
fn check(expression: &str, expected: Expect) {
    let facts = format!("[functions.set_flags]\nsize = {{ value = '{expression}' }}");
    expected.assert_eq(&match apply(&facts) {
        Ok(interface) => {
            let (position, _) = interface.function("set_flags").expect("it is there");
            let facts = &interface.facts.functions[&(position as u32)];
            let Role::Value(value) = &facts.params[1].role else { panic!("it is a value") };
            let names = ["flags".to_owned(), "size".to_owned()];
            describe::expression(&interface, &names, value)
        }
        Err(error) => error.message().split(" (column").next().unwrap_or_default().to_owned(),
    });
}

#[test]
fn operators_bind_as_in_c() {
    check("flags + 2 * 3", expect!["(flags + 6)"]);
    check("(flags + 2) * 3", expect!["((flags + 2) * 3)"]);
    check("flags << 1 | flags >> 2 & 0x0f", expect!["((flags << 1) | ((flags >> 2) & 15))"]);
    check(
        "flags < 3 && !flags || flags != 2 ? 010 : -flags",
        expect!["((((flags < 3) && !flags) || (flags != 2)) ? 8 : -flags)"],
    );
    check("flags - 1 - 1", expect!["((flags - 1) - 1)"]);
    check("~flags % 7 ^ 3", expect!["((~flags % 7) ^ 3)"]);
}

#[test]
fn what_is_constant_is_computed() {
    check("(1 << 20) + LIB_DONE - sizeof(stream) / 4", expect!["1048663"]);
    check("LIB_BROKEN < 0 ? KIND_TEXT : 9", expect!["3"]);
    check("(unsigned char)-1", expect!["255"]);
    check("(unsigned long)-1", expect!["4294967295"]);
    check("1 / 0", expect!["(1 / 0)"]);
}

#[test]
fn casts_wrap_only_where_they_must() {
    check("(unsigned long)flags", expect!["flags"]);
    check("(unsigned char)bound(1)", expect!["(bound(1) & 255)"]);
    check("(signed char)flags", expect!["(((flags & 255) ^ 128) + -128)"]);
}

#[test]
fn calls_are_checked() {
    check("bound(flags)", expect!["bound(flags)"]);
    check("bound()", expect!["functions.set_flags.size.value: `bound` takes 1, not 0 arguments"]);
    check(
        "bound(NULL)",
        expect![
            "functions.set_flags.size.value: `bound`: expected `unsigned long`, found a pointer"
        ],
    );
    check(
        "bond(1)",
        expect!["functions.set_flags.size.value: the library has no function called `bond`"],
    );
    check("bound", expect!["functions.set_flags.size.value: `bound` is a function"]);
    check("print(1)", expect!["functions.set_flags.size.value: `print` takes variable arguments"]);
    check(
        "set_rate(1)",
        expect!["functions.set_flags.size.value: `set_rate`: expected `float`, found a number"],
    );
    check(
        "release(NULL)",
        expect!["functions.set_flags.size.value: expected `unsigned long`, found nothing"],
    );
}

#[test]
fn what_has_no_number_is_refused() {
    check(
        "LIB_NAME",
        expect!["functions.set_flags.size.value: the constant `LIB_NAME` is no whole number"],
    );
    check(
        "LIB_RATIO",
        expect!["functions.set_flags.size.value: the constant `LIB_RATIO` is no whole number"],
    );
    check("1.5", expect!["functions.set_flags.size.value: `1.5` is no whole number"]);
    check("flgs", expect!["functions.set_flags.size.value: nothing is called `flgs` here"]);
    check("ret", expect!["functions.set_flags.size.value: `ret` is not known before the call"]);
    check(
        "status_text(1)",
        expect![
            "functions.set_flags.size.value: expected `unsigned long`, found a pointer to `char`"
        ],
    );
    check(
        "*flags",
        expect![
            "functions.set_flags.size.value: expected a pointer to something known, found a number"
        ],
    );
    check(
        "flags->x",
        expect![
            "functions.set_flags.size.value: expected a pointer to something known, found a number"
        ],
    );
    check(
        "sizeof(struct db)",
        expect!["functions.set_flags.size.value: the size of `struct db` is not known"],
    );
    check(
        "sizeof(strem)",
        expect!["functions.set_flags.size.value: nothing is called `strem` here"],
    );
}

#[test]
fn what_is_no_expression_is_refused() {
    check(
        "",
        expect!["functions.set_flags.size.value: expected a name, a number or `(`, found the end"],
    );
    check(
        "flags +",
        expect!["functions.set_flags.size.value: expected a name, a number or `(`, found the end"],
    );
    check("flags = 1", expect!["functions.set_flags.size.value: `=` stores; `==` compares"]);
    check("(flags", expect!["functions.set_flags.size.value: expected `)`, found the end"]);
    check(
        "flags flags",
        expect!["functions.set_flags.size.value: expected an operator or the end, found `flags`"],
    );
    check("flags ? 1", expect!["functions.set_flags.size.value: expected `:`, found the end"]);
    check(
        "bound(1,",
        expect!["functions.set_flags.size.value: expected a name, a number or `(`, found the end"],
    );
    check(
        "#define",
        expect!["functions.set_flags.size.value: expected a name, a number or `(`, found the end"],
    );
    check("\"a", expect!["functions.set_flags.size.value: a quote or comment has no end"]);
    check(
        &"(".repeat(80),
        expect!["functions.set_flags.size.value: the expression is nested too deeply"],
    );
    check(
        &"-".repeat(80),
        expect!["functions.set_flags.size.value: expected a name, a number or `(`, found `--`"],
    );
    check(
        &["flags"; 300].join("+"),
        expect!["functions.set_flags.size.value: the expression is too large"],
    );
}

#[test]
fn members_are_read_where_they_lie() {
    let facts = |message: &str| {
        format!(
            "[errors.e]\nfails = \"s->flags2 || 1\"\nmessage = \"{message}\"\n[functions.encode]\nerror = \"e\""
        )
    };
    let check = |message: &str, expected: Expect| {
        let facts = facts(message).replace("s->flags2 || 1", "ret");
        expected.assert_eq(&match apply(&facts) {
            Ok(interface) => {
                let names = ["s".to_owned(), "flush".to_owned()];
                let rule = &interface.facts.rules[0];
                let message = rule.message.as_ref().expect("it has one");
                describe::expression(&interface, &names, message)
            }
            Err(error) => error.message().split(" (column").next().unwrap_or_default().to_owned(),
        });
    };
    check("s->msg", expect!["[s+16 U32]"]);
    check(
        "(*s).msg ? s->msg : status_text(s->inner.depth)",
        expect!["([s+16 U32] ? [s+16 U32] : status_text([s+32 I32]))"],
    );
    check(
        "status_text(s->counts[flush] + s->counts[2])",
        expect!["status_text(([((s + 36) + (flush * 4))+0 I32] + [((s + 36) + 8)+0 I32]))"],
    );
    check("s->msg + s->inner.depth", expect!["([s+16 U32] + [s+32 I32])"]);
    check(
        "s->massage",
        expect!["errors.e.message: for `encode`: `stream` has no member called `massage`"],
    );
    check(
        "s->flags",
        expect!["errors.e.message: for `encode`: `flags` is a bit-field, which facts cannot name"],
    );
    check(
        "s->rate",
        expect!["errors.e.message: for `encode`: a `double` is no number and no pointer"],
    );
    check(
        "s->inner",
        expect!["errors.e.message: for `encode`: a `struct {...}` is no number and no pointer"],
    );
    check(
        "s.msg",
        expect![
            "errors.e.message: for `encode`: `.msg` wants a struct before it; `->` follows a pointer"
        ],
    );
    check(
        "s->counts",
        expect!["errors.e.message: expected the address of a text, found a pointer to `int`"],
    );
    check("(const char *)s", expect!["s"]);
}

#[test]
fn unsigned_numbers_are_never_negative() {
    let facts = "[errors.e]\nfails = \"ret == -1\"\n[functions.bound]\nerror = \"e\"";
    let error = apply(facts).expect_err("it would never fail");
    expect![[r#"
        lib.facts.toml:2: errors.e.fails: for `bound`: it is compared with an unsigned number, which is 0 to 4294967295 and never -1 (column 17)
          | fails = "ret == -1"
          |                 ^
          [SB1203]
          help: write the cast that C makes: `(size_t)-1`"#]].assert_eq(&error.to_string());
    applied("[errors.e]\nfails = \"ret == (unsigned long)-1\"\n[functions.bound]\nerror = \"e\"");
}
