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
    let lib = parse_cdef("lib", LIBRARY).expect("declarations");
    let text = suggest_facts(&lib.interface, &lib.docs);
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
    let lib = parse_cdef("lib", declarations).expect("declarations");
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

        # `out` looks as if something were left behind it; it returns `enum lib_status`.
        #[functions.lib_open]
        #error = "lib"
        #out = { out = true }

        # `visit` is a host function and `arg` its userdata, if C does not keep it; it returns `enum lib_status`.
        #[functions.lib_each]
        #error = "lib"
        #visit = { callback = { userdata = "arg", scope = "call" } }

        # `into` has room for `*size`, which says how much was written; it returns `enum lib_status`.
        #[functions.lib_get]
        #error = "lib"
        #into = { out = true, capacity = "*size", size = "*size" }
        #size = { in = true }

        # `values` covers `count`; `carry` looks like a number that is left behind it.
        #[functions.lib_sum]
        #values = { count = "count" }
        #carry = { out = true }
    "##]].assert_eq(&suggest_facts(&lib.interface, &lib.docs));
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
    let lib = parse_cdef("lib", declarations).expect("declarations");
    let text = suggest_facts(&lib.interface, &lib.docs);
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
        # Failures
        # `cpSpaceNew` returns null when it fails, as those do that make.
        #[errors.lib]
        #fails = "ret == NULL"
        # Objects
        # `cpSpaceNew` hands out a `cpSpace`, `cpSpaceFree` looks as if it ended it.
        #[types.cpSpace]
        #handle = { close = "cpSpaceFree", prefix = "cpSpace" }
        # `cpBodyNewIn` hands out a `cpBody`, `cpBodyFree` looks as if it ended it.
        #[types.cpBody]
        #handle = { close = "cpBodyFree", prefix = "cpBody" }
        # Functions
        # It returns an object that it makes.
        #[functions.cpSpaceNew]
        #error = "lib"
        # Its name says that it makes what it returns; it returns an object that it makes.
        #[functions.cpBodyNewIn]
        #error = "lib"
        #ret = { owned = true }
        # `verts` covers `count`.
        #[functions.cpAreaForPoly]
        #verts = { count = "count" }"##]]
    .assert_eq(&lines.join("\n"));
}

/// The lines that were suggested for a function or a rule, the header aside.
fn lines(declarations: &str, table: &str) -> Vec<String> {
    let lib = parse_cdef("lib", declarations).expect("declarations");
    let text = suggest_facts(&lib.interface, &lib.docs);
    let rest = text.split_once(&format!("#[{table}]\n")).map_or("", |(_, rest)| rest);
    let own = rest.lines().take_while(|line| line.starts_with('#') && !line.starts_with("# "));
    own.map(|line| line[1..].to_owned()).collect()
}

#[test]
fn statuses_that_are_plain_numbers_are_known_by_comments() {
    let negative = "
        #define Z_OK 0
        #define Z_STREAM_END 1
        #define Z_DATA_ERROR (-3)
        #define Z_MEM_ERROR (-4)

        #define Z_BEST 9
        /** Packs. Returns Z_OK, or Z_MEM_ERROR when memory is short. */
        int pack(int level);
        /** The level. Z_BEST is the best. */
        int level(void);
        const char *zError(int status);";
    let rule = [
        "fails = \"ret < 0\"",
        "message = \"zError(ret)\"",
        "names = [\"Z_DATA_ERROR\", \"Z_MEM_ERROR\"]",
    ];
    assert_eq!(lines(negative, "errors.lib"), rule);
    assert_eq!(lines(negative, "functions.pack"), ["error = \"lib\""]);
    assert!(lines(negative, "functions.level").is_empty());
    let positive = "
        #define S_OK 0
        #define S_ERROR 1
        #define S_BUSY 2
        #define S_ROW 100
        /** On success [S_OK] is returned. */
        int step(int a);";
    let rule = ["fails = \"ret != S_OK\"", "names = [\"S_ERROR\", \"S_BUSY\"]"];
    assert_eq!(lines(positive, "errors.lib"), rule);
    assert_eq!(lines(positive, "functions.step"), ["error = \"lib\""]);
}

#[test]
fn statuses_may_be_bad_at_zero_and_objects_may_be_null() {
    let declarations = "
        enum X_Status { X_STATUS_ERROR, X_STATUS_OK };
        typedef struct parser parser;
        parser *X_create(void);
        void X_free(parser *p);
        enum X_Status X_stop(parser *p);";
    assert_eq!(
        lines(declarations, "errors.lib"),
        ["fails = \"ret == X_STATUS_ERROR\"", "names = \"enum X_Status\""]
    );
    assert_eq!(
        lines(declarations, "errors.lib_null"),
        ["class = \"LibError\"", "fails = \"ret == NULL\""]
    );
    assert_eq!(lines(declarations, "functions.X_stop"), ["error = \"lib\""]);
    assert_eq!(lines(declarations, "functions.X_create"), ["error = \"lib_null\""]);
}

#[test]
fn texts_are_handed_out_and_freed() {
    let declarations = "
        typedef struct db db;
        db *db_open(void);
        void db_close(db *d);
        void db_free(void *memory);
        int db_name(db *d, const char **name);
        int db_exec(db *d, char **message);
        char *db_sql(db *d);
        int db_many(db *d, const char **list);";
    assert_eq!(
        lines(declarations, "functions.db_name"),
        ["name = { out = true, text = \"utf8\" }"]
    );
    assert_eq!(
        lines(declarations, "functions.db_exec"),
        ["message = { out = true, text = \"utf8\", free = \"db_free\" }"]
    );
    assert_eq!(
        lines(declarations, "functions.db_sql"),
        ["ret = { text = \"utf8\", free = \"db_free\", nullable = true }"]
    );
    assert!(lines(declarations, "functions.db_many").is_empty());
}

#[test]
fn objects_keep_host_functions() {
    let declarations = "
        typedef struct db db;
        db *db_open(void);
        void db_close(db *d);
        typedef void (*row)(void *arg, int count);
        void db_set_hook(db *d, row hook, void *arg);
        void db_set_handler(db *d, row handler);
        void db_each(db *d, row visit, void *arg);";
    assert_eq!(
        lines(declarations, "functions.db_set_hook"),
        ["hook = { callback = { userdata = \"arg\", scope = \"handle\" }, nullable = true }"]
    );
    assert_eq!(
        lines(declarations, "functions.db_set_handler"),
        ["handler = { callback = { scope = \"handle\" }, nullable = true }"]
    );
    assert_eq!(
        lines(declarations, "functions.db_each"),
        ["visit = { callback = { userdata = \"arg\", scope = \"call\" } }"]
    );
}

#[test]
fn streams_in_memory_of_the_callers_are_known() {
    let declarations = "
        struct state;
        typedef struct {
            const unsigned char *next_in; unsigned avail_in;
            unsigned char *next_out; unsigned avail_out;
            struct state *state;
        } stream;
        int packInit(stream *s, int level);
        int pack(stream *s, int flush);
        int packCopy(stream *to, stream *from);
        int packEnd(stream *s);";
    assert_eq!(
        lines(declarations, "functions.packInit"),
        ["s = { out = true, handle = \"Pack\" }"]
    );
    assert_eq!(
        lines(declarations, "functions.packCopy"),
        ["method_of = \"Pack\"", "to = { out = true, handle = \"Pack\" }"]
    );
    assert_eq!(
        lines(declarations, "functions.pack"),
        [
            "method_of = \"Pack\"",
            "\"s->next_in\" = { size = \"s->avail_in\" }",
            "\"s->avail_in\" = { out = true }",
            "\"s->next_out\" = { out = true, capacity = 65536, size = \"65536 - s->avail_out\" }",
            "\"s->avail_out\" = { value = 65536 }",
        ]
    );
}

#[test]
fn many_habits_of_naming_ends_are_known() {
    for end in ["destroy", "free", "close", "end", "dealloc", "release", "unref", "fini", "cleanup"]
    {
        let declarations = format!(
            "typedef struct box box; box *box_new(void); void box_send(box *b); void box_{end}(box *b);"
        );
        let close = format!("handle = {{ close = \"box_{end}\"");
        let found = lines(&declarations, "types.box");
        assert!(found.iter().any(|line| line.starts_with(&close)), "{end}: {found:?}");
    }
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
        let header = sandbridge_extract::parse_header(&header).expect("a header");
        let mut interface = header.interface;
        let suggested = taken(&suggest_facts(&interface, &header.docs));
        let file = sandbridge_extract::FactsFile { path: name, text: &suggested };
        sandbridge_extract::apply_facts(&mut interface, file, &|_| Ok(String::new()))
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(!interface.facts.functions.is_empty(), "{suggested}");
    }
}
