//! Handles that cannot be.

use expect_test::expect;

use super::check;

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
