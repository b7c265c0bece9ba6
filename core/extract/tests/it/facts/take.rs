//! Results: copies, what is freed, what is borrowed, failures.

use expect_test::expect;

use sandbridge_interface::spell;

use super::{apply_to, check};

#[test]
fn results_are_copied_and_freed() {
    check(
        "[functions.copy_name]\nret = { text = \"utf8\", free = \"release\" }",
        "copy_name",
        expect![[r#"
            copy_name(number, size) -> result
              number: plain
              size: plain
              ret: text utf8, freed by release
        "#]],
    );
    check(
        "[functions.copy_name]\nret = { text = \"utf8\", size = \"*size\" }",
        "copy_name",
        expect![[r#"
            copy_name(number) -> result
              number: plain
              size: cell zero, gives nothing
              ret: text utf8 of [size+0 I32] bytes
        "#]],
    );
    check(
        "[functions.copy_values]\nret = { count = \"*count\", free = \"release\" }",
        "copy_values",
        expect![[r#"
            copy_values() -> result
              count: cell zero, gives nothing
              ret: data of [count+0 U32], freed by release
        "#]],
    );
    check(
        "[functions.copy_values]\nret = { size = \"*count\" }\ncount = { out = true }",
        "copy_values",
        expect![[r#"
            copy_values() -> result, count
              count: cell zero, gives itself
              ret: data of ([count+0 U32] / 4)
        "#]],
    );
}

#[test]
fn failures_are_told_by_rules() {
    check(
        r#"
        [errors.lib]
        fails = "ret != LIB_OK"
        message = "status_text(ret)"
        names = "enum status"
        [functions.compress]
        error = "lib"
        "#,
        "compress",
        expect![[r#"
            compress(dest, dest_size, source, source_size, level) -> nothing
              dest: plain
              dest_size: plain
              source: plain
              source_size: plain
              level: plain
              ret: nothing
              fails: (ret != 0), LibError ret: status_text(ret)
        "#]],
    );
    check(
        r#"
        [errors.lib]
        class = "LibraryTrouble"
        fails = "ret < 0"
        status = "-ret"
        names = ["LIB_DONE"]
        [functions.log_text]
        error = "lib"
        ret = { out = true }
        "#,
        "log_text",
        expect![[r#"
            log_text(text, length) -> result
              text: plain
              length: plain
              fails: (ret < 0), LibraryTrouble -ret: none
        "#]],
    );
}

#[test]
fn a_rule_finds_its_names_in_each_function() {
    let facts = r#"
        [types.db]
        handle = { close = "db_close" }
        [types.query]
        handle = { close = "query_end", parent = "Db" }
        [errors.db]
        fails = "ret != LIB_OK"
        message = "db_message(self)"
        [errors.opening]
        class = "DbError"
        fails = "ret != LIB_OK"
        message = "db_message(*out)"
        [functions.db_open]
        error = "opening"
        out = { out = true, on_failure = "close" }
        [functions.db_exec]
        error = "db"
        row = { callback = { userdata = "arg", scope = "call", on_raise = 1 }, optional = true }
        [functions.db_prepare]
        error = "db"
        out = { out = true }
        tail = { out = true, text = "utf8" }
        "#;
    for function in ["db_open", "db_exec", "db_prepare"] {
        match function {
            "db_open" => check(
                facts,
                function,
                expect![[r#"
                db_open(path, flags) -> out
                  path: plain
                  out: cell zero, gives owned Db, also on failure
                  flags: plain
                  ret: nothing
                  fails: (ret != 0), DbError ret: db_message([out+0 U32])
            "#]],
            ),
            "db_exec" => check(
                facts,
                function,
                expect![[r#"
                Db.db_exec(d, sql, row = null) -> nothing
                  d: handle Db
                  sql: plain
                  row: callback 0 for the call, 1 when it raises, nullable
                  arg: userdata
                  ret: nothing
                  fails: (ret != 0), DbError ret: db_message(d)
            "#]],
            ),
            _ => check(
                facts,
                function,
                expect![[r#"
                Db.db_prepare(d, sql) -> out, tail
                  d: handle Db
                  sql: plain
                  out: cell zero, gives owned Query of d
                  tail: cell zero, gives text utf8
                  ret: nothing
                  fails: (ret != 0), DbError ret: db_message(d)
            "#]],
            ),
        }
    }
}

#[test]
fn what_is_borrowed_ends() {
    check(
        r#"
        [types.query]
        handle = { close = "query_end" }
        [functions.query_peek]
        ret = { borrowed_from = "q", until = ["query_step"] }
        "#,
        "query_peek",
        expect![[r#"
            Query.query_peek(q) -> result
              q: handle Query
              ret: borrowed of q until query_step
        "#]],
    );
}

#[test]
fn a_text_may_ask_for_its_length() {
    check(
        r#"
        [types.query]
        handle = { close = "query_end" }
        [functions.query_text]
        ret = { text = "utf8", size = "query_bytes(q, column)", nullable = true }
        "#,
        "query_text",
        expect![[r#"
            Query.query_text(q, column) -> result
              q: handle Query
              column: plain
              ret: text utf8 of query_bytes(q, column) bytes
        "#]],
    );
}

#[test]
fn what_was_allocated_is_freed_without_a_declaration() {
    let declarations = "char *copy(const char *text); void *make(void);";
    let facts = "[functions.copy]\nret = { text = \"utf8\", free = \"free\" }";
    let interface = apply_to(declarations, facts).unwrap_or_else(|error| panic!("{error}"));
    let free = interface.functions.last().expect("three functions");
    assert_eq!(spell::prototype(&interface, free), "void free(void *memory)");
    assert!(interface.facts.skipped.contains("free"), "only the C layer has it");
    // A function whose short name it is has that name.
    let named = format!("void my_free(int *p); {declarations}");
    let prefixed = format!("prefix = \"my_\"\n{facts}");
    let interface = apply_to(&named, &prefixed).expect("facts");
    assert_eq!(interface.facts.name("my_free"), "free");
    // One that the header declares is that one.
    let twice = format!("void free(void *p); {declarations}");
    let interface = apply_to(&twice, facts).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(interface.functions.len(), 3);
    // Nobody is given one who did not ask.
    let interface = apply_to(declarations, "prefix = \"m\"").expect("facts");
    assert_eq!(interface.functions.len(), 2);
}
