//! Debugging information to an [`Interface`](sandbridge_interface::Interface), and as a second
//! opinion on a header's.
//!
//! The `.debug_*` sections are indexed once (`index`), and only what is asked for is read further:
//! functions and variables by their symbol, records by their name, and all types that those reach
//! (`types`, `record`). Two interfaces are then compared (`check`).
//!
//! DWARF knows no macros, no comments, no unused types, and neither `packed` nor (before its
//! version 5) alignments: a record's layout is taken from our own rules where they give the sizes
//! and offsets that it states, and from DWARF itself where they do not. It does not tell the width
//! of a `_BitInt` or that a union is transparent either: functions that pass a `_BitInt` are left
//! out, and transparent unions are passed like others.

mod check;
mod die;
mod function;
mod index;
mod record;
mod types;

use std::collections::HashSet;

use sandbridge_interface::{Code, Error, Interface, Result, section};
use wasmparser::{ExternalKind, Parser, Payload};

use crate::Extracted;
use die::Debug;
use index::Index;
use types::Reader;

/// An interface from a module's debugging information alone: the functions and variables that it
/// exports and that are not the C library's own (those whose source lies in a folder of a known C
/// library, and names that begin with two underscores), with all types that they reach. `None` when the module has no such information.
///
/// `name` is the library's, for messages.
///
/// # Errors
/// [`Code::NotWasm`] and [`Code::ModuleDamaged`], also for damaged debugging information.
pub fn interface_from_dwarf(module: &[u8], name: &str) -> Result<Option<Extracted>> {
    let Some(debug) = Debug::read(module)? else { return Ok(None) };
    let index = Index::new(&debug)?;
    let exports = Exports::read(module)?;
    let mut reader = Reader::new(&debug, &index);
    for (symbol, die) in index.functions() {
        let is_reserved = symbol.starts_with("__");
        if exports.functions.contains(symbol) && !is_reserved && !debug.is_libc(die) {
            reader.function(symbol, die)?;
        }
    }
    for (symbol, die) in index.variables() {
        if exports.globals.contains(symbol) && !debug.is_libc(die) {
            reader.global(symbol, die)?;
        }
    }
    let mut interface = reader.finish()?.interface;
    interface.name = name.to_owned();
    interface.simd = has_simd(module)?;
    interface.validate().map_err(|error| damaged(error.message()))?;
    Ok(Some(Extracted { interface, docs: sandbridge_interface::Docs::default() }))
}

/// Compares a header's interface with the module's debugging information: the prototypes of
/// functions and the types of variables that both know, and the layouts of records that these
/// reach or that have the same name. A module without such information agrees with any header.
///
/// Integers agree when they have the same size and sign, an enumeration agrees with an integer of
/// its size, and `const` does not count. A record that no function mentions agrees when one of the
/// definitions of that name does: sources may have others for themselves.
///
/// # Errors
/// [`Code::Conflict`] for the first disagreement, with the header's line as its origin and the
/// source's in its message; [`Code::ModuleDamaged`].
pub fn cross_check(interface: &Interface, module: &[u8]) -> Result<()> {
    let Some(debug) = Debug::read(module)? else { return Ok(()) };
    let index = Index::new(&debug)?;
    check::check(interface, &debug, &index)
}

/// What the module offers by name.
struct Exports<'a> {
    functions: HashSet<&'a str>,
    /// A C variable is exported as a global that holds its address.
    globals: HashSet<&'a str>,
}

impl<'a> Exports<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut exports = Self { functions: HashSet::new(), globals: HashSet::new() };
        for payload in Parser::new(0).parse_all(module) {
            let Payload::ExportSection(section) = payload.map_err(broken)? else { continue };
            for export in section {
                let export = export.map_err(broken)?;
                match export.kind {
                    ExternalKind::Func => exports.functions.insert(export.name),
                    ExternalKind::Global => exports.globals.insert(export.name),
                    _ => false,
                };
            }
        }
        Ok(exports)
    }
}

fn broken(error: wasmparser::BinaryReaderError) -> Error {
    Error::new(Code::ModuleDamaged, format!("the module is truncated or damaged: {error}"))
        .with_help("get or build the file again")
}

/// Whether the compiler was told of SIMD: linkers keep its list of features.
fn has_simd(module: &[u8]) -> Result<bool> {
    let features = section::find(module, "target_features")?.unwrap_or_default();
    Ok(features.windows(9).any(|bytes| bytes == b"+\x07simd128"))
}

fn damaged(what: impl std::fmt::Display) -> Error {
    Error::new(
        Code::ModuleDamaged,
        format!("the module's debugging information (DWARF) is damaged: {what}"),
    )
    .with_help("build it again, or without `-g`")
}
