//! Names, what only the C layer has, packages and union tags.

use expect_test::{Expect, expect};

use super::{applied, apply_to};

fn check_names(declarations: &str, facts: &str, expected: Expect) {
    let interface = apply_to(declarations, facts).unwrap_or_else(|error| panic!("{error}"));
    let facts = &interface.facts;
    let names: Vec<String> = facts.names.iter().map(|(from, to)| format!("{from} {to}")).collect();
    let skipped: Vec<&str> = facts.skipped.iter().map(String::as_str).collect();
    expected.assert_eq(&format!("{}\nskipped: {}", names.join("\n"), skipped.join(" ")));
}

#[test]
fn prefixes_go_and_words_come_apart() {
    check_names(
        "typedef struct XML_ParserStruct *XML_Parser;
         XML_Parser XML_ParserCreate(void); void XML_ParserCreate_MM(void); int XML_9(void);
         void xml_get_tRNS(void); void xml_get_IHDR(void); int xmlHTTPServer2(void);
         #define XML_TRUE 1
         int XML_counter; enum XML_Status { XML_STATUS_OK };",
        "prefix = [\"XML_\", \"xml_\"]",
        expect![[r#"
            XML_9 xml_9
            XML_Parser Parser
            XML_ParserCreate parser_create
            XML_ParserCreate_MM parser_create_mm
            XML_ParserStruct ParserStruct
            XML_STATUS_OK STATUS_OK
            XML_Status Status
            XML_TRUE TRUE
            XML_counter counter
            xmlHTTPServer2 xml_http_server2
            xml_get_IHDR get_ihdr
            xml_get_tRNS get_trns
            skipped: "#]],
    );
}

#[test]
fn a_class_takes_its_prefix_off_its_methods() {
    check_names(
        "typedef struct tree tree; typedef struct leaf leaf; void tree_free(tree *t);
         tree *tree_new(void); leaf *tree_first(tree *t); int tree_size(tree *t);
         int tree_9(tree *t); int leaf_size(leaf *l); int leafWidth(leaf *l); int tree_count(void);
         int size(void);",
        "prefix = \"tree_\"\n[types.tree]\nhandle = { close = \"tree_free\", prefix = \"tree_\" }\n\
         [types.leaf]\nhandle = { prefix = [\"leaf\", \"leaf_\"] }\n\
         [functions.tree_first]\nname = \"top\"",
        expect![[r#"
            leafWidth width
            leaf_size size
            tree_count count
            tree_first top
            tree_free free
            tree_new new
            tree_size size
            skipped: tree_free"#]],
    );
}

#[test]
fn a_star_stands_for_anything() {
    let skipped = |pattern: &str| {
        let declarations = "int a_open(void); int a_open_2(void); int b_open(void); int b(void);";
        let facts = format!("skip = [\"{pattern}\"]");
        let interface = apply_to(declarations, &facts).unwrap_or_else(|error| panic!("{error}"));
        interface.facts.skipped.into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(skipped("a_*"), "a_open a_open_2");
    assert_eq!(skipped("*_open"), "a_open b_open");
    assert_eq!(skipped("a*2"), "a_open_2");
    assert_eq!(skipped("*o*n*"), "a_open a_open_2 b_open");
    assert_eq!(skipped("*b"), "b");
}

#[test]
fn a_name_that_the_header_has_is_not_taken() {
    check_names(
        "#define LIB_SIZE 1\n#define SIZE 2\nint lib_open(void); int open(void);",
        "prefix = [\"LIB_\", \"lib_\"]",
        expect![[r#"

            skipped: "#]],
    );
}

#[test]
fn given_names_and_skipped_ones() {
    check_names(
        "int a_one(void); int a_two(void); int b(void);\n#define A_LOUD 1\ntypedef struct a_t { int x; } a_t;",
        "skip = [\"a_t*\"]\n[functions.a_one]\nname = \"first\"\n[functions.b]\nskip = true\n\
         [constants.A_LOUD]\nname = \"NOISY\"",
        expect![[r#"
            A_LOUD NOISY
            a_one first
            skipped: a_t a_two b"#]],
    );
}

#[test]
fn packages_describe_themselves() {
    let interface = applied(
        r#"
        [package]
        name = "lib-wasm"
        version = "1.2.3"
        description = "A library"
        license = "MIT"
        license_file = "LICENSE"
        homepage = "https://example.org"
        authors = ["A. Nobody <a@example.org>", "B. Nobody"]
        group = "org.example"
        "#,
    );
    let package = &interface.facts.package;
    assert_eq!(package.license_text, "the text of LICENSE\n");
    assert_eq!(package.authors, ["A. Nobody <a@example.org>", "B. Nobody"]);
    expect![[r#"lib-wasm 1.2.3 "A library" MIT https://example.org org.example"#]].assert_eq(
        &format!(
            "{} {} {:?} {} {} {}",
            package.name,
            package.version,
            package.description,
            package.license,
            package.homepage,
            package.group
        ),
    );
}

#[test]
fn tags_of_unions() {
    let interface = applied(
        "[types.event]\nunion_tag = { member = \"u\", tag = \"what\", cases = { KIND_NUMBER = \"number\", 3 = \"text\" } }",
    );
    let tag = &interface.facts.union_tags[0];
    assert_eq!((tag.member.as_str(), tag.tag.as_str()), ("u", "what"));
    assert_eq!(tag.cases, [(0, "number".to_owned()), (3, "text".to_owned())]);
}

#[test]
fn tags_of_bit_fields_and_of_unions_themselves() {
    let of = |header: &str, facts: &str| {
        let interface = super::apply_to(header, facts).expect("the facts fit");
        let tag = sandbridge_interface::plan::shape(&interface, sandbridge_interface::RecordId(0));
        let tag = tag.and_then(|shape| shape.tag).expect("the facts name a tag");
        (
            tag.member,
            tag.union,
            tag.cases.iter().map(|case| case.member).collect::<Vec<_>>(),
            tag.others,
        )
    };
    let packed =
        "struct p { unsigned a : 3, kind : 2; union { int x; float y; }; }; int f(struct p *p);";
    let facts = "[types.\"struct p\"]\nunion_tag = { tag = \"kind\", cases = { 1 = \"y\" } }";
    assert_eq!(of(packed, facts), (1, None, vec![3], vec![2]));
    let event = "union e { int type; struct { int type; } key; int raw; }; int f(union e *e);";
    let facts = "[types.\"union e\"]\nunion_tag = { tag = \"type\", cases = { 1 = \"key\" } }";
    assert_eq!(of(event, facts), (0, None, vec![1], vec![2]));
}

#[test]
fn a_tag_says_nothing_of_itself() {
    let event = "union e { int type; struct { int type; } key; }; int f(union e *e);";
    let facts = "[types.\"union e\"]\nunion_tag = { tag = \"type\", cases = { 1 = \"type\" } }";
    let error = super::apply_to(event, facts).expect_err("the tag is always live");
    assert!(error.to_string().contains("name another member"), "{error}");
}
