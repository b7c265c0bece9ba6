//! Suggested facts: right as written, right when all are taken, and none applied by itself.

use expect_test::expect;
use sandbridge_extract::{parse_cdef, suggest_facts};
use sandbridge_interface::facts::Facts;

use super::{LIBRARY, apply_to};
use crate::header::read;

/// The file with every suggestion taken.
fn taken(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') && !rest.is_empty() => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn nothing_is_applied_before_it_was_confirmed() {
    let interface = parse_cdef("lib", LIBRARY).expect("declarations").interface;
    let text = suggest_facts(&interface);
    let before = apply_to(LIBRARY, &text).expect("it is right as written").facts;
    // Names come apart with any facts file.
    let names = before.names.clone();
    assert_eq!(before, Facts { names, ..Facts::default() });
    let after = apply_to(LIBRARY, &taken(&text)).unwrap_or_else(|error| panic!("{error}"));
    assert!(after.facts.functions.len() > 10, "{text}");
    assert!(after.facts.handles.len() > 3, "{text}");
}

#[test]
fn suggestions_say_why() {
    let declarations = "
        typedef struct db db;
        enum lib_status { LIB_OK, LIB_FULL };
        const char *lib_error_text(enum lib_status status);
        enum lib_status lib_open(const char *path, db **out);
        void lib_close(db *d);
        enum lib_status lib_each(db *d, int (*visit)(void *arg, int row), void *arg);
        enum lib_status lib_get(db *d, void *into, unsigned long *size);
        long lib_sum(const int *values, unsigned count, int *carry);";
    let interface = parse_cdef("lib", declarations).expect("declarations").interface;
    expect![[r##"
        # What the header of lib cannot say. Each suggestion is commented out: read it, correct
        # it, and take the `#` before its lines away when it holds.
        #
        # Editors complete and check this file with the schema that `sandbridge facts --schema` prints.

        # Names

        # 6 of 6 names begin with `lib_`.
        #prefix = ["lib_"]

        # Packages

        # For `sandbridge package`.
        #[package]
        #name = "lib-wasm"
        #version = "1.0.0"
        #group = "org.example.lib"

        # Failures

        # `LIB_OK` is 0 in `enum lib_status`, which looks like statuses.
        #[errors.lib]
        #fails = "ret != LIB_OK"
        #message = "lib_error_text(ret)"
        #names = "enum lib_status"

        # Objects

        # `lib_open` hands out a `db`, `lib_close` looks as if it ended it.
        #[types.db]
        #handle = { close = "lib_close" }

        # Functions

        # `out` looks as if something were left behind it.
        #[functions.lib_open]
        #error = "lib"
        #out = { out = true }

        # `visit` is a host function and `arg` its userdata, if C does not keep it.
        #[functions.lib_each]
        #error = "lib"
        #visit = { callback = { userdata = "arg", scope = "call" } }

        # `into` has room for `*size`, which says how much was written.
        #[functions.lib_get]
        #error = "lib"
        #into = { out = true, capacity = "*size", size = "*size" }
        #size = { in = true }

        # `values` covers `count`; `carry` looks like a number that is left behind it.
        #[functions.lib_sum]
        #values = { count = "count" }
        #carry = { out = true }
    "##]].assert_eq(&suggest_facts(&interface));
}

#[test]
fn objects_of_libraries_without_underscores() {
    let declarations = "
        typedef struct cpVect { double x, y; } cpVect;
        typedef struct cpSpace cpSpace;
        typedef struct cpBody cpBody;
        cpSpace *cpSpaceNew(void);
        void cpSpaceDestroy(cpSpace *space);
        void cpSpaceFree(cpSpace *space);
        cpBody *cpSpaceGetBody(cpSpace *space);
        int cpSpaceGetType(cpSpace *space);
        cpBody *cpBodyNewIn(cpSpace *space);
        int cpBodyType(cpBody *body);
        int cpBodyGetType(cpBody *body);
        void cpBodyFree(cpBody *body);
        double cpAreaForPoly(int count, const cpVect *verts);";
    let interface = parse_cdef("lib", declarations).expect("declarations").interface;
    let text = suggest_facts(&interface);
    apply_to(declarations, &taken(&text)).unwrap_or_else(|error| panic!("{error}"));
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).skip(4).collect();
    expect![[r##"
        # Names
        # 10 of 10 names begin with `cp`.
        #prefix = ["cp"]
        # Packages
        # For `sandbridge package`.
        #[package]
        #name = "lib-wasm"
        #version = "1.0.0"
        #group = "org.example.lib"
        # Objects
        # `cpSpaceNew` hands out a `cpSpace`, `cpSpaceFree` looks as if it ended it.
        #[types.cpSpace]
        #handle = { close = "cpSpaceFree", prefix = "cpSpace" }
        # `cpBodyNewIn` hands out a `cpBody`, `cpBodyFree` looks as if it ended it.
        #[types.cpBody]
        #handle = { close = "cpBodyFree", prefix = "cpBody" }
        # Functions
        # Its name says that it makes what it returns.
        #[functions.cpBodyNewIn]
        #ret = { owned = true }
        # `verts` covers `count`.
        #[functions.cpAreaForPoly]
        #verts = { count = "count" }"##]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn suggestions_for_real_headers_hold() {
    for name in ["zlib.h", "expat.h"] {
        let (text, _) = read(name);
        let header = sandbridge_extract::Header {
            name: name.trim_end_matches(".h"),
            text: &text,
            simd: false,
            keep: sandbridge_extract::Keep::Everything,
        };
        let mut interface = sandbridge_extract::parse_header(&header).expect("a header").interface;
        let suggested = taken(&suggest_facts(&interface));
        let file = sandbridge_extract::FactsFile { path: name, text: &suggested };
        sandbridge_extract::apply_facts(&mut interface, file, &|_| Ok(String::new()))
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(!interface.facts.functions.is_empty(), "{suggested}");
    }
}
