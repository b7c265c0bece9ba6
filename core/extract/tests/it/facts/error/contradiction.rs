//! Facts that contradict C, each other or themselves.

use expect_test::expect;

use super::check;

#[test]
fn facts_that_contradict_types() {
    check(
        "[functions.log_text]\ntext = { out = true, text = \"utf8\", capacity = 9 }",
        expect![[r#"
        lib.facts.toml:2: functions.log_text.text: a result is left behind a pointer that is not `const`, which `const char *` is not (column 1)
          | text = { out = true, text = "utf8", capacity = 9 }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.sum]\nvalues = { text = \"utf8\" }",
        expect![[r#"
            lib.facts.toml:2: functions.sum.values.text: text is a pointer to 1-byte units, which `const int *` is not (column 12)
              | values = { text = "utf8" }
              |            ^
              [SB1203]"#]],
    );
    check(
        "[functions.log_text]\ntext = { text = \"utf16\" }",
        expect![[r#"
            lib.facts.toml:2: functions.log_text.text.text: text is a pointer to 2-byte units, which `const char *` is not (column 10)
              | text = { text = "utf16" }
              |          ^
              [SB1203]"#]],
    );
    check(
        "[functions.sum]\ncount = { size = 3 }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.count.size: what has a length is a pointer, which `unsigned int` is not (column 11)
          | count = { size = 3 }
          |           ^
          [SB1203]"#]],
    );
    check(
        "[functions.sum]\ncount = { out = true }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.count: a result is left behind a pointer, which `unsigned int` is not (column 1)
          | count = { out = true }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.sum]\nvalues = { capacity = 3 }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.values.capacity: only a result has a capacity: `out = true` (column 12)
          | values = { capacity = 3 }
          |            ^
          [SB1203]"#]],
    );
    check(
        "[functions.sum]\nvalues = { size = \"count\", count = \"count\" }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.values.count: `size` and `count` exclude each other (column 28)
          | values = { size = "count", count = "count" }
          |                            ^
          [SB1203]"#]],
    );
    check(
        "[functions.clamp]\nvalue = { in = true, out = true }",
        expect![[r#"
        lib.facts.toml:2: functions.clamp.value: `in`, `out` and `inout` exclude each other (column 1)
          | value = { in = true, out = true }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.set_flags]\nflags = { value = 300 }",
        expect![[r#"
        lib.facts.toml:2: functions.set_flags.flags.value: 300 does not fit `unsigned char` (column 19)
          | flags = { value = 300 }
          |                   ^
          [SB1203]"#]],
    );
    check(
        "[functions.set_flags]\nflags = { default = -1 }",
        expect![[r#"
        lib.facts.toml:2: functions.set_flags.flags.default: -1 does not fit `unsigned char` (column 21)
          | flags = { default = -1 }
          |                     ^
          [SB1203]"#]],
    );
    check(
        "[functions.sum]\nvalues = { optional = true }",
        expect![[r#"
            lib.facts.toml:2: functions.sum.values: it cannot be left out, because `count` behind it cannot (column 1)
              | values = { optional = true }
              | ^
              [SB1203]"#]],
    );
    check(
        "[functions.sum]\ncount = { optional = true }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.count: what is left out stands for `NULL`, which `unsigned int` is not (column 1)
          | count = { optional = true }
          | ^
          [SB1203]
          help: give a number's `default`"#]],
    );
    check(
        "[functions.db_open]\npath = { optional = true }",
        expect![[r#"
        lib.facts.toml:2: functions.db_open.path: it cannot be left out, because `out` behind it cannot (column 1)
          | path = { optional = true }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.set_rate]\nrate = { default = 1 }",
        expect![[r#"
        lib.facts.toml:2: functions.set_rate.rate.default: 1 does not fit `float` (column 20)
          | rate = { default = 1 }
          |                    ^
          [SB1203]"#]],
    );
    check(
        "[functions.copy_name]\nret = { text = \"utf8\", free = \"release_two\" }",
        expect![[r#"
        lib.facts.toml:2: functions.copy_name.ret.free: `release_two` does not take just a pointer, which is then free (column 31)
          | ret = { text = "utf8", free = "release_two" }
          |                               ^
          [SB1203]
          help: void release_two(void *memory, int how)"#]],
    );
    check(
        "[functions.copy_name]\nret = { free = \"release\" }",
        expect![[r#"
        lib.facts.toml:2: functions.copy_name.ret.free: how much is to be copied? Say it with `text`, `size` or `count` (column 9)
          | ret = { free = "release" }
          |         ^
          [SB1203]"#]],
    );
    check(
        "[functions.copy_name]\nret = { text = \"utf8\", until = \"release\" }",
        expect![[r#"
        lib.facts.toml:2: functions.copy_name.ret.until: text is copied, so that nothing is borrowed (column 24)
          | ret = { text = "utf8", until = "release" }
          |                        ^
          [SB1203]"#]],
    );
    check(
        "[functions.bounds]\nret = { text = \"utf8\" }",
        expect![[r#"
        lib.facts.toml:2: functions.bounds.ret: the function has no result (column 1)
          | ret = { text = "utf8" }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.scale]\nret = {}",
        expect![[r#"
        lib.facts.toml:2: functions.scale.ret: the function has no result (column 1)
          | ret = {}
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.describe]\nm = { inout = true }",
        expect![[r#"
        lib.facts.toml:2: functions.describe.m: what is given behind a pointer is a number, which `matrix *` is not (column 1)
          | m = { inout = true }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.db_on_busy]\nd = { out = true }",
        expect![[r#"
        lib.facts.toml:2: functions.db_on_busy.d: a result is left behind a pointer to something of known size, which `db *` is not (column 1)
          | d = { out = true }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.print]\nformat = { callback = { scope = \"call\" } }",
        expect![[r#"
        lib.facts.toml:2: functions.print.format.callback: a callback is a pointer to a function, which `const char *` is not (column 12)
          | format = { callback = { scope = "call" } }
          |            ^
          [SB1203]"#]],
    );
    check(
        "[functions.db_exec]\nrow = { callback = { userdata = \"sql\", scope = \"call\" } }\nsql = { text = \"utf8\" }",
        expect![[r#"
            lib.facts.toml:2: functions.db_exec.row.callback.userdata: `sql` is something else already (column 33)
              | row = { callback = { userdata = "sql", scope = "call" } }
              |                                 ^
              [SB1203]"#]],
    );
    check(
        "[functions.db_exec]\nrow = { callback = { userdata = \"arg\" } }",
        expect![[r#"
        lib.facts.toml:2: functions.db_exec.row.callback: the key `scope` is missing (column 9)
          | row = { callback = { userdata = "arg" } }
          |         ^
          [SB1201]
          help: how long may C call it? `call`, `once`, `until:function`, `forever`"#]],
    );
    check(
        "[functions.db_exec]\nrow = { callback = { scope = \"destroy\" } }",
        expect![[r#"
        lib.facts.toml:2: functions.db_exec.row.callback.scope: say which parameter with `destroy` (column 30)
          | row = { callback = { scope = "destroy" } }
          |                              ^
          [SB1203]"#]],
    );
    check(
        "[functions.db_function]\nrun = { callback = { destroy = \"name\" } }",
        expect![[r#"
        lib.facts.toml:2: functions.db_function.run.callback.destroy: a destroy function is one that takes the userdata, which `const char *` is not (column 22)
          | run = { callback = { destroy = "name" } }
          |                      ^
          [SB1203]"#]],
    );
    check(
        "[functions.db_exec]\nrow = { callback = { scope = \"call\", on_raise = \"NULL\" } }",
        expect![[r#"
            lib.facts.toml:2: functions.db_exec.row.callback.on_raise: expected `int`, found a pointer (column 49)
              | row = { callback = { scope = "call", on_raise = "NULL" } }
              |                                                 ^
              [SB1203]"#]],
    );
    check(
        "[callbacks.\"db_exec.row\"]\nparams = [{ userdata = true }]\n[functions.db_exec]\nrow = { callback = { scope = \"call\" } }",
        expect![[r#"
            lib.facts.toml:2: callbacks."db_exec.row".params: `int (*)(void *, int, char **, char **)` has 4, not 1 arguments (column 10)
              | params = [{ userdata = true }]
              |          ^
              [SB1203]"#]],
    );
    check(
        "[callbacks.\"db_exec.row\"]\nparams = []",
        expect![[r#"
        lib.facts.toml:1: callbacks."db_exec.row": `db_exec` does not say how long C keeps `row` (column 12)
          | [callbacks."db_exec.row"]
          |            ^
          [SB1202]
          help: say it: [functions.db_exec] row = { callback = { scope = "call" } }"#]],
    );
    check(
        "[functions.db_on_error]\nreport = { raise = \"arg1\" }",
        expect![[r#"
        lib.facts.toml:2: functions.db_on_error.report.raise: the function has no `error`, whose class would be raised (column 12)
          | report = { raise = "arg1" }
          |            ^
          [SB1203]"#]],
    );
    check(
        "[errors.e]\nfails = \"0\"\n[functions.db_on_error]\nerror = \"e\"\nreport = { raise = \"arg0\" }",
        expect![[r#"
            lib.facts.toml:5: functions.db_on_error.report.raise: `arg0` is no text among the arguments of `void (*)(db *, const char *)` (column 20)
              | report = { raise = "arg0" }
              |                    ^
              [SB1202]
              help: they are `arg0`, `arg1`, ..."#]],
    );
    check(
        "[errors.e]\nfails = \"ret\"\nmessage = \"ret\"\n[functions.sum]\nerror = \"e\"",
        expect![[r#"
            lib.facts.toml:3: errors.e.message: expected the address of a text, found a number (column 12)
              | message = "ret"
              |            ^
              [SB1203]"#]],
    );
    check(
        "[errors.e]\nfails = \"ret\"\n[functions.scale]\nerror = \"e\"",
        expect![[r#"
        lib.facts.toml:2: errors.e.fails: for `scale`: the function has no result (column 10)
          | fails = "ret"
          |          ^
          [SB1203]"#]],
    );
    check(
        "[functions.encode]\n\"s->next_in\" = { out = true }",
        expect![[r#"
        lib.facts.toml:2: functions.encode."s->next_in": nothing is counted by this member, so that it is no result (column 1)
          | "s->next_in" = { out = true }
          | ^
          [SB1203]"#]],
    );
    check(
        "[functions.encode]\n\"s->flags\" = { value = 1 }",
        expect![[r#"
        lib.facts.toml:2: functions.encode."s->flags": `flags` is a bit-field, which facts cannot name (column 1)
          | "s->flags" = { value = 1 }
          | ^
          [SB1203]"#]],
    );
    check(
        "[types.event]\nunion_tag = { tag = \"what\", cases = {} }",
        expect![[r#"
        lib.facts.toml:2: types.event.union_tag: there is no anonymous union in it (column 1)
          | union_tag = { tag = "what", cases = {} }
          | ^
          [SB1202]"#]],
    );
    check(
        "[types.matrix]\nunion_tag = { tag = \"rows\", cases = {} }",
        expect![[r#"
        lib.facts.toml:2: types.matrix.union_tag: there is no anonymous union in it (column 1)
          | union_tag = { tag = "rows", cases = {} }
          | ^
          [SB1202]"#]],
    );
}

#[test]
fn what_waits_for_itself() {
    check(
        "[functions.add]\na = { count = \"count\" }\ncount = { value = \"count\" }",
        expect![[r#"
            lib.facts.toml:1: functions.add: what is computed before the call waits for itself: `count` (column 12)
              | [functions.add]
              |            ^
              [SB1203]"#]],
    );
    check(
        "[functions.set_flags]\nflags = { value = \"size\" }\nsize = { value = \"flags\" }",
        expect![[r#"
            lib.facts.toml:1: functions.set_flags: what is computed before the call waits for itself: `flags`, `size` (column 12)
              | [functions.set_flags]
              |            ^
              [SB1203]"#]],
    );
    check(
        "[functions.compress]\ndest = { out = true, capacity = \"*dest_size\", size = \"*dest_size\" }",
        expect![[r#"
            lib.facts.toml:1: functions.compress: what is computed before the call waits for itself: `dest_size`, `dest` (column 12)
              | [functions.compress]
              |            ^
              [SB1203]"#]],
    );
}

#[test]
fn tags_that_no_union_can_have() {
    let tag = |cases: &str| {
        format!("[types.event]\nunion_tag = {{ member = \"u\", tag = \"what\", cases = {cases} }}")
    };
    check(
        &tag("{}"),
        expect![[r#"
            lib.facts.toml:2: types.event.union_tag: it has no cases: say for which values of the tag a member is live (column 1)
              | union_tag = { member = "u", tag = "what", cases = {} }
              | ^
              [SB1203]"#]],
    );
    check(
        &tag("{ 0 = \"number\", KIND_NUMBER = \"text\" }"),
        expect![[r#"
            lib.facts.toml:2: types.event.union_tag.cases.KIND_NUMBER: 0 stands for `number` already (column 67)
              | union_tag = { member = "u", tag = "what", cases = { 0 = "number", KIND_NUMBER = "text" } }
              |                                                                   ^
              [SB1203]"#]],
    );
    check(
        &tag("{ 5000000000 = \"number\" }"),
        expect![[r#"
            lib.facts.toml:2: types.event.union_tag.cases.5000000000: `what` holds numbers from 0 to 4294967295 (column 53)
              | union_tag = { member = "u", tag = "what", cases = { 5000000000 = "number" } }
              |                                                     ^
              [SB1203]"#]],
    );
    let twice = tag("{ 0 = \"number\" }").replace("types.event", "types.\"struct event\"");
    check(
        &format!("{}\n{twice}", tag("{ 0 = \"number\" }")),
        expect![[r#"
            lib.facts.toml:4: types."struct event".union_tag: `struct event` has a `union_tag` already, under another name (column 1)
              | union_tag = { member = "u", tag = "what", cases = { 0 = "number" } }
              | ^
              [SB1203]"#]],
    );
    check(
        "[types.stream]\nunion_tag = { tag = \"rate\", cases = { 0 = \"msg\" } }",
        expect![[r#"
            lib.facts.toml:2: types.stream.union_tag: `rate` is no integer and no enumeration (column 1)
              | union_tag = { tag = "rate", cases = { 0 = "msg" } }
              | ^
              [SB1203]"#]],
    );
}

#[test]
fn what_is_never_null() {
    check(
        "[functions.encode]\nret = { nullable = false }",
        expect![[r#"
            lib.facts.toml:2: functions.encode.ret.nullable: only a pointer is ever `NULL`, which `int` is not (column 9)
              | ret = { nullable = false }
              |         ^
              [SB1203]"#]],
    );
    check(
        "[functions.query_peek]\nret = { nullable = false }",
        expect![[r#"
            lib.facts.toml:2: functions.query_peek.ret.nullable: a typed pointer may always be `NULL`: leave `nullable` out (column 9)
              | ret = { nullable = false }
              |         ^
              [SB1203]"#]],
    );
    check(
        "[functions.encode]\nret = { value = \"ret + 1\", nullable = true }",
        expect![[r#"
            lib.facts.toml:2: functions.encode.ret.nullable: C's result is not given here, so that `nullable` means nothing (column 28)
              | ret = { value = "ret + 1", nullable = true }
              |                            ^
              [SB1203]"#]],
    );
}
