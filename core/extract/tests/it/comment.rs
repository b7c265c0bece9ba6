//! Which comment documents what.

use expect_test::{Expect, expect};
use sandbridge_extract::{Header, Keep, parse_header};

use crate::header::read;

fn check(text: &str, expected: Expect) {
    let header = Header { name: "case.h", text, simd: false, keep: Keep::OwnHeaders };
    let extracted = parse_header(&header).unwrap_or_else(|error| panic!("{error}"));
    let lines = extracted.docs.0.iter().map(|(path, doc)| format!("{path}: {doc:?}"));
    expected.assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn comments_above_belong_to_what_follows() {
    check(
        "/* Copyright of all. */\n\nint first(void);\n\n\
         /** Adds.\n * Twice.\n *\n *   indented\n */\nint add(int a);\nint add_more(int a);\n\n\
         // One line\n// and another.\nint sub(int a);\n\n\
         /* Set apart. */\n\nint apart(void);\n\n/* Of nobody. */\n\n\n\nint lonely(void);\n",
        expect![[r#"
            add: "Adds.\nTwice.\n\n  indented"
            add_more: "Adds.\nTwice.\n\n  indented"
            apart: "Set apart."
            sub: "One line\nand another.""#]],
    );
}

#[test]
fn comments_beside_belong_to_what_ends_there() {
    check(
        "struct point { /* A point. */\n  int x; /* across */\n  int y, /* up */\n    z; // deep\n\
           \n  /* Above w. */\n  int w;\n  union { int in; /* inner */ } u; /* outer */\n};\n\
         enum mode { READ, /* reads */\n  /* Above. */\n  WRITE, ///< writes\n  BOTH /* both */ };\n\
         #define LIMIT 3 /* at most\n   three */\n/* Above it. */\n#define MORE 4\nint f(void); /* beside f */\n\
         typedef int number; // a number\ntypedef struct { int a; /* of a */ } untagged; /* no tag */\n",
        expect![[r#"
            BOTH: "both"
            LIMIT: "at most\nthree"
            MORE: "Above it."
            READ: "reads"
            WRITE: "writes"
            f: "beside f"
            struct point.u: "outer"
            struct point.u.in: "inner"
            struct point.w: "Above w."
            struct point.x: "across"
            struct point.y: "up"
            struct point.z: "deep"
            typedef number: "a number"
            typedef untagged: "no tag"
            untagged.a: "of a""#]],
    );
}

#[test]
fn comments_below_belong_to_a_prototype_that_stands_alone() {
    check(
        "int one(void);\n/*\n   About one.\n*/\n\nint two(void);\n/*\n   About two.\n*/\n\n/*\nint three(void);\n\n\
            Three is a macro.\n*/\n\nint four(int a, int b);\n\n\n/*\n  About four, whose lines were joined.\n*/\n\n\
         int five(void);\n/* Right above six. */\nint six(void);\n",
        expect![[r#"
            four: "About four, whose lines were joined."
            one: "About one."
            six: "Right above six."
            two: "About two.""#]],
    );
}

#[test]
fn zlib_documents_below_and_sqlite_above() {
    let begins = |library: &str, path: &str, start: &str| {
        let (_, extracted) = read(library);
        let doc = extracted.docs.0.get(path).map(String::as_str).unwrap_or_default();
        assert!(doc.starts_with(start), "{path}: {doc}");
    };
    begins(
        "zlib.h",
        "compress2",
        "Compresses the source buffer into the destination buffer.  The level",
    );
    begins("zlib.h", "crc32", "Update a running CRC-32 with the bytes");
    begins("zlib.h", "deflate", "deflate compresses as much data as possible");
    begins("zlib.h", "deflateSetDictionary", "Initializes the compression dictionary");
    begins("zlib.h", "struct z_stream_s.next_in", "next input byte");
    begins(
        "zlib.h",
        "struct z_stream_s.data_type",
        "best guess about the data type: binary or text\n",
    );
    begins("sqlite3.h", "sqlite3_exec", "CAPI3REF: One-Step Query Execution Interface");
    begins("sqlite3.h", "sqlite3_bind_int", "CAPI3REF: Binding Values To Prepared Statements");
    begins("sqlite3.h", "sqlite3_step", "CAPI3REF: Evaluate An SQL Statement");
    begins("sqlite3.h", "SQLITE_BUSY", "The database file is locked");
    begins("expat.h", "XML_ParserCreate", "Constructs a new parser");
}
