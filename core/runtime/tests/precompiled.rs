//! The form without a compiler loads what the form with one made before. The test of the first
//! reads the file that the test of the second leaves in the target folder, so that they run one
//! after the other:
//!
//! ```sh
//! cargo test --release -p sandbridge-runtime --test precompiled
//! cargo test --release -p sandbridge-runtime --test precompiled --no-default-features
//! ```

mod module;

use std::path::{Path, PathBuf};

use module::module;
use sandbridge_interface::Code;
use sandbridge_runtime::dynamic::{Value, call};
use sandbridge_runtime::{Options, load};

fn file() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample.precompiled.wasm")
}

fn trusting() -> Options {
    Options { trust_precompiled: true, ..Options::default() }
}

fn check(path: &Path) {
    let library = load(path, &trusting()).expect("it was made for this version and machine");
    let sum = call(&library, "add", &mut [Value::Int(2), Value::Int(3)]).expect("it runs");
    assert_eq!(sum, Value::Int(5));
    let error = call(&library, "fail", &mut []).expect_err("it traps");
    assert_eq!(error.code(), Code::Trapped);
    let refused = load(path, &Options::default()).err().expect("machine code runs unchecked");
    assert_eq!(refused.code(), Code::NotGranted);
}

#[cfg(feature = "compiler")]
#[test]
fn a_precompiled_file_is_loaded_when_it_is_trusted() {
    use sandbridge_runtime::{Cache, precompile};

    let options = Options { cache: Cache::Off, ..Options::default() };
    let code = precompile(&module(0), &options).expect("it compiles");
    // Beside and renamed: another run may be reading it.
    let part = file().with_extension("part");
    std::fs::write(&part, code).expect("the target folder is ours");
    std::fs::rename(&part, file()).expect("the target folder is ours");
    check(&file());
}

#[cfg(not(feature = "compiler"))]
#[test]
fn without_a_compiler_precompiled_files_are_loaded_and_others_refused() {
    assert!(file().exists(), "run the test of the form with a compiler first");
    check(&file());
    let error = sandbridge_runtime::load_bytes(&module(0), &trusting());
    assert_eq!(error.err().expect("it is not compiled").code(), Code::NoCompiler);
}
