//! What the stubs of all languages say of unions whose live member a tag tells.

use sandbridge_bindgen::model::Model;
use sandbridge_bindgen::{Generated, java, node, python};
use sandbridge_extract::parse_cdef;
use sandbridge_interface::facts::UnionTag;

const HEADER: &str = "
    enum kind { KIND_NONE, KIND_COUNT, KIND_WEIGHT };
    typedef struct {
        /** What it is. */
        enum kind kind;
        union { int count; double weight; char raw[8]; } holds;
    } quantity;
    typedef struct { int which; union { int number; float part; }; } amount;
    double value(const quantity *q, const amount *a);
";

/// The file's text says each of these.
#[track_caller]
fn check(file: &str, sentences: &[&str]) {
    let mut extracted = parse_cdef("test", HEADER).expect("declarations");
    let interface = &mut extracted.interface;
    interface.facts.package.group = "org.example.test".to_owned();
    let position = |name: &str| {
        let first = |at: &usize| interface.records[*at].fields.first()?.name.as_deref();
        let found = (0..interface.records.len()).find(|at| first(at) == Some(name));
        found.expect("the record") as u32
    };
    let case = |value: i64, member: &str| (value, member.to_owned());
    let tags = vec![
        UnionTag {
            record: position("kind"),
            member: "holds".to_owned(),
            tag: "kind".to_owned(),
            cases: vec![case(1, "count"), case(7, "count"), case(2, "weight")],
        },
        UnionTag {
            record: position("which"),
            member: String::new(),
            tag: "which".to_owned(),
            cases: vec![case(-1, "number"), case(1, "part")],
        },
    ];
    interface.facts.union_tags = tags;
    let model = Model::new(&extracted.interface, &extracted.docs).expect("a model");
    let classes = java::classes(&model).expect("classes").into_iter();
    let classes = classes.map(|one| Generated { path: one.path, text: one.source });
    let mut files: Vec<Generated> = classes.collect();
    files.extend(python::package(&model));
    files.extend(node::package(&model));
    let found = files.iter().find(|one| one.path == file).expect("the file");
    let words = found.text.split_whitespace().filter(|word| !matches!(*word, "*" | "/**" | "*/"));
    let text = words.collect::<Vec<_>>().join(" ");
    for sentence in sentences {
        assert!(text.contains(sentence), "{sentence:?} in\n{}", found.text);
    }
}

const IN_QUANTITY: [&str; 2] = [
    "What it is.",
    "`count` is live where `kind` is 1 (`KIND_COUNT`) or 7; `weight` is live where `kind` is 2 \
     (`KIND_WEIGHT`).",
];
const IN_AMOUNT: [&str; 3] = [
    "Says which is live: `number` or `part`.",
    "Live where `which` is -1.",
    "Live where `which` is 1.",
];
const OF_TAG: &str = "Says which member of `holds` is live.";

#[test]
fn stubs_of_python_and_javascript_say_what_makes_members_live() {
    for file in ["__init__.pyi", "index.d.ts"] {
        check(file, &IN_QUANTITY);
        check(file, &IN_AMOUNT);
        check(file, &[OF_TAG]);
    }
}

#[test]
fn classes_of_java_say_it_at_the_members_themselves_too() {
    check("org/example/test/Quantity", &IN_QUANTITY);
    check("org/example/test/Quantity", &[OF_TAG]);
    check("org/example/test/Amount", &IN_AMOUNT);
    check(
        "org/example/test/QuantityHolds",
        &["Live where `kind` is 1 (`KIND_COUNT`) or 7.", "Live where `kind` is 2 (`KIND_WEIGHT`)."],
    );
}
