//! `sandbridge inspect`: what it prints and writes. What a browser makes of its page is tested in
//! `tests/page`.

use std::path::{Path, PathBuf};

use crate::call::library;
use crate::idiom;
use crate::sandbox::Sandbox;

/// A module that the conformance cases have.
fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance/cases").join(name).join("case.wasm")
}

#[test]
fn a_page_goes_to_a_file_or_to_standard_output() {
    let sandbox = Sandbox::new(&[]);
    let module = case("struct-bitfields").display().to_string();
    let printed = sandbox.ok(&["inspect", "--html", &module]);
    assert!(printed.starts_with("<!doctype html>") && printed.ends_with("</html>\n"));
    assert_eq!(sandbox.ok(&["inspect", "--html", &module, "-o", "page.html"]), "");
    assert_eq!(sandbox.read("page.html"), printed.as_bytes());
}

#[test]
fn a_page_names_nothing_outside_itself() {
    let sandbox = Sandbox::new(&[]);
    let module = case("callback-arguments").display().to_string();
    let page = sandbox.ok(&["inspect", "--html", &module]);
    for outside in ["http:", "https:", "//cdn", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Nor anything of the machine that wrote it.
    assert!(!page.contains(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn text_and_json_go_to_files_too() {
    let sandbox = Sandbox::new(&[]);
    let module = case("struct-union").display().to_string();
    for form in [&["--json"][..], &[]] {
        let words = [&["inspect", &module][..], form].concat();
        let printed = sandbox.ok(&words);
        sandbox.ok(&[&words[..], &["-o", "out"]].concat());
        assert_eq!(sandbox.read("out"), printed.as_bytes());
    }
}

#[test]
fn a_page_is_no_json() {
    let sandbox = Sandbox::new(&[]);
    let module = case("struct-union").display().to_string();
    let ran = sandbox.run(&["inspect", "--html", "--json", &module]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("cannot be used with"), "{}", ran.stderr);
}

#[test]
fn a_module_without_interface_has_a_page_but_no_text() {
    let sandbox = Sandbox::new(&[]);
    std::fs::write(sandbox.path("empty.wasm"), b"\0asm\x01\0\0\0").expect("a file");
    let page = sandbox.ok(&["inspect", "--html", "empty.wasm"]);
    assert!(page.contains("carries no C interface"));
    sandbox.fails(&["inspect", "empty.wasm"], "SB0205");
}

#[test]
fn inspect_shows_the_library_to_people() {
    let text = library().ok(&["inspect", "lib.wasm"]);
    for part in [
        "const char *hello(const char *name);",
        "Says hello.",
        "struct point  size 32, align 8",
        "     8  double y",
        "flags : 3",
        "GREEN = 5",
        "TEXT = \"a\\tb\"",
        "RATIO = 0.5",
        "open files and standard streams: ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn inspect_prints_the_whole_interface_as_json() {
    let sandbox = library();
    let text = sandbox.ok(&["inspect", "lib.wasm", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["name"], "lib");
    assert_eq!(json["module"]["functions"]["narrow"], "(i32, i32) -> (i32)");
    assert_eq!(json["module"]["imports"][0]["module"], "wasi_snapshot_preview1");
    assert_eq!(json["docs"]["hello"], "Says hello.");
    let interface: sandbridge_interface::Interface =
        serde_json::from_value(json["interface"].clone()).expect("an interface");
    let module = sandbox.read("lib.wasm");
    let embedded = sandbridge_interface::section::read(&module).expect("a section");
    assert_eq!(Some(interface), embedded);
}

#[test]
fn what_packages_have_comes_first() {
    let sandbox = idiom::library();
    let text = sandbox.ok(&["inspect", "bag.wasm"]);
    for part in [
        "classes (1)",
        "Bag  `bag`, closed by bag_close\n    made by open\n",
        "    add(value: int)  raises BagError\n",
        "  open(name: text, room: int = 4) -> Bag  raises BagError\n      Opens a bag.\n",
        "  doubled(data: bytes) -> bytes\n",
        "  ends(values: list of int) -> (first: int, last: int)  raises BagError\n",
        "BagError  raised by 4 functions\n      BAG_EMPTY -2, BAG_FULL -1\n",
        "only as C has them, see --c (3)\n  bag_close, bag_secret, bag_free\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("int bag_open("), "{text}");
    let c = sandbox.ok(&["inspect", "bag.wasm", "--c"]);
    assert!(c.contains("bag *bag_open(const char *name, int room);"), "{c}");
    assert!(!c.contains("classes"), "{c}");
}

#[test]
fn names_are_looked_for_in_both_layers() {
    let sandbox = idiom::library();
    let text = sandbox.ok(&["inspect", "bag.wasm", "OPEN"]);
    assert!(text.contains("  open(name: text") && text.contains("bag *bag_open("), "{text}");
    // The whole comment.
    assert!(text.contains("      Opens a bag.\n      It is closed with bag_close.\n"), "{text}");
    assert!(!text.contains("doubled") && !text.contains("asks its host"), "{text}");
    sandbox.fails(&["inspect", "bag.wasm", "nowhere"], "SB0206");
    assert_eq!(sandbox.run(&["inspect", "bag.wasm", "open", "--json"]).code, 2);
}

#[test]
fn json_has_what_packages_have() {
    let sandbox = idiom::library();
    let text = sandbox.ok(&["inspect", "bag.wasm", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let packages = &json["packages"];
    let class = &packages["classes"][0];
    assert_eq!([&class["name"], &class["closed_by"]], ["Bag", "bag_close"]);
    assert_eq!(class["methods"][0]["takes"][0]["type"], "int");
    assert_eq!(packages["errors"][0]["statuses"][0]["value"], -2);
    assert_eq!(packages["only_in_c"], serde_json::json!(["bag_close", "bag_secret", "bag_free"]));
    // A library without facts has packages too, but they say nothing that C does not.
    let plain = case("struct-union").display().to_string();
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["inspect", &plain, "--json"])).expect("JSON");
    assert_eq!(json["packages"], serde_json::Value::Null);
}
