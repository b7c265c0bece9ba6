//! What object files and archives define and want, read from their bytes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sandbridge_interface::Result;
use wasmparser::{KnownCustom, Linking, Parser, Payload, SymbolFlags, SymbolInfo, TypeRef};

use crate::file;

/// The symbols of a set of objects.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    defined: BTreeSet<String>,
    wanted: BTreeSet<String>,
}

impl Symbols {
    /// Reads objects and archives. What is neither (bitcode) defines nothing that can be seen.
    pub(crate) fn read(inputs: &[PathBuf]) -> Result<Self> {
        let mut symbols = Self::default();
        for input in inputs {
            let bytes = file::read(input)?;
            for object in members(&bytes) {
                symbols.add(object);
            }
        }
        Ok(symbols)
    }

    /// Whether one of the objects defines `name` for others.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.defined.contains(name)
    }

    /// All names that they define for others, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.defined.iter().map(String::as_str)
    }

    /// Whether one of the objects uses `name`, and none defines it.
    pub(crate) fn lacks(&self, name: &str) -> bool {
        self.wanted.contains(name) && !self.contains(name)
    }

    fn add(&mut self, object: &[u8]) {
        let mut imports = Vec::new();
        for payload in Parser::new(0).parse_all(object) {
            // A damaged object is the linker's to complain about.
            let Ok(payload) = payload else { return };
            if let Payload::ImportSection(section) = &payload {
                let functions = section.clone().into_imports().flatten();
                let functions = functions.filter(|import| matches!(import.ty, TypeRef::Func(_)));
                imports.extend(functions.map(|import| import.name));
            }
            let Payload::CustomSection(section) = payload else { continue };
            let KnownCustom::Linking(linking) = section.as_known() else { continue };
            for part in linking.into_iter().flatten() {
                let Linking::SymbolTable(table) = part else { continue };
                for symbol in table.into_iter().flatten() {
                    self.defined.extend(defined(&symbol).map(str::to_owned));
                    self.wanted.extend(wanted(&symbol, &imports).map(str::to_owned));
                }
            }
        }
    }
}

/// Whether an object or archive carries debugging information.
pub(crate) fn has_dwarf(input: &Path) -> Result<bool> {
    let bytes = file::read(input)?;
    Ok(members(&bytes).iter().any(|object| {
        Parser::new(0).parse_all(object).map_while(std::result::Result::ok).any(|payload| {
            matches!(payload, Payload::CustomSection(section) if section.name() == ".debug_info")
        })
    }))
}

fn defined<'a>(symbol: &SymbolInfo<'a>) -> Option<&'a str> {
    const PRIVATE: SymbolFlags = SymbolFlags::BINDING_LOCAL
        .union(SymbolFlags::VISIBILITY_HIDDEN)
        .union(SymbolFlags::UNDEFINED);
    match *symbol {
        SymbolInfo::Func { flags, name, .. } if !flags.intersects(PRIVATE) => name,
        SymbolInfo::Data { flags, name, .. } if !flags.intersects(PRIVATE) => Some(name),
        _ => None,
    }
}

/// A function that is to come from elsewhere; its name stands with the import of its index.
fn wanted<'a>(symbol: &SymbolInfo<'a>, imports: &[&'a str]) -> Option<&'a str> {
    match *symbol {
        SymbolInfo::Func { flags, name, index } if flags.contains(SymbolFlags::UNDEFINED) => {
            name.or_else(|| imports.get(index as usize).copied())
        }
        _ => None,
    }
}

/// The objects in a file: its members when it is an `ar` archive, itself otherwise.
fn members(bytes: &[u8]) -> Vec<&[u8]> {
    const HEADER: usize = 60;
    let Some(mut rest) = bytes.strip_prefix(b"!<arch>\n") else { return vec![bytes] };
    let mut members = Vec::new();
    while let Some((header, body)) = rest.split_at_checked(HEADER) {
        // Bytes 48 to 58 of a member's header are its size in decimal.
        let size = std::str::from_utf8(&header[48..58]).ok().and_then(|s| s.trim().parse().ok());
        let Some((member, after)) = size.and_then(|size: usize| body.split_at_checked(size)) else {
            break;
        };
        members.push(member);
        // Members start at even offsets.
        rest = after.get(member.len() % 2..).unwrap_or_default();
    }
    members.retain(|member| member.starts_with(b"\0asm"));
    members
}

#[cfg(test)]
mod tests {
    use super::members;

    #[test]
    fn archives_are_taken_apart() {
        let mut archive = b"!<arch>\n".to_vec();
        for body in [&b"table"[..], b"\0asm\x01", b"\0asm!!"] {
            archive.extend(format!("{:<48}{:<10}`\n", "name", body.len()).bytes());
            archive.extend(body);
            archive.extend(vec![b'\n'; body.len() % 2]);
        }
        assert_eq!(members(&archive), [&b"\0asm\x01"[..], b"\0asm!!"]);
        assert_eq!(members(b"\0asm"), [b"\0asm"]);
        assert!(members(&archive[..70]).is_empty());
    }
}
