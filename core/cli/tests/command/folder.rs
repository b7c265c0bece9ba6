//! `sandbridge call --folder`.

use crate::sandbox::Sandbox;

/// The module of the conformance case about folders.
const MODULE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/cases/capability-folder/case.wasm");

#[test]
fn a_granted_folder_is_used() {
    let sandbox = Sandbox::new(&[("data/a.txt", "from the host")]);
    let read = ["call", MODULE, "read_text", "/in/a.txt", "out:20", "20", "--folder", "/in=data"];
    assert!(sandbox.ok(&read).starts_with("13"));
    let write = ["call", MODULE, "write_text", "/in/b.txt", "from C", "--folder", "/in=data"];
    assert_eq!(sandbox.ok(&write), "0\n");
    assert_eq!(sandbox.read("data/b.txt"), b"from C");
}

#[test]
fn a_folder_can_be_read_only() {
    let sandbox = Sandbox::new(&[("data/a.txt", "kept")]);
    let write = ["call", MODULE, "write_text", "/in/a.txt", "x", "--folder", "/in=data:ro"];
    assert_eq!(sandbox.ok(&write), "69\n");
    assert_eq!(sandbox.read("data/a.txt"), b"kept");
    let count = ["call", MODULE, "count_names", "/in", "--folder", "/in=data:ro"];
    assert_eq!(sandbox.ok(&count), "1\n");
}

#[test]
fn a_wrong_folder_is_told() {
    let sandbox = Sandbox::new(&[("a.txt", "")]);
    let count = ["call", MODULE, "count_names", "/in", "--folder"];
    let without_name = sandbox.fails(&[&count[..], &["data"]].concat(), "SB1103");
    assert!(without_name.contains("--folder /data=./data"), "{without_name}");
    let missing = sandbox.fails(&[&count[..], &["/in=missing"]].concat(), "SB0701");
    assert!(missing.contains("cannot grant missing as `/in`"), "{missing}");
    let file = sandbox.fails(&[&count[..], &["/in=a.txt"]].concat(), "SB0701");
    assert!(file.contains("Not a directory"), "{file}");
}
