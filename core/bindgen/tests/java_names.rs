//! What the classes of a Java package inherit is no member's name: the names that `java/package/name.rs`
//! lists are those that the base classes have.

use std::collections::BTreeSet;
use std::path::Path;

use sandbridge_bindgen::java;
use sandbridge_bindgen::model::Model;
use sandbridge_extract::{Extracted, FactsFile, apply_facts, parse_cdef};

/// The methods of a class of the runtime that its subclasses have.
fn inherited(class: &str) -> BTreeSet<String> {
    let folder = "../../bindings-java/src/main/java/dev/sandbridge";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{class}.java"));
    let source = std::fs::read_to_string(path).expect("the class is readable");
    source.lines().filter_map(method).map(str::to_owned).collect()
}

/// The name of the method that a line declares, if subclasses in other packages see it.
fn method(line: &str) -> Option<&str> {
    let declared = line.strip_prefix("    ")?;
    let is_visible = ["public ", "protected "].iter().any(|word| declared.starts_with(word));
    let (_, name) = declared.split_once('(')?.0.rsplit_once(' ')?;
    (is_visible && name.starts_with(|first: char| first.is_ascii_lowercase())).then_some(name)
}

/// The source of a class of the package.
fn class(mut extracted: Extracted, name: &str) -> String {
    extracted.interface.facts.package.group = "org.example.test".to_owned();
    let model = Model::new(&extracted.interface, &extracted.docs).expect("a model");
    let classes = java::classes(&model).expect("classes");
    let path = format!("org/example/test/{name}");
    classes.into_iter().find(|one| one.path == path).expect("there is such a class").source
}

#[test]
fn members_of_structs_are_called_like_nothing_that_they_inherit() {
    let names: BTreeSet<String> =
        inherited("Struct").union(&inherited("TypedStruct")).cloned().collect();
    assert!(names.len() > 30 && names.contains("readI8") && names.contains("toBytes"), "{names:?}");
    let members: String = names.iter().map(|name| format!("int {name};")).collect();
    let declarations = format!("struct all {{ {members} }}; int use(struct all *it);");
    let source = class(parse_cdef("test", &declarations).expect("declarations"), "All");
    for name in &names {
        assert!(source.contains(&format!(" {name}_()")), "the member {name} keeps its name");
    }
}

#[test]
fn a_method_of_a_handle_does_not_hide_the_one_that_calls_by_name() {
    let mut extracted = parse_cdef(
        "test",
        "typedef struct obj obj; obj *obj_new(void); void obj_free(obj *o);
         int obj_call(obj *o, const char *name, ...); int obj_kind(obj *o);",
    )
    .expect("declarations");
    let text = "[types.obj]\nhandle = { close = \"obj_free\", prefix = \"obj_\" }";
    let file = FactsFile { path: "test.facts.toml", text };
    apply_facts(&mut extracted.interface, file, &|_| Ok(String::new())).expect("the facts fit");
    let source = class(extracted, "Obj");
    assert!(source.contains(" call_(String name, Object... more)"), "{source}");
    assert!(source.contains(" kind_()"), "{source}");
}
