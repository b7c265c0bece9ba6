//! A wheel: the typed Python package of a library, for every platform (the binary distribution
//! format of the Python Packaging Authority, version 1.0).

use std::fmt::Write;

use sandbridge_bindgen::model::{Model, name};
use sandbridge_bindgen::python;
use sandbridge_interface::Result;
use sandbridge_interface::facts::Package;
use sha2::{Digest, Sha256};

use crate::{Archive, Entry, Input, metadata, zip};

/// The oldest Python that Sandbridge runs on.
const REQUIRES_PYTHON: &str = ">=3.11";

/// Makes the wheel.
///
/// # Errors
/// When the library's package has no name or version.
pub fn wheel(input: &Input<'_>) -> Result<Archive> {
    let package = metadata::package(input)?;
    let model = Model::new(input.interface, input.docs)?;
    let module = name::module(&package.name);
    let mut files: Vec<Entry> = python::package(&model)
        .into_iter()
        .map(|file| Entry::new(format!("{module}/{}", file.path), file.text))
        .collect();
    files.push(Entry::new(format!("{module}/{}", python::module_file(&model)), input.module));

    let info = format!("{module}-{}.dist-info", package.version);
    let mut about = vec![
        Entry::new(format!("{info}/METADATA"), describe(package)),
        Entry::new(format!("{info}/WHEEL"), tags()),
    ];
    if !package.license_text.is_empty() {
        about.push(Entry::new(format!("{info}/licenses/LICENSE"), package.license_text.as_str()));
    }
    let record = record(files.iter().chain(&about), &format!("{info}/RECORD"));
    about.push(Entry::new(format!("{info}/RECORD"), record));
    // The format asks for what describes the wheel at its end; in order of their paths it is there
    // unless the module's name sorts behind it, which installers accept.
    files.extend(about);
    Ok(Archive {
        name: format!("{module}-{}-py3-none-any.whl", package.version),
        bytes: zip::archive(&[], &files)?,
    })
}

/// Core metadata 2.4.
fn describe(package: &Package) -> String {
    let mut text =
        format!("Metadata-Version: 2.4\nName: {}\nVersion: {}\n", package.name, package.version);
    let mut field = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{key}: {value}");
        }
    };
    field("Summary", &package.description);
    for author in &package.authors {
        let key = if author.contains('<') { "Author-email" } else { "Author" };
        field(key, author);
    }
    field("License-Expression", &package.license);
    if !package.license_text.is_empty() {
        field("License-File", "LICENSE");
    }
    if !package.homepage.is_empty() {
        field("Project-URL", &format!("Homepage, {}", package.homepage));
    }
    field("Requires-Python", REQUIRES_PYTHON);
    field("Requires-Dist", &format!("sandbridge>={}", metadata::SANDBRIDGE));
    field("Classifier", "Programming Language :: Python :: 3");
    field("Classifier", "Programming Language :: C");
    field("Classifier", "Typing :: Typed");
    text
}

fn tags() -> String {
    format!(
        "Wheel-Version: 1.0\nGenerator: sandbridge {}\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        metadata::SANDBRIDGE
    )
}

/// The list of files with their hashes, itself without one.
fn record<'a>(files: impl Iterator<Item = &'a Entry>, own_path: &str) -> String {
    let mut lines: Vec<String> = files
        .map(|file| {
            let hash = base64(&Sha256::digest(&file.bytes));
            format!("{},sha256={hash},{}\n", file.path, file.bytes.len())
        })
        .collect();
    lines.push(format!("{own_path},,\n"));
    lines.sort();
    lines.concat()
}

/// RFC 4648's alphabet for file names, without padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            (0..3).fold(0u32, |bits, at| bits << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
        for digit in 0..=chunk.len() {
            let index = bits >> (18 - 6 * digit) & 63;
            text.push(char::from(ALPHABET[index as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn hashes_are_written_as_records_want_them() {
        assert_eq!(base64(b""), "");
        assert_eq!(base64(b"f"), "Zg");
        assert_eq!(base64(b"fo"), "Zm8");
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "__79");
    }
}
