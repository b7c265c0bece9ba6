//! The conformance cases' runner for Rust, over [`sandbridge_runtime::dynamic`]; the cases' layout
//! and notation are in this crate's README.
#![forbid(unsafe_code)]

mod action;
mod expect;
mod given;
mod host;
mod load;
pub mod random;
mod runner;
mod vectors;
mod world;

pub use runner::run;
pub use vectors::{Case, Failure, cases, expected_failures};
