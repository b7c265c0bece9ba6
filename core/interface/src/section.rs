//! The interface inside the module: custom sections that make a `.wasm` describe itself.
//!
//! `sandbridge.interface` is four bytes, `SBI` and the format's version, then one CBOR map;
//! `sandbridge.docs` is `SBD` and a version, then a CBOR map of comments. Both are untrusted: what
//! is read is validated before anyone uses it.

use serde::{Serialize, de::DeserializeOwned};

use crate::{Code, Docs, Error, Interface, Result};

const INTERFACE_SECTION: &str = "sandbridge.interface";
const DOCS_SECTION: &str = "sandbridge.docs";
const INTERFACE_MAGIC: [u8; 4] = *b"SBI\x01";
const DOCS_MAGIC: [u8; 4] = *b"SBD\x01";
/// No honest interface comes near it: SQLite's is 60 KB.
const MAX_SECTION: usize = 16 << 20;

/// The interface as bytes, for a detached file or a custom section.
///
/// # Errors
/// A bug error when it cannot be encoded.
pub fn encode(interface: &Interface) -> Result<Vec<u8>> {
    encode_with(INTERFACE_MAGIC, interface)
}

/// Reads what [`encode`] wrote and validates it.
///
/// # Errors
/// [`Code::SectionDamaged`] or [`Code::SectionVersion`].
pub fn decode(bytes: &[u8]) -> Result<Interface> {
    let interface: Interface = decode_with(INTERFACE_MAGIC, bytes)?;
    interface.validate()?;
    Ok(interface)
}

/// A copy of the module with the interface and docs in place of those that it had. Comments that
/// functions share are written once, as [`Docs::shared`] says.
///
/// # Errors
/// [`Code::NotWasm`] or [`Code::ModuleDamaged`] when the bytes are not a module.
pub fn attach(module: &[u8], interface: &Interface, docs: &Docs) -> Result<Vec<u8>> {
    interface.validate()?;
    let mut out = Vec::with_capacity(module.len() + (32 << 10));
    out.extend_from_slice(&module[..8.min(module.len())]);
    for section in sections(module)? {
        let section = section?;
        if !matches!(section.name, Some(INTERFACE_SECTION | DOCS_SECTION)) {
            out.extend_from_slice(section.whole);
        }
    }
    append(&mut out, INTERFACE_SECTION, &encode(interface)?);
    append(&mut out, DOCS_SECTION, &encode_with(DOCS_MAGIC, &docs.shared(interface))?);
    Ok(out)
}

/// The module's interface, `None` when it has none.
///
/// # Errors
/// When the bytes are not a module, or the section is damaged or newer than this version.
pub fn read(module: &[u8]) -> Result<Option<Interface>> {
    find(module, INTERFACE_SECTION)?.map(decode).transpose()
}

/// The module's comments, empty when it has none.
///
/// # Errors
/// As for [`read`].
pub fn read_docs(module: &[u8]) -> Result<Docs> {
    decode_docs(find_docs(module)?.unwrap_or_default())
}

/// The bytes of the module's comments, for [`decode_docs`].
///
/// # Errors
/// When the bytes are not a module.
pub fn find_docs(module: &[u8]) -> Result<Option<&[u8]>> {
    find(module, DOCS_SECTION)
}

/// Reads a section of comments; none are in an empty one.
///
/// # Errors
/// As for [`decode`].
pub fn decode_docs(bytes: &[u8]) -> Result<Docs> {
    if bytes.is_empty() {
        return Ok(Docs::default());
    }
    decode_with(DOCS_MAGIC, bytes)
}

fn encode_with<T: Serialize>(magic: [u8; 4], value: &T) -> Result<Vec<u8>> {
    cbor4ii::serde::to_vec(magic.to_vec(), value)
        .map_err(|error| Error::bug(format!("the interface cannot be encoded: {error}")))
}

fn decode_with<T: DeserializeOwned>(magic: [u8; 4], bytes: &[u8]) -> Result<T> {
    let damaged = |what: String| {
        Error::new(Code::SectionDamaged, format!("the embedded interface is damaged: {what}"))
            .with_help("build the library again with `sandbridge build` or `sandbridge bind`")
    };
    if bytes.len() > MAX_SECTION {
        return Err(damaged(format!("{} bytes are more than any interface has", bytes.len())));
    }
    let Some((head, body)) = bytes.split_first_chunk::<4>() else {
        return Err(damaged("it is shorter than its header".into()));
    };
    if head[..3] != magic[..3] {
        return Err(damaged("it does not start with its signature".into()));
    }
    if head[3] != magic[3] {
        return Err(Error::new(
            Code::SectionVersion,
            format!("the interface has format {}, this version reads {}", head[3], magic[3]),
        )
        .with_help("update sandbridge, or build the library again with this version"));
    }
    // A later version of sandbridge may have written what this one cannot read.
    cbor4ii::serde::from_slice(body).map_err(|error| {
        damaged(error.to_string()).with_help(
            "build the library again with this version of sandbridge; if a later one built it, \
             update this one",
        )
    })
}

/// One section of a module.
struct Section<'a> {
    /// A custom section's name.
    name: Option<&'a str>,
    /// What follows the name, or the whole body.
    body: &'a [u8],
    /// Id, length and body.
    whole: &'a [u8],
}

/// The content of the first custom section of that name.
///
/// # Errors
/// When the bytes are not a module.
pub fn find<'a>(module: &'a [u8], name: &str) -> Result<Option<&'a [u8]>> {
    for section in sections(module)? {
        let section = section?;
        if section.name == Some(name) {
            return Ok(Some(section.body));
        }
    }
    Ok(None)
}

fn sections(module: &[u8]) -> Result<impl Iterator<Item = Result<Section<'_>>>> {
    if !module.starts_with(b"\0asm") {
        return Err(Error::new(Code::NotWasm, "these bytes are not a WebAssembly module")
            .with_help("give a `.wasm` file, for example one made by `sandbridge build`"));
    }
    if module.get(4..8) != Some(&[1, 0, 0, 0]) {
        let what = "the WebAssembly file is a component or has another version";
        return Err(Error::new(Code::WrongAbi, what)
            .with_help("give a core module, as `sandbridge build` makes it"));
    }
    let mut rest = &module[8..];
    Ok(std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let section = split_section(rest);
        rest = section.as_ref().map_or(&[], |section| &rest[section.whole.len()..]);
        Some(section)
    }))
}

fn split_section(bytes: &[u8]) -> Result<Section<'_>> {
    let truncated = || {
        Error::new(Code::ModuleDamaged, "the WebAssembly module is truncated")
            .with_help("copy or build the file again")
    };
    let (size, start) = leb(bytes, 1).ok_or_else(truncated)?;
    let end = start.checked_add(size).filter(|&end| end <= bytes.len()).ok_or_else(truncated)?;
    let (whole, body) = (&bytes[..end], &bytes[start..end]);
    if bytes[0] != 0 {
        return Ok(Section { name: None, body, whole });
    }
    let (length, from) = leb(body, 0).ok_or_else(truncated)?;
    let to = from.checked_add(length).filter(|&to| to <= body.len()).ok_or_else(truncated)?;
    let name = std::str::from_utf8(&body[from..to]).map_err(|_| truncated())?;
    Ok(Section { name: Some(name), body: &body[to..], whole })
}

/// An unsigned LEB128 of at most 32 bits at `at`, and where it ends.
fn leb(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let mut value = 0u64;
    for (count, byte) in bytes.get(at..)?.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * count);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, at + count + 1));
        }
    }
    None
}

/// Adds a custom section to the end of a module.
pub fn append(out: &mut Vec<u8>, name: &str, body: &[u8]) {
    let mut content = Vec::with_capacity(body.len() + name.len() + 5);
    push_leb(&mut content, name.len());
    content.extend_from_slice(name.as_bytes());
    content.extend_from_slice(body);
    out.push(0);
    push_leb(out, content.len());
    out.extend_from_slice(&content);
}

fn push_leb(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Integers of up to 128 bits: as a CBOR integer where 64 bits do, else in decimal.
pub(crate) mod wide_integer {
    use std::fmt;

    use serde::{Deserializer, Serializer, de};

    pub(crate) fn serialize<S: Serializer>(value: &i128, to: S) -> Result<S::Ok, S::Error> {
        if let Ok(small) = i64::try_from(*value) {
            to.serialize_i64(small)
        } else if let Ok(small) = u64::try_from(*value) {
            to.serialize_u64(small)
        } else {
            to.collect_str(value)
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i128, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = i128;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<i128, E> {
                Ok(value.into())
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<i128, E> {
                Ok(value.into())
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<i128, E> {
                value.parse().map_err(E::custom)
            }
        }
        from.deserialize_any(Visitor)
    }
}
