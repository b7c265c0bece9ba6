//! `sandbridge precompile`.

use sandbridge_interface::Code;
use sandbridge_runtime::dynamic::{Value, call};
use sandbridge_runtime::{Options, load};

use crate::sandbox::Sandbox;

#[test]
fn a_precompiled_library_is_loaded_by_those_who_trust_it() {
    let sandbox = Sandbox::new(&[
        ("add.h", "int add(int a, int b);"),
        ("add.c", "#include \"add.h\"\nint add(int a, int b) { return a + b; }"),
    ]);
    sandbox.ok(&["build", "add.c", "--header", "add.h", "-o", "add.wasm"]);
    sandbox.ok(&["precompile", "add.wasm", "-o", "native.wasm"]);
    let path = sandbox.path("native.wasm");
    let refused = load(&path, &Options::default()).err().expect("it runs unchecked");
    assert_eq!(refused.code(), Code::NotGranted);
    let options = Options { trust_precompiled: true, ..Options::default() };
    let library = load(&path, &options).expect("it was made here");
    let sum = call(&library, "add", &mut [Value::Int(2), Value::Int(3)]).expect("it adds");
    assert!(matches!(sum, Value::Int(5)), "{sum:?}");
    sandbox.fails(&["precompile", "missing.wasm", "-o", "native.wasm"], "SB0101");
}
