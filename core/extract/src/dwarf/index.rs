//! What the debugging information defines, by name: one pass over all entries.

use std::collections::{BTreeMap, HashMap};

use gimli::constants as dw;
use sandbridge_interface::{RecordKind, Result};

use super::damaged;
use super::die::{Debug, Die, Entry, flag};

/// Definitions with external linkage, and complete records.
#[derive(Default)]
pub(super) struct Index<'a> {
    functions: BTreeMap<&'a str, Die>,
    variables: BTreeMap<&'a str, Die>,
    /// By tag.
    structs: HashMap<&'a str, Vec<Die>>,
    unions: HashMap<&'a str, Vec<Die>>,
    /// Types by `typedef` name.
    typedefs: HashMap<&'a str, Vec<Die>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(debug: &Debug<'a>) -> Result<Self> {
        let mut index = Self::default();
        for (unit, contents) in debug.units.iter().enumerate() {
            let mut raw = contents.entries_raw(None).map_err(damaged)?;
            while !raw.is_empty() {
                let die = Die { unit, offset: raw.next_offset().0 };
                let depth = raw.next_depth();
                let Some(abbreviation) = raw.read_abbreviation().map_err(damaged)? else {
                    continue;
                };
                raw.skip_attributes(abbreviation.attributes()).map_err(damaged)?;
                // Only what stands directly below the unit; inner blocks are a function's own.
                if depth == 1 && is_indexed(abbreviation.tag()) {
                    index.add(debug, die, &debug.entry(die)?);
                }
            }
        }
        Ok(index)
    }

    /// Functions with external linkage by their symbol, in alphabetical order.
    pub(super) fn functions(&self) -> impl Iterator<Item = (&'a str, Die)> {
        self.functions.iter().map(|(symbol, die)| (*symbol, *die))
    }

    pub(super) fn function(&self, symbol: &str) -> Option<Die> {
        self.functions.get(symbol).copied()
    }

    /// Variables with external linkage by their symbol.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&'a str, Die)> {
        self.variables.iter().map(|(symbol, die)| (*symbol, *die))
    }

    pub(super) fn variable(&self, symbol: &str) -> Option<Die> {
        self.variables.get(symbol).copied()
    }

    /// The definitions of a tag; sources may disagree.
    pub(super) fn records(&self, kind: RecordKind, tag: &str) -> &[Die] {
        let records = match kind {
            RecordKind::Struct => &self.structs,
            RecordKind::Union => &self.unions,
        };
        records.get(tag).map_or(&[], Vec::as_slice)
    }

    /// The `typedef`s of a name.
    pub(super) fn typedefs(&self, name: &str) -> &[Die] {
        self.typedefs.get(name).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, debug: &Debug<'a>, die: Die, entry: &Entry<'a>) {
        let Some(name) = debug.name(die, entry) else { return };
        if flag(entry, dw::DW_AT_declaration) {
            return;
        }
        let symbol = debug.text(die, entry, dw::DW_AT_linkage_name).unwrap_or(name);
        match entry.tag() {
            dw::DW_TAG_subprogram if flag(entry, dw::DW_AT_external) => {
                self.functions.entry(symbol).or_insert(die);
            }
            dw::DW_TAG_variable if flag(entry, dw::DW_AT_external) => {
                self.variables.entry(symbol).or_insert(die);
            }
            dw::DW_TAG_structure_type => self.structs.entry(name).or_default().push(die),
            dw::DW_TAG_union_type => self.unions.entry(name).or_default().push(die),
            dw::DW_TAG_typedef => self.typedefs.entry(name).or_default().push(die),
            _ => {}
        }
    }
}

/// Struct or union; other tags are not asked about.
pub(super) fn kind(tag: gimli::DwTag) -> RecordKind {
    if tag == dw::DW_TAG_union_type { RecordKind::Union } else { RecordKind::Struct }
}

fn is_indexed(tag: gimli::DwTag) -> bool {
    matches!(
        tag,
        dw::DW_TAG_subprogram
            | dw::DW_TAG_variable
            | dw::DW_TAG_structure_type
            | dw::DW_TAG_union_type
            | dw::DW_TAG_typedef
    )
}
