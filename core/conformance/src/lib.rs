//! The conformance cases' runner for Rust, over [`sandbridge_runtime::dynamic`]; the cases' layout
//! and notation are in this crate's README.
#![forbid(unsafe_code)]

mod expect;
mod given;
mod load;
mod runner;
mod vectors;

pub use runner::run;
pub use vectors::{Case, Failure, cases, expected_failures};
