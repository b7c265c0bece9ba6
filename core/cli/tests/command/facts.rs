//! `sandbridge facts`, and facts files given to `build` and `bind`.

use sandbridge_interface::section;

use crate::sandbox::Sandbox;

const HEADER: &str = "\
/** The sum. */
long vec_sum(const int *values, unsigned count);
";
const SOURCE: &str = "\
#include \"vec.h\"
long vec_sum(const int *values, unsigned count) {
    long sum = 0;
    while (count--) sum += *values++;
    return sum;
}
";
const FACTS: &str = "\
prefix = \"vec_\"

[package]
name = \"vec-wasm\"
version = \"1.0.0\"
license_file = \"LICENSE\"

[functions.vec_sum]
values = { count = \"count\" }
";

fn sandbox() -> Sandbox {
    Sandbox::new(&[
        ("inc/vec.h", HEADER),
        ("vec.c", SOURCE),
        ("facts/vec.facts.toml", FACTS),
        ("facts/LICENSE", "Do what you like.\n"),
    ])
}

const BUILD: [&str; 8] = ["build", "vec.c", "--header", "inc/vec.h", "-I", "inc", "-o", "vec.wasm"];

#[test]
fn facts_are_put_into_the_module() {
    let sandbox = sandbox();
    sandbox.ok(&[&BUILD[..], &["--facts", "facts/vec.facts.toml"]].concat());
    let interface = section::read(&sandbox.read("vec.wasm")).expect("a module").expect("described");
    assert_eq!(interface.facts.name("vec_sum"), "sum");
    assert_eq!(interface.facts.package.license_text, "Do what you like.\n");
    assert_eq!(interface.facts.functions.len(), 1);
}

#[test]
fn facts_beside_the_header_are_taken_and_told_of() {
    let sandbox = sandbox();
    let text = FACTS.replace("license_file = \"LICENSE\"\n", "");
    std::fs::write(sandbox.path("inc/vec.facts.toml"), text).expect("a file");
    let ran = sandbox.run(&BUILD);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("facts come from inc/vec.facts.toml"), "{}", ran.stderr);
    let interface = section::read(&sandbox.read("vec.wasm")).expect("a module").expect("described");
    assert_eq!(interface.facts.name("vec_sum"), "sum");
}

#[test]
fn a_library_gets_other_facts_without_its_header() {
    let sandbox = sandbox();
    sandbox.ok(&BUILD);
    sandbox.ok(&["bind", "vec.wasm", "--facts", "facts/vec.facts.toml", "-o", "bound.wasm"]);
    let bytes = sandbox.read("bound.wasm");
    let interface = section::read(&bytes).expect("a module").expect("described");
    assert_eq!(interface.facts.functions.len(), 1);
    let docs = section::read_docs(&bytes).expect("comments");
    assert_eq!(docs.0.get("vec_sum").map(String::as_str), Some("The sum."));
}

#[test]
fn what_is_wrong_is_placed() {
    let sandbox = sandbox();
    sandbox.ok(&BUILD);
    sandbox.ok(&["facts", "vec.wasm", "--check", "facts/vec.facts.toml"]);
    let wrong = FACTS.replace("\"count\"", "\"cuont\"");
    std::fs::write(sandbox.path("wrong.facts.toml"), wrong).expect("a file");
    std::fs::write(sandbox.path("LICENSE"), "").expect("a file");
    let message = sandbox.fails(&["facts", "vec.wasm", "--check", "wrong.facts.toml"], "SB1202");
    assert!(message.contains("wrong.facts.toml:9: functions.vec_sum.values.count"), "{message}");
    assert!(message.contains("did you mean `count`?"), "{message}");
    sandbox.fails(&[&BUILD[..], &["--facts", "wrong.facts.toml"]].concat(), "SB1202");
    sandbox.fails(&[&BUILD[..], &["--facts", "missing.facts.toml"]].concat(), "SB0101");
}

#[test]
fn suggestions_are_right_and_apply_nothing() {
    let sandbox = sandbox();
    sandbox.ok(&BUILD);
    let text = sandbox.ok(&["facts", "--suggest", "vec.wasm"]);
    assert!(text.contains("\n#values = { count = \"count\" }\n"), "{text}");
    std::fs::write(sandbox.path("first.facts.toml"), text).expect("a file");
    let checked = sandbox.ok(&["facts", "--check", "first.facts.toml", "vec.wasm"]);
    assert_eq!(checked, "first.facts.toml is right: 0 functions, 0 handles, 0 callbacks\n");
}

#[test]
fn the_schema_is_printed() {
    let schema = Sandbox::new(&[]).ok(&["facts", "--schema"]);
    assert!(schema.contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
}
