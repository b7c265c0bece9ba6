//! Entries of the debugging information: finding them, and reading their attributes.

use std::path::Path;

use gimli::{
    AttributeValue, DebugInfoOffset, DebuggingInformationEntry, Dwarf, EndianSlice, LittleEndian,
    UnitOffset, constants as dw,
};
use sandbridge_interface::{Origin, Result, section};

use super::damaged;

pub(super) type Bytes<'a> = EndianSlice<'a, LittleEndian>;
pub(super) type Entry<'a> = DebuggingInformationEntry<Bytes<'a>>;

/// Folders of C libraries for wasm32, by which their functions are told from a library's own:
/// wasi-libc as Debian, the WASI SDK and zig have it, and the compiler's support routines.
const LIBC_FOLDERS: [&str; 8] = [
    "libc-top-half",
    "libc-bottom-half",
    "wasi-libc",
    "dlmalloc",
    "emmalloc",
    "musl",
    "compiler-rt",
    "compiler_rt",
];

/// Where an entry is: its unit's position and the offset in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Die {
    pub(super) unit: usize,
    pub(super) offset: usize,
}

/// A module's debugging information.
pub(super) struct Debug<'a> {
    dwarf: Dwarf<Bytes<'a>>,
    pub(super) units: Vec<gimli::Unit<Bytes<'a>>>,
}

impl<'a> Debug<'a> {
    /// `None` when the module has none.
    pub(super) fn read(module: &'a [u8]) -> Result<Option<Self>> {
        if section::find(module, ".debug_info")?.is_none_or(<[u8]>::is_empty) {
            return Ok(None);
        }
        let dwarf = Dwarf::load(|id| {
            let bytes = section::find(module, id.name())?.unwrap_or_default();
            Ok(EndianSlice::new(bytes, LittleEndian))
        })?;
        let mut units = Vec::new();
        let mut headers = dwarf.units();
        while let Some(header) = headers.next().map_err(damaged)? {
            units.push(dwarf.unit(header).map_err(damaged)?);
        }
        Ok(Some(Self { dwarf, units }))
    }

    pub(super) fn entry(&self, die: Die) -> Result<Entry<'a>> {
        self.units[die.unit].entry(UnitOffset(die.offset)).map_err(damaged)
    }

    /// The entries directly below one.
    pub(super) fn children(&self, die: Die) -> Result<Vec<(Die, Entry<'a>)>> {
        let mut found = Vec::new();
        let offset = UnitOffset(die.offset);
        let mut raw = self.units[die.unit].entries_raw(Some(offset)).map_err(damaged)?;
        raw.read_entry(&mut Entry::default()).map_err(damaged)?;
        while raw.next_depth() > 0 && !raw.is_empty() {
            let depth = raw.next_depth();
            let here = Die { unit: die.unit, offset: raw.next_offset().0 };
            let mut entry = Entry::default();
            if raw.read_entry(&mut entry).map_err(damaged)? && depth == 1 {
                found.push((here, entry));
            }
        }
        Ok(found)
    }

    /// The entry that an attribute refers to.
    pub(super) fn target(&self, die: Die, entry: &Entry<'a>, name: gimli::DwAt) -> Option<Die> {
        match entry.attr_value(name)? {
            AttributeValue::UnitRef(offset) => Some(Die { offset: offset.0, ..die }),
            AttributeValue::DebugInfoRef(offset) => self.locate(offset),
            _ => None,
        }
    }

    /// The type of what an entry describes.
    pub(super) fn type_of(&self, die: Die, entry: &Entry<'a>) -> Option<Die> {
        self.target(die, entry, dw::DW_AT_type)
    }

    fn locate(&self, offset: DebugInfoOffset) -> Option<Die> {
        let unit = self.units.partition_point(|unit| {
            unit.header.debug_info_offset().is_some_and(|start| start.0 <= offset.0)
        });
        let unit = unit.checked_sub(1)?;
        let start = self.units[unit].header.debug_info_offset()?;
        Some(Die { unit, offset: offset.0 - start.0 })
    }

    /// A text attribute; `None` also when it is empty.
    pub(super) fn text(&self, die: Die, entry: &Entry<'a>, name: gimli::DwAt) -> Option<&'a str> {
        let value = entry.attr_value(name)?;
        let text = self.dwarf.attr_string(&self.units[die.unit], value).ok()?;
        std::str::from_utf8(text.slice()).ok().filter(|text| !text.is_empty())
    }

    pub(super) fn name(&self, die: Die, entry: &Entry<'a>) -> Option<&'a str> {
        self.text(die, entry, dw::DW_AT_name)
    }

    /// Where something is declared: the file below the folder that the compiler ran in, or its
    /// name alone, so that an interface says nothing of the machine.
    pub(super) fn origin(&self, die: Die, entry: &Entry<'a>) -> Origin {
        let line = number(entry, dw::DW_AT_decl_line).and_then(|line| u32::try_from(line).ok());
        let file = self.file(die, entry).unwrap_or_else(|| "<debugging information>".to_owned());
        Origin { file, line: line.unwrap_or(0) }
    }

    fn file(&self, die: Die, entry: &Entry<'a>) -> Option<String> {
        let unit = &self.units[die.unit];
        let header = unit.line_program.as_ref()?.header();
        let file = match entry.attr_value(dw::DW_AT_decl_file)? {
            AttributeValue::FileIndex(index) => header.file(index)?,
            other => header.file(other.udata_value()?)?,
        };
        let text = |value| {
            let text = self.dwarf.attr_string(unit, value).ok()?;
            std::str::from_utf8(text.slice()).ok()
        };
        let name = text(file.path_name())?;
        let folder = file.directory(header).and_then(text).unwrap_or_default();
        let path = Path::new(folder).join(name);
        let start = unit.comp_dir.and_then(|dir| std::str::from_utf8(dir.slice()).ok());
        let short = match path.strip_prefix(start.unwrap_or_default()) {
            Ok(inner) if !inner.is_absolute() => inner,
            _ if path.is_absolute() => Path::new(path.file_name()?),
            _ => &path,
        };
        Some(short.to_string_lossy().replace('\\', "/").trim_start_matches("./").to_owned())
    }

    /// Whether the entry's source is the C library's.
    pub(super) fn is_libc(&self, die: Die) -> bool {
        let unit = &self.units[die.unit];
        let parts = [unit.name, unit.comp_dir].into_iter().flatten();
        let mut parts = parts.filter_map(|path| std::str::from_utf8(path.slice()).ok());
        parts.any(|path| path.split(['/', '\\']).any(|part| LIBC_FOLDERS.contains(&part)))
    }
}

/// A number that is not negative.
pub(super) fn number(entry: &Entry<'_>, name: gimli::DwAt) -> Option<u64> {
    entry.attr_value(name)?.udata_value()
}

/// A number of 32 bits.
pub(super) fn small(entry: &Entry<'_>, name: gimli::DwAt) -> Option<u32> {
    number(entry, name).and_then(|value| u32::try_from(value).ok())
}

/// Whether something is said to be so.
pub(super) fn flag(entry: &Entry<'_>, name: gimli::DwAt) -> bool {
    matches!(entry.attr_value(name), Some(AttributeValue::Flag(true)))
}
