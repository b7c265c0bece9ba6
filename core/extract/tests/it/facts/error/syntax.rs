//! Files that are no facts.

use expect_test::expect;

use super::check;

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
