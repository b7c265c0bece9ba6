//! What is wrong with a facts file, and where.

use expect_test::{Expect, expect};

use super::apply;

fn check(facts: &str, expected: Expect) {
    match apply(facts) {
        Ok(_) => panic!("no error: {facts}"),
        Err(error) => expected.assert_eq(&error.to_string()),
    }
}

#[test]
fn a_file_that_is_no_toml() {
    check(
        "[functions.sum",
        expect![[r#"
        lib.facts.toml:1: unclosed table, expected `]` (column 15)
          | [functions.sum
          |               ^
          [SB1201]
          help: facts files are TOML: https://toml.io/en/v1.0.0"#]],
    );
    check(
        "prefix = ",
        expect![[r#"
        lib.facts.toml:1: string values must be quoted, expected literal string (column 10)
          | prefix = 
          |          ^
          [SB1201]
          help: facts files are TOML: https://toml.io/en/v1.0.0"#]],
    );
    check(
        "prefix = \"a\"\nprefix = \"b\"",
        expect![[r#"
        lib.facts.toml:2: duplicate key (column 1)
          | prefix = "b"
          | ^
          [SB1201]
          help: facts files are TOML: https://toml.io/en/v1.0.0"#]],
    );
}

#[test]
fn keys_that_facts_do_not_have() {
    check(
        r#"prefixes = ["a"]"#,
        expect![[r#"
        lib.facts.toml:1: prefixes: facts files have no such key here (column 1)
          | prefixes = ["a"]
          | ^
          [SB1201]
          help: did you mean `prefix`?"#]],
    );
    check(
        "[functions.sum]\nvalues = { cuont = \"count\" }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.values.cuont: facts files have no such key here (column 12)
          | values = { cuont = "count" }
          |            ^
          [SB1201]
          help: did you mean `count`?"#]],
    );
    check(
        "[errors.e]\nfail = \"ret\"",
        expect![[r#"
        lib.facts.toml:2: errors.e.fail: facts files have no such key here (column 1)
          | fail = "ret"
          | ^
          [SB1201]
          help: did you mean `fails`?"#]],
    );
    check(
        "[errors.e]\nclass = \"E\"",
        expect![[r#"
        lib.facts.toml:1: errors.e: the key `fails` is missing (column 9)
          | [errors.e]
          |         ^
          [SB1201]"#]],
    );
    check(
        "[types.db]\nhandle = { closes = \"db_close\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle.closes: facts files have no such key here (column 12)
          | handle = { closes = "db_close" }
          |            ^
          [SB1201]
          help: did you mean `close`?"#]],
    );
    check(
        "[functions.sum]\nsomething_else = 1",
        expect![[r#"
        lib.facts.toml:2: functions.sum.something_else: expected a table, found a number (column 18)
          | something_else = 1
          |                  ^
          [SB1201]"#]],
    );
    check(
        "[package]\nname = \"a\"",
        expect![[r#"
        lib.facts.toml:1: package: the key `version` is missing (column 2)
          | [package]
          |  ^
          [SB1201]"#]],
    );
}

#[test]
fn values_of_another_kind() {
    check(
        "prefix = 3",
        expect![[r#"
        lib.facts.toml:1: prefix: expected a text or a list of texts, found a number (column 10)
          | prefix = 3
          |          ^
          [SB1201]"#]],
    );
    check(
        r#"skip = "a""#,
        expect![[r#"
        lib.facts.toml:1: skip: expected a list of texts, found a text (column 8)
          | skip = "a"
          |        ^
          [SB1201]"#]],
    );
    check(
        "[functions.sum]\nvalues = { count = true }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.values.count: expected a C expression in quotes, or a number, found a truth (column 20)
          | values = { count = true }
          |                    ^
          [SB1201]"#]],
    );
    check(
        "[functions.sum]\nvalues = \"count\"",
        expect![[r#"
        lib.facts.toml:2: functions.sum.values: expected a table, found a text (column 10)
          | values = "count"
          |          ^
          [SB1201]"#]],
    );
    check(
        "[functions.log_text]\ntext = { text = \"utf-8\" }",
        expect![[r#"
        lib.facts.toml:2: functions.log_text.text.text: expected one of `utf8`, `latin1`, `utf16`, found `utf-8` (column 17)
          | text = { text = "utf-8" }
          |                 ^
          [SB1201]
          help: did you mean `utf8`?"#]],
    );
    check(
        "[functions.db_exec]\nrow = { callback = { scope = \"forevr\" } }",
        expect![[r#"
        lib.facts.toml:2: functions.db_exec.row.callback.scope: there is no scope `forevr` (column 30)
          | row = { callback = { scope = "forevr" } }
          |                              ^
          [SB1201]
          help: there are `call`, `once`, `until:function`, `handle`, `destroy`, `forever`"#]],
    );
    check(
        "[functions.log_text]\ntext = { out = \"yes\" }",
        expect![[r#"
        lib.facts.toml:2: functions.log_text.text.out: expected `true` or `false`, found a text (column 16)
          | text = { out = "yes" }
          |                ^
          [SB1201]"#]],
    );
}

#[test]
fn names_that_the_header_does_not_have() {
    check(
        "[functions.smu]\nvalues = { count = \"count\" }",
        expect![[r#"
        lib.facts.toml:1: functions.smu: the library has no function called `smu` (column 12)
          | [functions.smu]
          |            ^
          [SB1202]
          help: did you mean `sum`?"#]],
    );
    check(
        "[functions.sum]\nvalue = { count = \"count\" }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.value: `sum` has no parameter called `value` (column 1)
          | value = { count = "count" }
          | ^
          [SB1202]
          help: did you mean `values`?"#]],
    );
    check(
        "[functions.sum]\nvalues = { count = \"cuont\" }",
        expect![[r#"
        lib.facts.toml:2: functions.sum.values.count: nothing is called `cuont` here (column 21)
          | values = { count = "cuont" }
          |                     ^
          [SB1202]
          help: did you mean `count`?"#]],
    );
    check(
        "[types.dbb]\nhandle = {}",
        expect![[r#"
        lib.facts.toml:1: types.dbb: the header has no type called `dbb` (column 8)
          | [types.dbb]
          |        ^
          [SB1202]
          help: did you mean `db`?"#]],
    );
    check(
        "[handles.Db]\ntype = \"bd\"",
        expect![[r#"
        lib.facts.toml:2: handles.Db.type: the header has no type called `bd` (column 9)
          | type = "bd"
          |         ^
          [SB1202]
          help: did you mean `db`?"#]],
    );
    check(
        "[types.db]\nhandle = { close = \"db_clos\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle.close: the library has no function called `db_clos` (column 21)
          | handle = { close = "db_clos" }
          |                     ^
          [SB1202]
          help: did you mean `db_close`?"#]],
    );
    check(
        "[constants.LIB_DON]\nname = \"A\"",
        expect![[r#"
        lib.facts.toml:1: constants.LIB_DON: the header has no constant called `LIB_DON` (column 12)
          | [constants.LIB_DON]
          |            ^
          [SB1202]
          help: did you mean `LIB_DONE`?"#]],
    );
    check(
        r#"skip = ["sun"]"#,
        expect![[r#"
        lib.facts.toml:1: skip[0]: nothing in the header is called `sun` (column 9)
          | skip = ["sun"]
          |         ^
          [SB1202]
          help: did you mean `sum`?"#]],
    );
    check(
        "[functions.copy_name]\nret = { text = \"utf8\", free = \"realease\" }",
        expect![[r#"
        lib.facts.toml:2: functions.copy_name.ret.free: the library has no function called `realease` (column 32)
          | ret = { text = "utf8", free = "realease" }
          |                                ^
          [SB1202]
          help: did you mean `release`?"#]],
    );
    check(
        "[errors.e]\nfails = \"ret\"\nnames = [\"LIB_DON\"]\n[functions.sum]\nerror = \"e\"",
        expect![[r#"
            lib.facts.toml:3: errors.e.names[0]: the header has no constant called `LIB_DON` (column 10)
              | names = ["LIB_DON"]
              |          ^
              [SB1202]
              help: did you mean `LIB_DONE`?"#]],
    );
    check(
        "[errors.e]\nfails = \"ret\"\nnames = \"enum statsu\"",
        expect![[r#"
        lib.facts.toml:3: errors.e.names: the header has no type called `enum statsu` (column 10)
          | names = "enum statsu"
          |          ^
          [SB1202]
          help: did you mean `status`?"#]],
    );
    check(
        "[errors.lib]\nfails = \"ret\"\n[functions.sum]\nerror = \"lob\"",
        expect![[r#"
        lib.facts.toml:4: functions.sum.error: there is no rule `errors.lob` (column 9)
          | error = "lob"
          |         ^
          [SB1202]
          help: did you mean `lib`?"#]],
    );
    check(
        "[callbacks.row_fm]\nnames = []",
        expect![[r#"
        lib.facts.toml:1: callbacks.row_fm: the header has no type called `row_fm` (column 12)
          | [callbacks.row_fm]
          |            ^
          [SB1202]
          help: did you mean `row_fn`?"#]],
    );
    check(
        "[callbacks.\"db_exec.rwo\"]\nparams = []",
        expect![[r#"
        lib.facts.toml:1: callbacks."db_exec.rwo": `db_exec` has no parameter called `rwo` (column 12)
          | [callbacks."db_exec.rwo"]
          |            ^
          [SB1202]
          help: did you mean `row`?"#]],
    );
    check(
        "[functions.encode]\n\"s->nxt_in\" = { size = 1 }",
        expect![[r#"
        lib.facts.toml:2: functions.encode."s->nxt_in": `stream` has no member called `nxt_in` (column 1)
          | "s->nxt_in" = { size = 1 }
          | ^
          [SB1202]
          help: did you mean `next_in`?"#]],
    );
    check(
        "[functions.encode]\n\"t->next_in\" = { size = 1 }",
        expect![[r#"
        lib.facts.toml:2: functions.encode."t->next_in": `encode` has no parameter called `t->next_in` (column 1)
          | "t->next_in" = { size = 1 }
          | ^
          [SB1202]
          help: there are: `s`, `flush`"#]],
    );
    check(
        "[functions.query_peek]\nret = { until = [\"query_stp\"] }",
        expect![[r#"
        lib.facts.toml:2: functions.query_peek.ret.until[0]: the library has no function called `query_stp` (column 19)
          | ret = { until = ["query_stp"] }
          |                   ^
          [SB1202]
          help: did you mean `query_step`?"#]],
    );
    check(
        "[functions.db_first]\nret = { handle = \"Db\" }",
        expect![[r#"
        lib.facts.toml:2: functions.db_first.ret.handle: there is no handle `Db` (column 18)
          | ret = { handle = "Db" }
          |                  ^
          [SB1202]
          help: handles come from `[types]` and `[handles]`"#]],
    );
    check(
        "[types.event]\nunion_tag = { member = \"u\", tag = \"wat\", cases = {} }",
        expect![[r#"
        lib.facts.toml:2: types.event.union_tag.tag: `event` has no member called `wat` (column 36)
          | union_tag = { member = "u", tag = "wat", cases = {} }
          |                                    ^
          [SB1202]
          help: did you mean `what`?"#]],
    );
    check(
        "[types.event]\nunion_tag = { member = \"u\", tag = \"what\", cases = { KIND_TEXT = \"txt\" } }",
        expect![[r#"
            lib.facts.toml:2: types.event.union_tag.cases.KIND_TEXT: the union has no member `txt` (column 65)
              | union_tag = { member = "u", tag = "what", cases = { KIND_TEXT = "txt" } }
              |                                                                 ^
              [SB1202]
              help: did you mean `text`?"#]],
    );
    check(
        "[types.event]\nunion_tag = { member = \"u\", tag = \"what\", cases = { KIND_TXT = \"text\" } }",
        expect![[r#"
            lib.facts.toml:2: types.event.union_tag.cases.KIND_TXT: nothing is called `KIND_TXT` here (column 53)
              | union_tag = { member = "u", tag = "what", cases = { KIND_TXT = "text" } }
              |                                                     ^
              [SB1202]
              help: did you mean `KIND_TEXT`?"#]],
    );
    check(
        "[types.event]\nunion_tag = { member = \"v\", tag = \"what\", cases = {} }",
        expect![[r#"
        lib.facts.toml:2: types.event.union_tag: there is no union called `v` in it (column 1)
          | union_tag = { member = "v", tag = "what", cases = {} }
          | ^
          [SB1202]"#]],
    );
}

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
fn handles_that_cannot_be() {
    check(
        "[types.db]\nhandle = { close = \"release_two\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle.close: `release_two` does not take just a `db` (column 20)
          | handle = { close = "release_two" }
          |                    ^
          [SB1203]
          help: write the call, with `self` for the handle, of void release_two(void *memory, int how)"#]],
    );
    check(
        "[types.db]\nhandle = { close = \"db_busy_timeout\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle.close: `db_busy_timeout` does not take just a `db` (column 20)
          | handle = { close = "db_busy_timeout" }
          |                    ^
          [SB1203]
          help: write the call, with `self` for the handle, of void db_busy_timeout(db *d, int ms)"#]],
    );
    check(
        "[types.db]\nhandle = { close = \"db_close(NULL)\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle.close: the call does not get the handle, which is called `self` (column 20)
          | handle = { close = "db_close(NULL)" }
          |                    ^
          [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = { close = \"1 + 1\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle.close: a handle is closed by calling a function (column 20)
          | handle = { close = "1 + 1" }
          |                    ^
          [SB1203]"#]],
    );
    check(
        "[types.kind]\nhandle = {}",
        expect![[r#"
        lib.facts.toml:2: types.kind.handle: `kind` is no struct, no union and no `typedef` of `void *`, which handles are (column 1)
          | handle = {}
          | ^
          [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = { object = true, close = \"db_close\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle: the size of `struct db` is not known, so that it cannot be provided (column 1)
          | handle = { object = true, close = "db_close" }
          | ^
          [SB1203]"#]],
    );
    check(
        "[types.db]\nname = \"database\"\nhandle = {}",
        expect![[r#"
        lib.facts.toml:2: types.db.name: `database` is no class: write it as `SomeName` (column 8)
          | name = "database"
          |        ^
          [SB1201]"#]],
    );
    check(
        "[handles.database]\ntype = \"db\"",
        expect![[r#"
        lib.facts.toml:1: handles.database: `database` is no class: write it as `SomeName` (column 10)
          | [handles.database]
          |          ^
          [SB1201]"#]],
    );
    check(
        "[types.db]\nhandle = {}\n[handles.Db]\ntype = \"query\"",
        expect![[r#"
        lib.facts.toml:3: handles.Db: there are two classes called `Db` (column 10)
          | [handles.Db]
          |          ^
          [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = { parent = \"Query\" }\n[types.query]\nhandle = { parent = \"Db\" }",
        expect![[r#"
            lib.facts.toml:2: types.db.handle: `Db` is its own ancestor (column 1)
              | handle = { parent = "Query" }
              | ^
              [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = { error = \"e\" }",
        expect![[r#"
        lib.facts.toml:2: types.db.handle.error: nothing closes this handle (column 20)
          | handle = { error = "e" }
          |                    ^
          [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = {}\n[functions.db_open]\nout = { out = true, owned = true }",
        expect![[r#"
            lib.facts.toml:4: functions.db_open.out: a `Db` has no `close`, so that it is only ever lent (column 1)
              | out = { out = true, owned = true }
              | ^
              [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = { close = \"db_close\" }\n[functions.db_open]\nout = { out = true, owned = true, borrowed = true }",
        expect![[r#"
            lib.facts.toml:4: functions.db_open.out: it is either owned or borrowed (column 1)
              | out = { out = true, owned = true, borrowed = true }
              | ^
              [SB1203]"#]],
    );
    check(
        "[types.query]\nhandle = { close = \"query_end\", parent = \"Db\" }\n[types.db]\nhandle = {}\n[functions.cursor_new]\nret = { handle = \"Query\" }",
        expect![[r#"
            lib.facts.toml:6: functions.cursor_new.ret.handle: a handle is a pointer to its type, which `cursor *` is not (column 9)
              | ret = { handle = "Query" }
              |         ^
              [SB1203]"#]],
    );
    check(
        "[types.cursor]\nhandle = { close = \"cursor_free(parent, &self)\", parent = \"Db\" }\n[types.db]\nhandle = {}\n[functions.cursor_new]\nret = { owned = true }",
        expect![[r#"
            lib.facts.toml:6: functions.cursor_new.ret: a `Cursor` has a `Db` for parent, which no argument is (column 1)
              | ret = { owned = true }
              | ^
              [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = {}\n[functions.db_open]\nout = { out = true, on_failure = \"close\" }",
        expect![[r#"
            lib.facts.toml:4: functions.db_open.out: only a handle that is left behind a pointer can be closed on failure (column 1)
              | out = { out = true, on_failure = "close" }
              | ^
              [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = {}\n[functions.bound]\nmethod_of = \"Db\"",
        expect![[r#"
        lib.facts.toml:4: functions.bound.method_of: the first argument of `bound` is no `Db`, which its methods have (column 13)
          | method_of = "Db"
          |             ^
          [SB1203]"#]],
    );
    check(
        "[types.db]\nhandle = {}\n[functions.db_on_busy]\nmethod_of = true",
        expect![[r#"
        lib.facts.toml:4: functions.db_on_busy.method_of: name the class, or say `false` (column 13)
          | method_of = true
          |             ^
          [SB1203]"#]],
    );
    check(
        "[handles.Encoder]\ntype = \"stream\"\n[handles.Decoder]\ntype = \"stream\"\n[functions.encode]\nflush = { default = 0 }",
        expect![[r#"
            lib.facts.toml:5: functions.encode: a `stream *` may be a `Encoder` or a `Decoder` (column 12)
              | [functions.encode]
              |            ^
              [SB1203]
              help: say which: `method_of = "..."`, or `handle = "..."`"#]],
    );
    check(
        "[functions.query_peek]\nret = { borrowed_from = \"q\" }",
        expect![[r#"
        lib.facts.toml:2: functions.query_peek.ret.borrowed_from: an owner is a handle, which `query *` is not (column 9)
          | ret = { borrowed_from = "q" }
          |         ^
          [SB1203]"#]],
    );
}

#[test]
fn names_that_collide() {
    check(
        "prefix = [\"query_\", \"cursor_\"]\n[functions.query_bytes]\nname = \"move\"",
        expect![[r#"
            lib.facts.toml:2: functions.query_bytes: `query_bytes` and `cursor_move` would both be called `move` (column 12)
              | [functions.query_bytes]
              |            ^
              [SB1202]
              help: give one of them a `name`, or `skip = true`"#]],
    );
    check(
        "[functions.sum]\nname = \"bound\"",
        expect![[r#"
        lib.facts.toml:1: functions.sum: `bound` and `sum` would both be called `bound` (column 12)
          | [functions.sum]
          |            ^
          [SB1202]
          help: give one of them a `name`, or `skip = true`"#]],
    );
    check(
        "[types.db]\nhandle = { close = \"db_close\" }\n[functions.db_exec]\nname = \"close\"",
        expect![[r#"
            lib.facts.toml:3: functions.db_exec: `db_exec` would be called as `Db` is closed: `close` (column 12)
              | [functions.db_exec]
              |            ^
              [SB1202]
              help: give one of them a `name`, or `skip = true`"#]],
    );
    check(
        "[functions.sum]\nname = \"a b\"",
        expect![[r#"
        lib.facts.toml:2: functions.sum.name: `a b` is no name (column 8)
          | name = "a b"
          |        ^
          [SB1201]"#]],
    );
}

#[test]
fn packages_that_no_registry_takes() {
    check(
        "[package]\nname = \"Lib\"\nversion = \"1.0.0\"",
        expect![[r#"
        lib.facts.toml:2: package.name: a package's name has small letters, digits and `-`, a letter first (column 8)
          | name = "Lib"
          |        ^
          [SB1201]"#]],
    );
    check(
        "[package]\nname = \"lib\"\nversion = \"1.0\"",
        expect![[r#"
        lib.facts.toml:3: package.version: a package's version is three numbers with dots between, as `1.3.1` (column 11)
          | version = "1.0"
          |           ^
          [SB1201]"#]],
    );
    check(
        "[package]\nname = \"lib\"\nversion = \"1.0.0\"\ngroup = \"org example\"",
        expect![[r#"
        lib.facts.toml:4: package.group: a group is names with dots between, as `org.example` (column 9)
          | group = "org example"
          |         ^
          [SB1201]"#]],
    );
}
