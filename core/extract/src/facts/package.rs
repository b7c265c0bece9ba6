//! `[package]`: what packages say of themselves.

use sandbridge_interface::facts::Package;
use sandbridge_interface::{Code, Result};

use super::document::Value;

/// Reads the table.
pub(super) fn read(root: &Value<'_>, read: &dyn Fn(&str) -> Result<String>) -> Result<Package> {
    let Some(table) = root.get("package") else { return Ok(Package::default()) };
    let text = |key| table.text_of(key).unwrap_or_default().to_owned();
    if let Some(name) = table.get("name") {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let given = name.text().unwrap_or_default();
        let begins = given.starts_with(|c: char| c.is_ascii_lowercase());
        if !begins || given.ends_with('-') || !given.chars().all(is_plain) {
            let message = "a package's name has small letters, digits and `-`, a letter first";
            return Err(name.error(Code::FactsSyntax, message));
        }
    }
    if let Some(version) = table.get("version") {
        let given = version.text().unwrap_or_default();
        let is_number = |part: &str| {
            !part.is_empty() && part.len() < 9 && part.chars().all(|c| c.is_ascii_digit())
        };
        let parts: Vec<&str> = given.split('.').collect();
        if parts.len() != 3 || !parts.into_iter().all(is_number) {
            let message = "a package's version is three numbers with dots between, as `1.3.1`";
            return Err(version.error(Code::FactsSyntax, message));
        }
    }
    if let Some(group) = table.get("group") {
        let is_part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphabetic())
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        if !group.text().unwrap_or_default().split('.').all(is_part) {
            let message = "a group is names with dots between, as `org.example`";
            return Err(group.error(Code::FactsSyntax, message));
        }
    }
    let license_text = match table.get("license_file") {
        Some(file) => read(file.text().unwrap_or_default())
            .map_err(|error| file.error(Code::FactsName, error.message()))?,
        None => String::new(),
    };
    let authors = table.get("authors").map(|authors| authors.items()).unwrap_or_default();
    Ok(Package {
        name: text("name"),
        version: text("version"),
        description: text("description"),
        license: text("license"),
        license_text,
        homepage: text("homepage"),
        authors: authors.iter().filter_map(|author| Some(author.text()?.to_owned())).collect(),
        group: text("group"),
    })
}
