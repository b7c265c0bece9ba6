//! What users read when a declaration cannot be read.

use expect_test::{Expect, expect};
use sandbridge_extract::{Header, Keep, parse_cdef, parse_header};

fn check(text: &str, expected: Expect) {
    match parse_cdef("case", text) {
        Ok(_) => panic!("no error: {text}"),
        Err(error) => expected.assert_eq(&error.to_string()),
    }
}

#[test]
fn the_place_is_shown() {
    check(
        "int f(int a)\nint g(void);",
        expect![[r#"
        <cdef>:2: expected `;`, found `int` (column 1)
          | int g(void);
          | ^
          [SB1001]"#]],
    );
    check(
        "struct s {\n\tint a;\n\tunit b;\n};",
        expect![[r#"
        <cdef>:3: unknown type name `unit` (column 2)
          |  unit b;
          |  ^
          [SB1002]
          help: declare it first, with `typedef` or `struct`"#]],
    );
    check(
        "int f(uint33_t a);",
        expect![[r#"
        <cdef>:1: unknown type name `uint33_t` (column 7)
          | int f(uint33_t a);
          |       ^
          [SB1002]
          help: did you mean `uint32_t`?"#]],
    );
    check(
        "struct s { int a;",
        expect![[r#"
        <cdef>:2: expected a declaration, found the end of the text (column 1)
          | 
          | ^
          [SB1001]"#]],
    );
    check(
        "int f(int a;",
        expect![[r#"
        <cdef>:1: expected `)`, found `;` (column 12)
          | int f(int a;
          |            ^
          [SB1001]"#]],
    );
    check(
        "enum e { A = x };",
        expect![[r#"
        <cdef>:1: the value of an enumeration constant is a constant, but this expression cannot be evaluated (column 14)
          | enum e { A = x };
          |              ^
          [SB1004]"#]],
    );
    check(
        "char *s = \"abc;\n",
        expect![[r#"
        <cdef>:1: the literal is not terminated on its line (column 11)
          | char *s = "abc;
          |           ^
          [SB1001]"#]],
    );
    check(
        "/* open",
        expect![[r#"
        <cdef>:1: the comment has no end (column 1)
          | /* open
          | ^
          [SB1001]"#]],
    );
    check(
        "#ifdef X\nint a;\n#endif",
        expect![[r#"
        <cdef>:1: `#ifdef` needs a preprocessor, which has not run (column 1)
          | #ifdef X
          | ^
          [SB1005]
          help: preprocess the header first, or write the declarations out"#]],
    );
    check(
        "struct s x; struct s y[2]; struct t { struct s z; };",
        expect![[r#"
        <cdef>:1: a member cannot have the incomplete type `struct s` (column 48)
          | struct s x; struct s y[2]; struct t { struct s z; };
          |                                                ^
          [SB1005]"#]],
    );
    check(
        "struct s { int a : 40; };",
        expect![[r#"
        <cdef>:1: member `a`: the bit-field is 40 bits wide and its type only 32 (column 8)
          | struct s { int a : 40; };
          |        ^
          [SB1005]"#]],
    );
    check(
        "struct s { float f : 3; };",
        expect![[r#"
        <cdef>:1: member `f`: a bit-field has an integer type (column 8)
          | struct s { float f : 3; };
          |        ^
          [SB1005]"#]],
    );
    check(
        "unsigned float x;",
        expect![[r#"
        <cdef>:1: `unsigned float` is no C type (column 1)
          | unsigned float x;
          | ^
          [SB1001]"#]],
    );
    check(
        "int f(void)[2];",
        expect![[r#"
        <cdef>:1: a function returns neither an array nor a function (column 5)
          | int f(void)[2];
          |     ^
          [SB1001]"#]],
    );
    check(
        "int a __attribute__((aligned(3)));",
        expect![[r#"
        <cdef>:1: an alignment is a power of two up to 2^28, not 3 (column 30)
          | int a __attribute__((aligned(3)));
          |                              ^
          [SB1004]"#]],
    );
}

#[test]
fn conflicts_name_both_places() {
    check(
        "int f(int);\n\nint f(long);",
        expect![[r#"
        <cdef>:3: `f` is declared as `int f(long)` here; see <cdef>:1 (column 5)
          | int f(long);
          |     ^
          [SB1003]
          help: the earlier declaration is `int f(int)`; a name has one type"#]],
    );
    check(
        "typedef int t;\ntypedef char t;",
        expect![[r#"
        <cdef>:2: `t` is declared as `char t` here, but as `int t` before; see <cdef>:1 (column 14)
          | typedef char t;
          |              ^
          [SB1003]
          help: keep one of the declarations"#]],
    );
    check(
        "struct s { int a; };\nstruct s { int b; };",
        expect![[r#"
        <cdef>:2: `s` is defined differently; see <cdef>:1 (column 8)
          | struct s { int b; };
          |        ^
          [SB1003]
          help: keep one of the declarations"#]],
    );
    check(
        "enum e { A };\nint A;",
        expect![[r#"
        <cdef>:2: `A` is declared as something else; see <cdef>:1 (column 5)
          | int A;
          |     ^
          [SB1003]
          help: keep one of the declarations"#]],
    );
    check(
        "int x;\nfloat x;",
        expect![[r#"
        <cdef>:2: `x` is declared as `float x` here, but as `int x` before; see <cdef>:1 (column 7)
          | float x;
          |       ^
          [SB1003]
          help: keep one of the declarations"#]],
    );
    check(
        "struct s;\nunion s;",
        expect![[r#"
        <cdef>:2: `s` is the tag of something else; see <cdef>:1 (column 7)
          | union s;
          |       ^
          [SB1003]
          help: keep one of the declarations"#]],
    );
    check(
        "enum e { A };\nenum f { A };",
        expect![[r#"
        <cdef>:2: `A` is declared as something else; see <cdef>:1 (column 10)
          | enum f { A };
          |          ^
          [SB1003]
          help: keep one of the declarations"#]],
    );
    check(
        "struct s { int a; char a; };",
        expect![[r#"
        <cdef>:1: there are two members `a` (column 24)
          | struct s { int a; char a; };
          |                        ^
          [SB1003]"#]],
    );
}

#[test]
fn line_markers_are_followed() {
    let text = "# 1 \"main.c\"\n# 1 \"lib/a.h\" 1\nint ok;\n# 40 \"lib/a.h\"\n\n   int 3;\n";
    let header = Header { name: "a", text, simd: false, keep: Keep::OwnHeaders };
    let error = parse_header(&header).expect_err("a number is no name");
    expect![[r#"
        lib/a.h:41: expected a name, found `3` (column 8)
          |    int 3;
          |        ^
          [SB1001]"#]]
    .assert_eq(&error.to_string());
}
