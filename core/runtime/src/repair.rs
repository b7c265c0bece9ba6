//! What a linker leaves out unless told otherwise, added to the module before it is compiled.
//!
//! wasm-ld by itself exports neither the function table nor the stack pointer, and fixes the
//! table's size: callbacks would have no place to go, and frames that an error leaves behind would
//! never be popped. New entries in two small sections repair both; every other byte stays as it
//! is, and with it the meaning of all indices, names and debugging information. A sound module
//! costs a look at its section headers.

use std::borrow::Cow;
use std::ops::Range;

use sandbridge_interface::{Interface, Type};
use wasm_encoder::{Encode, SectionId};
use wasmparser::{
    Chunk, CustomSectionReader, ExportSectionReader, ExternalKind, GlobalSectionReader,
    KnownCustom, Name, Operator, Parser, Payload, RefType, Table, TableInit, TableSectionReader,
    TypeRef, ValType,
};

use crate::export::{STACK_POINTER, TABLE};

/// Bytes before the first section.
const HEADER: usize = 8;

/// The module, repaired when it needs to be. What cannot be read is left for the compiler to
/// refuse, and so is a module that imports its table.
pub(crate) fn repair<'a>(bytes: &'a [u8], interface: &Interface) -> Cow<'a, [u8]> {
    let needs_table = interface.types.iter().any(|ty| matches!(ty, Type::Function(_)));
    match Found::read(bytes).map(|found| found.edits(needs_table)) {
        Some(edits) if !edits.is_empty() => Cow::Owned(applied(bytes, &edits)),
        _ => Cow::Borrowed(bytes),
    }
}

/// New bytes in place of a range of the module.
type Edit = (Range<usize>, Vec<u8>);

/// The edits are in the order of their ranges.
fn applied(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut at = 0;
    for (range, new) in edits {
        out.extend_from_slice(&bytes[at..range.start]);
        out.extend_from_slice(new);
        at = range.end;
    }
    out.extend_from_slice(&bytes[at..]);
    out
}

/// What matters of a module.
#[derive(Default)]
struct Found<'a> {
    bytes: &'a [u8],
    /// All sections but the custom ones: the id, and the place with its header.
    sections: Vec<(u8, Range<usize>)>,
    imports_table: bool,
    imported_globals: u32,
    /// The module's own tables with their places.
    tables: Vec<(Range<usize>, Table<'a>)>,
    globals: Option<GlobalSectionReader<'a>>,
    export_count: u32,
    /// Where the exports are, without their count.
    exports: Range<usize>,
    table_export: Option<(ExternalKind, u32)>,
    exports_stack_pointer: bool,
    names: Option<CustomSectionReader<'a>>,
}

impl<'a> Found<'a> {
    /// `None` when the module is damaged.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut found = Self { bytes, ..Self::default() };
        let mut parser = Parser::new(0);
        let mut at = 0;
        loop {
            let Chunk::Parsed { consumed, payload } = parser.parse(bytes.get(at..)?, true).ok()?
            else {
                return None;
            };
            let start = at;
            at += consumed;
            if let Payload::CodeSectionStart { size, .. } = &payload {
                parser.skip_section();
                at = at.checked_add(*size as usize).filter(|&end| end <= bytes.len())?;
            }
            if let Some((id, _)) = payload.as_section().filter(|(id, _)| *id != 0) {
                found.sections.push((id, start..at));
            }
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        match import.ok()?.ty {
                            TypeRef::Table(_) => found.imports_table = true,
                            TypeRef::Global(_) => found.imported_globals += 1,
                            _ => {}
                        }
                    }
                }
                Payload::TableSection(tables) => found.add_tables(tables)?,
                Payload::GlobalSection(globals) => found.globals = Some(globals),
                Payload::ExportSection(exports) => found.add_exports(exports)?,
                Payload::CustomSection(section) if section.name() == "name" => {
                    found.names = Some(section);
                }
                Payload::End(_) => return Some(found),
                _ => {}
            }
        }
    }

    fn add_tables(&mut self, tables: TableSectionReader<'a>) -> Option<()> {
        let mut end = tables.range().end;
        let starts: Vec<_> = tables.into_iter_with_offsets().collect::<Result<_, _>>().ok()?;
        for (start, table) in starts.into_iter().rev() {
            self.tables.push((start..end, table));
            end = start;
        }
        self.tables.reverse();
        Some(())
    }

    fn add_exports(&mut self, exports: ExportSectionReader<'a>) -> Option<()> {
        self.export_count = exports.count();
        self.exports = exports.original_position()..exports.range().end;
        for export in exports {
            let export = export.ok()?;
            match export.name {
                TABLE => self.table_export = Some((export.kind, export.index)),
                STACK_POINTER => self.exports_stack_pointer = true,
                _ => {}
            }
        }
        Some(())
    }

    /// What is to change.
    fn edits(&self, needs_table: bool) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut exports = Vec::new();
        if needs_table && !self.imports_table {
            let exported = self.table_export.filter(|(kind, _)| *kind == ExternalKind::Table);
            let index = exported.map(|(_, index)| index as usize).or_else(|| self.function_table());
            edits.extend(match index {
                Some(index) => self.without_maximum(index),
                None => Some(self.with_another_table()),
            });
            if self.table_export.is_none() {
                exports.push((TABLE, ExternalKind::Table, index.unwrap_or(self.tables.len())));
            }
        }
        if !self.exports_stack_pointer {
            let global = self.stack_pointer();
            exports.extend(global.map(|index| (STACK_POINTER, ExternalKind::Global, index)));
        }
        if !exports.is_empty() {
            edits.push(self.with_exports(&exports));
        }
        edits
    }

    /// The table that C function pointers index: C has no other.
    fn function_table(&self) -> Option<usize> {
        self.tables.iter().position(|(_, table)| is_plain(table))
    }

    /// The table section with a table that can grow, unless it can already.
    fn without_maximum(&self, index: usize) -> Option<Edit> {
        let (place, table) = self.tables.get(index)?;
        table.ty.maximum.filter(|_| is_plain(table))?;
        let (first, last) = (self.tables.first()?, self.tables.last()?);
        let mut body = Vec::new();
        self.tables.len().encode(&mut body);
        body.extend_from_slice(&self.bytes[first.0.start..place.start]);
        push_table(&mut body, u32::try_from(table.ty.initial).ok()?);
        body.extend_from_slice(&self.bytes[place.end..last.0.end]);
        Some(self.replaced(SectionId::Table, &body))
    }

    /// The table section with one more, for a module that calls no function pointers itself.
    fn with_another_table(&self) -> Edit {
        let mut body = Vec::new();
        (self.tables.len() + 1).encode(&mut body);
        for (place, _) in &self.tables {
            body.extend_from_slice(&self.bytes[place.clone()]);
        }
        // Index 0 is the null pointer.
        push_table(&mut body, 1);
        self.replaced(SectionId::Table, &body)
    }

    /// The stack pointer by its name, else the first global, where wasm-ld puts it.
    fn stack_pointer(&self) -> Option<usize> {
        let index = match self.named_global() {
            Named::At(index) => index,
            Named::Absent => return None,
            Named::Unknown => 0,
        };
        // Imported globals come first.
        let own = index.checked_sub(self.imported_globals)?;
        let global = self.globals.clone()?.into_iter().nth(own as usize)?.ok()?;
        let is_variable = global.ty.mutable && global.ty.content_type == ValType::I32;
        let start = global.init_expr.get_operators_reader().read().ok()?;
        // The C ABI keeps it a multiple of 16.
        let is_stack =
            matches!(start, Operator::I32Const { value } if value != 0 && value % 16 == 0);
        (is_variable && is_stack).then_some(index as usize)
    }

    fn named_global(&self) -> Named {
        let Some(KnownCustom::Name(names)) = self.names.as_ref().map(CustomSectionReader::as_known)
        else {
            return Named::Unknown;
        };
        let mut found = Named::Unknown;
        for part in names {
            // Names are only ever a help: damaged ones are as good as none.
            let Ok(Name::Global(globals)) = part else { continue };
            found = Named::Absent;
            for naming in globals.into_iter().map_while(Result::ok) {
                if naming.name == STACK_POINTER {
                    return Named::At(naming.index);
                }
            }
        }
        found
    }

    /// The export section with these too.
    fn with_exports(&self, new: &[(&str, ExternalKind, usize)]) -> Edit {
        let mut body = Vec::new();
        (self.export_count as usize + new.len()).encode(&mut body);
        body.extend_from_slice(&self.bytes[self.exports.clone()]);
        for (name, kind, index) in new {
            name.encode(&mut body);
            body.push(if *kind == ExternalKind::Table { 1 } else { 3 });
            index.encode(&mut body);
        }
        self.replaced(SectionId::Export, &body)
    }

    /// The edit that gives the section this content, at its place in the order when it is new.
    fn replaced(&self, id: SectionId, body: &[u8]) -> Edit {
        let order = |id: u8| match id {
            // Tags stand between memories and globals.
            13 => 5,
            // The number of data segments stands before the code.
            12 => 9,
            other => other,
        };
        let id = u8::from(id);
        let end = self.sections.last().map_or(HEADER, |(_, range)| range.end);
        let place = match self.sections.iter().find(|(other, _)| order(*other) >= id) {
            Some((other, range)) if *other == id => range.clone(),
            Some((_, range)) => range.start..range.start,
            None => end..end,
        };
        let mut section = vec![id];
        body.encode(&mut section);
        (place, section)
    }
}

/// Where the name section has the stack pointer.
enum Named {
    At(u32),
    /// Other globals have names, it has none.
    Absent,
    /// No global has a name.
    Unknown,
}

/// A table of functions as C has it.
fn is_plain(table: &Table<'_>) -> bool {
    let ty = &table.ty;
    let is_empty = matches!(table.init, TableInit::RefNull);
    ty.element_type == RefType::FUNCREF && !ty.table64 && !ty.shared && is_empty
}

/// A table of functions without a maximum.
fn push_table(out: &mut Vec<u8>, minimum: u32) {
    out.extend([0x70, 0]);
    minimum.encode(out);
}

#[cfg(test)]
mod tests;
