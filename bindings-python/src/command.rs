//! The `sandbridge` command, reached from `python -m sandbridge` and the console script.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::prelude::*;

/// Runs the command with these arguments, the program's name first, and returns its exit status.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, args: Vec<OsString>) -> i32 {
    py.detach(|| catch_unwind(AssertUnwindSafe(|| sandbridge_cli::run(args))).unwrap_or(101))
}
