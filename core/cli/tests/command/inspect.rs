//! `sandbridge inspect`: what it prints and writes. What a browser makes of its page is tested in
//! `tests/page`.

use std::path::{Path, PathBuf};

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
