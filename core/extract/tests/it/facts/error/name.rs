//! Names that nothing has, or two things would have.

use expect_test::expect;

use super::check;

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
