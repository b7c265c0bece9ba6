//! What every registry wants to know of a package, checked.

use sandbridge_interface::facts::Package;
use sandbridge_interface::{Code, Error, Result};

use crate::Input;

/// The part of the version that a package requires of Sandbridge: it works with every later release
/// of the same series.
pub(crate) const SANDBRIDGE: &str = env!("CARGO_PKG_VERSION");

/// The metadata of the library.
///
/// # Errors
/// [`Code::FactsName`] when there is no name or version, [`Code::FactsType`] when a registry would
/// refuse them.
pub(crate) fn package<'a>(input: &Input<'a>) -> Result<&'a Package> {
    let package = &input.interface.facts.package;
    let library = &input.interface.name;
    for (key, value) in [("name", &package.name), ("version", &package.version)] {
        if value.is_empty() {
            return Err(Error::new(
                Code::FactsName,
                format!("{library} does not say the `{key}` of its package"),
            )
            .with_help(format!(
                "write `[package]` with `{key}` into the facts file, and build with `--facts`"
            )));
        }
    }
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts = package.name.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts || !package.name.chars().all(is_name) || package.name.ends_with('-') {
        return Err(refused(library, "name", &package.name, "lower-case letters, digits and `-`"));
    }
    let numbers: Vec<&str> = package.version.split('.').collect();
    let is_number = |part: &&str| part.parse::<u32>().is_ok_and(|n| n.to_string() == **part);
    if numbers.len() != 3 || !numbers.iter().all(is_number) {
        return Err(refused(library, "version", &package.version, "three numbers, as in `1.3.1`"));
    }
    let fields = [&package.description, &package.license, &package.homepage];
    if fields.into_iter().chain(&package.authors).any(|text| text.contains(char::is_control)) {
        return Err(refused(library, "[package]", "a control character", "one line each"));
    }
    Ok(package)
}

fn refused(library: &str, key: &str, value: &str, wanted: &str) -> Error {
    Error::new(
        Code::FactsType,
        format!("the package of {library} cannot have the {key} `{value}`: expected {wanted}"),
    )
    .with_help("correct `[package]` in the facts file and build the library again")
}
