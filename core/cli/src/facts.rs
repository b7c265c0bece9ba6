//! The facts file of a build: the one that was named, or the one beside the header.

use std::path::{Path, PathBuf};

use sandbridge_extract::{FactsFile, apply_facts};
use sandbridge_interface::{Interface, Result};

use crate::file;
use crate::report::Report;

/// Applies the facts file `given`, or the one that lies beside one of `headers`, and tells which.
pub(crate) fn apply(
    interface: &mut Interface,
    given: Option<&Path>,
    headers: &[PathBuf],
    report: &Report,
) -> Result<()> {
    let found = match given {
        Some(given) => Some(given.to_owned()),
        None => headers.iter().map(|header| beside(header)).find(|path| path.is_file()),
    };
    let Some(path) = found else { return Ok(()) };
    if given.is_none() {
        report.note(&format!("facts come from {}, which lies beside the header", path.display()));
    }
    apply_file(interface, &path)
}

/// Applies a facts file.
pub(crate) fn apply_file(interface: &mut Interface, path: &Path) -> Result<()> {
    let text = file::read_text(path)?;
    let name = path.to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    apply_facts(interface, FactsFile { path: &name, text: &text }, &|other| {
        file::read_text(&folder.join(other))
    })
}

/// `zlib.facts.toml` for `include/zlib.h`.
fn beside(header: &Path) -> PathBuf {
    header.with_extension("facts.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_looked_for_beside_the_header() {
        assert_eq!(beside(Path::new("include/zlib.h")), Path::new("include/zlib.facts.toml"));
        assert_eq!(beside(Path::new("a.b.h")), Path::new("a.b.facts.toml"));
    }
}
