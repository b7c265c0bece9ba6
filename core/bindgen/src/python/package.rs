//! The files of a library's typed Python package.

use crate::Generated;
use crate::model::Model;

/// What the library's module is called in the package.
pub fn module_file(model: &Model<'_>) -> String {
    format!("{}.wasm", model.interface.name)
}

/// The sources of the package.
pub fn package(_model: &Model<'_>) -> Vec<Generated> {
    Vec::new()
}
