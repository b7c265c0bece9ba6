//! From an offset in the preprocessed text back to the file, line and column that it came from.

use std::collections::HashMap;

use sandbridge_interface::{Code, Error, Origin};

/// How much of a line an error shows, in characters.
const SHOWN: usize = 120;

/// What line markers say.
#[derive(Debug, Default)]
pub(crate) struct Places {
    files: Vec<String>,
    numbers: HashMap<String, usize>,
    markers: Vec<Marker>,
    /// Offsets at which lines begin.
    lines: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Marker {
    /// Offset from which it holds.
    start: u32,
    /// Line number there.
    line: u32,
    file: usize,
    is_system: bool,
}

/// One place, for a message.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pub(crate) origin: Origin,
    /// From 1, in characters.
    pub(crate) column: usize,
    pub(crate) line_text: &'a str,
}

impl Places {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut lines = vec![0];
        lines.extend(starts.map(|(index, _)| offset(index + 1)));
        let first = Marker { start: 0, line: 1, file: 0, is_system: false };
        let numbers = HashMap::from([(name.to_owned(), 0)]);
        Self { files: vec![name.to_owned()], numbers, markers: vec![first], lines }
    }

    /// Notes a line marker: the text from `start` on is line `line` of `file`.
    pub(crate) fn mark(&mut self, start: u32, line: u32, file: Option<String>, is_system: bool) {
        let file = match file {
            None => self.markers.last().map_or(0, |marker| marker.file),
            Some(name) => *self.numbers.entry(name).or_insert_with_key(|name| {
                self.files.push(name.clone());
                self.files.len() - 1
            }),
        };
        let is_builtin = matches!(
            self.files[file].as_str(),
            "<built-in>" | "<command line>" | "<command-line>" | "<scratch space>"
        );
        self.markers.push(Marker { start, line, file, is_system: is_system || is_builtin });
    }

    /// Whether the text there comes from a system header or from the compiler itself.
    pub(crate) fn is_system(&self, offset: u32) -> bool {
        self.marker(offset).is_system
    }

    pub(crate) fn origin(&self, offset: u32) -> Origin {
        let marker = self.marker(offset);
        let lines = self.line_index(offset) - self.line_index(marker.start);
        Origin {
            file: self.files[marker.file].clone(),
            line: marker.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX)),
        }
    }

    /// The number of the file that the text there comes from.
    pub(crate) fn file(&self, offset: u32) -> usize {
        self.marker(offset).file
    }

    /// How many lines of their file lie between two places; many when they are in two files.
    pub(crate) fn lines_between(&self, from: u32, to: u32) -> usize {
        let (first, second) = (self.marker(from), self.marker(to));
        if first.file != second.file {
            return usize::MAX;
        }
        let line = |marker: Marker, offset| {
            self.line_index(offset) - self.line_index(marker.start) + marker.line as usize
        };
        line(second, to).saturating_sub(line(first, from))
    }

    /// The number of the text's own line that holds `offset`.
    fn line_index(&self, offset: u32) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    pub(crate) fn locate<'t>(&self, text: &'t str, offset: u32) -> Place<'t> {
        let start = self.lines[self.line_index(offset)] as usize;
        let line_text = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let before = line_text.get(..offset as usize - start).unwrap_or(line_text);
        Place { origin: self.origin(offset), column: before.chars().count() + 1, line_text }
    }

    /// An error at an offset, with the line and a caret below its column.
    pub(crate) fn error(&self, text: &str, offset: u32, code: Code, message: &str) -> Error {
        let place = self.locate(text, offset);
        // Of a long line only what stands around the place.
        let skipped = place.column.saturating_sub(SHOWN / 2);
        let skipped = if place.line_text.len() > SHOWN { skipped } else { 0 };
        let line = place.line_text.chars().skip(skipped).take(SHOWN);
        let line: String = line.map(|c| if c.is_control() { ' ' } else { c }).collect();
        let caret = format!("{:width$}^", "", width = place.column - 1 - skipped);
        let column = place.column;
        let message = format!("{message} (column {column})\n  | {line}\n  | {caret}\n ");
        Error::new(code, message).with_origin(place.origin)
    }

    fn marker(&self, offset: u32) -> Marker {
        let after = self.markers.partition_point(|marker| marker.start <= offset);
        self.markers[after.saturating_sub(1)]
    }
}

/// Texts are shorter than 1 GiB, so offsets fit.
fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
