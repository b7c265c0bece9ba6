//! Source text for the host languages, made from the interface and its tables.
//!
//! Beside `sandbridge-pack` this is the only part of the core that knows a host language by name:
//! one module each, of which none shares text with another.
#![forbid(unsafe_code)]

mod errors_page;
pub mod java;
pub mod model;
pub mod node;
pub mod python;
mod value;

use sandbridge_interface::Interface;
use sandbridge_interface::plan::Plan;

/// A host language, for those who show all without naming any.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    /// What it is called.
    pub name: &'static str,
    /// How a function is called from it, in one line.
    pub signature: fn(&Interface, &Plan) -> String,
}

/// Every host language.
pub const LANGUAGES: [Language; 3] = [
    Language { name: "Python", signature: python::signature },
    Language { name: "Java", signature: java::signature },
    Language { name: "TypeScript", signature: node::signature },
];

/// A file to be written: of the repository, or of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Path from the root of the repository or package, with `/`.
    pub path: String,
    /// All of its text.
    pub text: String,
}

/// What the first line of every generated file says.
const NOTE: &str = "Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.";

/// The exception classes of every language, from the table in
/// [`sandbridge_interface::error`].
pub fn error_classes() -> Vec<Generated> {
    let mut files = vec![
        errors_page::page(),
        python::errors(),
        node::errors(),
        node::error_types(),
        node::reserved(),
    ];
    files.extend(java::errors());
    files
}

/// A paragraph broken into lines of at most `width` characters, each after `prefix`.
fn wrap(text: &str, prefix: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line =
            lines.last_mut().filter(|line| prefix.len() + line.len() + 1 + word.len() <= width);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{prefix}{line}").trim_end().to_owned() + "\n").collect()
}

/// The codes of a kind with their meanings: ``SB0101: the file cannot be read``.
fn codes_of(kind: sandbridge_interface::Kind) -> Vec<(&'static str, &'static str)> {
    sandbridge_interface::Code::ALL
        .iter()
        .filter(|code| code.kind() == kind)
        .map(|code| (code.as_str(), code.meaning()))
        .collect()
}
