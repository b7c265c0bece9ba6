//! The commands, one a file.

pub(crate) mod bind;
pub(crate) mod build;
pub(crate) mod call;
pub(crate) mod facts;
pub(crate) mod inspect;
pub(crate) mod package;
pub(crate) mod precompile;
pub(crate) mod stubs;
pub(crate) mod wanted;

use std::path::Path;

use sandbridge_interface::Interface;

/// The library's name when the user gives none: the file's, without `lib` and the suffix.
fn name_of(output: &Path) -> String {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    match stem.strip_prefix("lib") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => stem.into_owned(),
    }
}

/// What a command says once it has written a module.
fn written(output: &Path, size: usize, interface: &Interface) -> String {
    format!(
        "wrote {} ({}): {}, {}, {}",
        output.display(),
        indicatif::HumanBytes(size as u64),
        counted(interface.functions.len(), "function"),
        counted(interface.records.len(), "struct"),
        counted(interface.constants.len(), "constant"),
    )
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
