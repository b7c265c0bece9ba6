//! Names that generated packages have.

pub use sandbridge_interface::habit::{camel, pascal, result_class};

/// `sqlite-wasm` as `sqlite_wasm`.
pub fn module(package: &str) -> String {
    package.replace('-', "_")
}
