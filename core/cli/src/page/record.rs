//! Structs and unions: a drawing, and a table of the members.

use sandbridge_interface::{
    Field, Interface, Layout, Record, RecordId, RecordKind, Scalar, Type, layout, spell,
};

use super::Source;
use super::code::{self, Code};
use super::drawing::{self, Drawing, Extent, Kind};
use super::prose::Prose;

/// One struct or union as it is shown.
pub(super) struct RecordView {
    pub(super) anchor: String,
    /// `struct z_stream_s`.
    pub(super) name: String,
    /// Other names of it.
    pub(super) aliases: Vec<String>,
    /// What the filter looks at.
    pub(super) names: String,
    pub(super) doc: Prose,
    /// `None` while it is only declared.
    pub(super) shape: Option<Shape>,
}

/// What is known of a record with a layout.
pub(super) struct Shape {
    pub(super) size: u32,
    pub(super) align: u32,
    /// Bytes and bits that belong to no member, in words.
    pub(super) unused: Option<String>,
    pub(super) figures: Vec<Figure>,
    pub(super) rows: Vec<Row>,
}

/// The drawing of a record, or of a nameless one in it.
pub(super) struct Figure {
    /// `None` for the record itself.
    pub(super) caption: Option<String>,
    pub(super) drawing: Drawing,
}

/// One line of the table of members.
pub(super) struct Row {
    /// Empty for a nameless record.
    pub(super) name: String,
    /// In bytes from the start of the record.
    pub(super) offset: u64,
    /// How many nameless records it is in.
    pub(super) depth: usize,
    /// `4 bytes`, `3 bits`.
    pub(super) size: String,
    /// The first bit of a bit-field.
    pub(super) bit: Option<u8>,
    pub(super) declaration: Code,
    pub(super) doc: Prose,
}

/// All records that have a name, in the order of the header.
pub(super) fn views(source: &Source<'_>) -> Vec<RecordView> {
    let records = source.interface.records.iter().enumerate();
    records
        .filter(|(_, record)| record.name.is_some())
        .map(|(index, record)| view(source, index, record))
        .collect()
}

fn view(source: &Source<'_>, index: usize, record: &Record) -> RecordView {
    let interface = source.interface;
    let id = RecordId(u32::try_from(index).unwrap_or(u32::MAX));
    let name = spell::record_name(interface, id);
    let aliases: Vec<String> = interface
        .type_names
        .iter()
        .filter(|entry| *interface.resolved(entry.ty) == Type::Record(id))
        .map(|entry| entry.name.clone())
        .filter(|alias| *alias != name)
        .collect();
    let mut names = vec![name.clone()];
    names.extend(aliases.iter().cloned());
    let shape = record.layout.map(|layout| {
        let mut walk = Walk { source, outer: &name, figures: Vec::new(), rows: Vec::new() };
        walk.record(record, layout, Position { base: 0, depth: 0, caption: None, columns: None });
        names.extend(walk.rows.iter().map(|row| row.name.clone()));
        Shape {
            size: layout.size,
            align: layout.align,
            unused: unused(&walk.figures),
            figures: walk.figures,
            rows: walk.rows,
        }
    });
    let mut keys =
        std::iter::once(name.clone()).chain(aliases.iter().map(|alias| format!("typedef {alias}")));
    let doc = keys.find(|key| source.docs.0.contains_key(key));
    let doc = doc.map_or_else(Prose::default, |key| source.doc(&key, &name));
    RecordView {
        anchor: code::record_anchor(interface, index),
        names: names.join(" "),
        doc,
        name,
        aliases,
        shape,
    }
}

/// How a record lies in the one that is shown.
struct Position {
    base: u64,
    depth: usize,
    caption: Option<String>,
    /// The scale of the drawing that it is in.
    columns: Option<u64>,
}

/// Collects what is shown of one record and of the nameless ones in it.
struct Walk<'a> {
    source: &'a Source<'a>,
    /// The name under which comments on members are kept.
    outer: &'a str,
    figures: Vec<Figure>,
    rows: Vec<Row>,
}

impl Walk<'_> {
    fn record(&mut self, record: &Record, layout: Layout, position: Position) {
        let interface = self.source.interface;
        let extents: Vec<_> =
            record.fields.iter().map(|field| extent(interface, field, position.base)).collect();
        let columns = drawing::columns(&extents, layout, position.columns);
        let drawing = drawing::draw(&extents, position.base, layout, columns);
        self.figures.push(Figure { caption: position.caption, drawing });
        for (field, extent) in record.fields.iter().zip(&extents) {
            self.rows.push(self.row(field, extent, position.depth));
            let Some((inner, layout)) = nameless(interface, field) else { continue };
            let base = position.base + u64::from(field.offset);
            let what = match inner.kind {
                RecordKind::Struct => "struct",
                RecordKind::Union => "union",
            };
            let caption = match &field.name {
                Some(name) => format!("{what} in {name}"),
                None => format!("unnamed {what}"),
            };
            let place = drawing::place(base * 8, base * 8 + u64::from(layout.size) * 8);
            let caption = Some(format!("{caption}, {place}"));
            let depth = position.depth + 1;
            self.record(inner, layout, Position { base, depth, caption, columns: Some(columns) });
        }
    }

    fn row(&self, field: &Field, extent: &Extent, depth: usize) -> Row {
        let name = field.name.as_deref().unwrap_or("");
        let mut declaration = self.source.linker.declare(field.ty, name);
        let bits = extent.end - extent.start;
        let size = match field.bits {
            Some(field) => {
                let width = format!(" : {}", field.width);
                declaration.pieces.push(code::Piece::plain(width));
                counted(field.width.into(), "bit")
            }
            None if is_flexible(self.source.interface, field) => "flexible".to_owned(),
            None => counted(bits / 8, "byte"),
        };
        let doc = match name {
            "" => Prose::default(),
            name => self.source.doc(&format!("{}.{name}", self.outer), name),
        };
        Row {
            name: name.to_owned(),
            offset: extent.start / 8,
            depth,
            size,
            bit: field.bits.map(|bits| bits.shift),
            declaration,
            doc,
        }
    }
}

/// The record without a name that a member is, or is an array of.
fn nameless<'a>(interface: &'a Interface, field: &Field) -> Option<(&'a Record, Layout)> {
    let mut ty = interface.resolved(field.ty);
    while let Type::Array { of, .. } = ty {
        ty = interface.resolved(*of);
    }
    let Type::Record(id) = ty else { return None };
    let record = interface.record(*id);
    let is_shown = record.name.is_none() && !record.fields.is_empty();
    is_shown.then_some(record).zip(record.layout)
}

fn is_flexible(interface: &Interface, field: &Field) -> bool {
    matches!(interface.resolved(field.ty), Type::Array { count: None, .. })
}

fn extent(interface: &Interface, field: &Field, base: u64) -> Extent {
    let start = (base + u64::from(field.offset)) * 8;
    let size = layout::of(interface, field.ty).map_or(0, |layout| u64::from(layout.size));
    let (start, end) = match field.bits {
        Some(bits) => {
            let start = start + u64::from(bits.shift);
            (start, start + u64::from(bits.width))
        }
        None => (start, start + size * 8),
    };
    let label = match (&field.name, interface.resolved(field.ty)) {
        (Some(name), _) => name.clone(),
        (None, Type::Record(id)) if interface.record(*id).kind == RecordKind::Union => {
            "union { … }".to_owned()
        }
        (None, _) => "struct { … }".to_owned(),
    };
    Extent { start, end, label, kind: kind(interface.resolved(field.ty)) }
}

fn kind(ty: &Type) -> Kind {
    match ty {
        Type::Scalar(Scalar::Half | Scalar::Float | Scalar::Double | Scalar::LongDouble)
        | Type::Complex(_) => Kind::Float,
        Type::Scalar(_) | Type::BitInt { .. } | Type::Enum(_) => Kind::Integer,
        Type::Pointer { .. } | Type::Function(_) => Kind::Pointer,
        Type::Record(_) => Kind::Record,
        Type::Array { .. } | Type::Vector { .. } => Kind::Array,
        Type::Void | Type::Named { .. } => Kind::Padding,
    }
}

/// What belongs to no member of a record whose members do not overlap.
fn unused(figures: &[Figure]) -> Option<String> {
    let [lane] = figures.first()?.drawing.lanes.as_slice() else { return None };
    let columns = figures.first()?.drawing.columns;
    let padding = lane.cells.iter().filter(|cell| cell.kind == Kind::Padding);
    let bits: u64 = padding
        .map(|cell| match cell.columns == columns {
            true => (cell.rows + cell.hidden) * columns,
            false => cell.columns,
        })
        .sum();
    match bits {
        0 => None,
        bits if bits % 8 == 0 => Some(format!("{} of padding", counted(bits / 8, "byte"))),
        bits => Some(format!("{} of padding", counted(bits, "bit"))),
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
