//! Packages for the registries of the host languages: a wheel, a jar, an npm package, each made from
//! one module alone. No compiler and no network is needed, and nothing in them depends on the
//! machine: the same module gives the same bytes.
//!
//! The typed sources in them are `sandbridge-bindgen`'s; here are archives and their metadata.
#![forbid(unsafe_code)]

mod jar;
mod metadata;
mod npm;
mod tarball;
mod wheel;
mod zip;

use sandbridge_interface::{Docs, Interface};

pub use jar::jar;
pub use npm::npm;
pub use wheel::wheel;

/// What packages are made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The module's bytes, with its interface embedded.
    pub module: &'a [u8],
    /// What the module carries.
    pub interface: &'a Interface,
    /// The comments of its header.
    pub docs: &'a Docs,
}

/// A finished package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Its file name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A file inside a package.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// Path in the archive, with `/`.
    path: String,
    /// Its content.
    bytes: Vec<u8>,
}

impl Entry {
    fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}
