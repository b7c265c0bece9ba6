//! Handles and the host functions that they hold.

use expect_test::expect;

use super::{applied, check, describe};

const HANDLES: &str = r#"
    [types.db]
    name = "Database"
    handle = { close = "db_close" }
    [types.query]
    handle = { close = "query_end", parent = "Database" }
    [types.cursor]
    handle = { close = "cursor_free(parent, &self)", parent = "Database" }
"#;

fn check_with(facts: &str, function: &str, expected: expect_test::Expect) {
    check(&format!("{HANDLES}\n{facts}"), function, expected);
}

#[test]
fn methods_need_no_facts() {
    check_with(
        "",
        "db_busy_timeout",
        expect![[r#"
        Database.db_busy_timeout(d, ms) -> nothing
          d: handle Database
          ms: plain
    "#]],
    );
    check_with(
        "",
        "query_db",
        expect![[r#"
        Query.query_db(q) -> result
          q: handle Query
          ret: lent Database of q
    "#]],
    );
    check_with(
        "",
        "query_step",
        expect![[r#"
        Query.query_step(q) -> result
          q: handle Query
    "#]],
    );
    check_with(
        "[functions.query_step]\nmethod_of = false",
        "query_step",
        expect![[r#"
        query_step(q) -> result
          q: handle Query
    "#]],
    );
    check_with(
        "",
        "bound",
        expect![[r#"
        bound: as in C
    "#]],
    );
}

#[test]
fn owned_and_lent_handles() {
    check_with(
        "[functions.db_prepare]\nout = { out = true }",
        "db_prepare",
        expect![[r#"
        Database.db_prepare(d, sql, tail) -> result, out
          d: handle Database
          sql: plain
          out: cell zero, gives owned Query of d
          tail: plain
    "#]],
    );
    check_with(
        "",
        "db_first",
        expect![[r#"
        Database.db_first(d) -> result
          d: handle Database
          ret: lent Query of d
    "#]],
    );
    check_with(
        "[functions.db_first]\nret = { owned = true }",
        "db_first",
        expect![[r#"
        Database.db_first(d) -> result
          d: handle Database
          ret: owned Query of d
    "#]],
    );
}

#[test]
fn objects_in_the_callers_memory() {
    let facts = r#"
        [handles.Encoder]
        type = "stream"
        close = "encode_end"
        object = true
        [functions.encode_init]
        s = { out = true }
        "#;
    check(
        facts,
        "encode_init",
        expect![[r#"
        encode_init(level) -> result, s
          s: object Encoder
          level: plain
    "#]],
    );
    check(
        facts,
        "encode",
        expect![[r#"
        Encoder.encode(s, flush) -> result
          s: handle Encoder
          flush: plain
    "#]],
    );
}

#[test]
fn handles_are_closed_by_calls() {
    let interface = applied(HANDLES);
    let closes: Vec<String> = interface
        .facts
        .handles
        .iter()
        .map(|handle| {
            let close = handle.close.as_ref().expect("it is closed");
            format!("{}: {}", handle.name, describe::expression(&interface, &[], close))
        })
        .collect();
    expect![[r#"
        Database: db_close(self)
        Query: query_end(self)
        Cursor: cursor_free(parent, &self)"#]]
    .assert_eq(&closes.join("\n"));
    assert!(interface.facts.skipped.contains("db_close"), "it is the method `close`");
}

#[test]
fn host_functions_live_as_long_as_said() {
    check_with(
        "[functions.db_exec]\nrow = { callback = { userdata = \"arg\", scope = \"call\", on_raise = 1 }, optional = true }",
        "db_exec",
        expect![[r#"
            Database.db_exec(d, sql, row = null) -> result
              d: handle Database
              sql: plain
              row: callback 0 for the call, 1 when it raises, nullable
              arg: userdata
        "#]],
    );
    check_with(
        "[functions.db_on_busy]\nhandler = { callback = { userdata = \"arg\", until = [\"db_busy_timeout\", \"db_on_busy\"] } }",
        "db_on_busy",
        expect![[r#"
            Database.db_on_busy(d, handler) -> nothing
              d: handle Database
              handler: callback 0 until db_busy_timeout
              arg: userdata
        "#]],
    );
    check_with(
        "[functions.db_on_busy]\nhandler = { callback = { userdata = \"arg\", scope = \"until:db_on_busy\" } }",
        "db_on_busy",
        expect![[r#"
            Database.db_on_busy(d, handler) -> nothing
              d: handle Database
              handler: callback 0 with its handle
              arg: userdata
        "#]],
    );
    check_with(
        "[functions.db_function]\nrun = { callback = { userdata = \"arg\", destroy = \"destroy\" } }",
        "db_function",
        expect![[r#"
            Database.db_function(d, name, run) -> result
              d: handle Database
              name: plain
              arg: userdata
              run: callback 0 until destroyed
              destroy: destroy
        "#]],
    );
}

#[test]
fn c_reports_failures_by_calling() {
    check_with(
        "[errors.lib]\nfails = \"0\"\n[functions.db_on_error]\nerror = \"lib\"\nreport = { raise = \"arg1\" }",
        "db_on_error",
        expect![[r#"
            Database.db_on_error(d) -> nothing
              d: handle Database
              report: raises LibError with argument 1
              fails: 0, LibError 0: none
        "#]],
    );
}

#[test]
fn arguments_of_host_functions() {
    let check = |facts: &str, expected: expect_test::Expect| {
        let interface = applied(&format!("{HANDLES}\n{facts}"));
        let texts = interface.facts.callbacks.iter();
        let texts: String = texts.map(|facts| describe::callback(&interface, facts)).collect();
        expected.assert_eq(&texts);
    };
    check(
        r#"
        [callbacks.row_fn]
        params = [{ userdata = true }, {}, { text = "utf8", count = "arg1" }, { text = "latin1" }]
        names = ["", "", "values", "names"]
        [functions.db_exec]
        row = { callback = { userdata = "arg", scope = "call" } }
        "#,
        expect![[r#"
            (arg0: hidden, arg1: hidden, values: texts utf8, arg1 of them, names: texts latin1)
        "#]],
    );
    check(
        r#"
        [callbacks."db_reader.read"]
        params = [{ userdata = true }, { out = true, capacity = "size" }, {}]
        names = ["", "into", "size"]
        [functions.db_reader]
        read = { callback = { userdata = "arg", scope = "handle" } }
        "#,
        expect![[r#"
            (arg0: hidden, into: room for size, size: plain)
        "#]],
    );
    check(
        r#"
        [functions.db_exec]
        row = { callback = { userdata = "arg", scope = "once" } }
        "#,
        expect![[r#"
            (arg0: hidden, arg1: plain, arg2: plain, arg3: plain)
        "#]],
    );
    check(
        "[functions.db_on_error]\nreport = { callback = { scope = \"forever\" } }",
        expect![[r#"
        (arg0: handle Database, arg1: plain)
    "#]],
    );
}
