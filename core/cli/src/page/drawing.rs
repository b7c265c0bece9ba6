//! A record drawn to scale: which bits of which bytes belong to which member.
//!
//! Rows are 4 or 8 bytes, 4 where there are bit-fields. Members that share storage are drawn in lanes of their own, one below
//! the other. Of what fills more rows than [`TALL`] the middle is left out, and is said to be.

use sandbridge_interface::Layout;

/// At most so many full rows are drawn of one member.
const TALL: u64 = 3;

/// Bits in a row.
const NARROW: u64 = 32;
const WIDE: u64 = 64;

/// A run of bits of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extent {
    /// The first bit, from the record's start; the lowest of a byte comes first.
    pub(super) start: u64,
    /// The bit after the last.
    pub(super) end: u64,
    /// What it is called.
    pub(super) label: String,
    /// How it is coloured.
    pub(super) kind: Kind,
}

/// What lies in a run of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An integer, enumeration or `_Bool`.
    Integer,
    /// A floating or complex number.
    Float,
    /// The address of an object or a function.
    Pointer,
    /// Another record.
    Record,
    /// Elements.
    Array,
    /// Nothing.
    Padding,
}

impl Kind {
    /// The style's class for it.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Pointer => "pointer",
            Self::Record => "record",
            Self::Array => "array",
            Self::Padding => "padding",
        }
    }
}

/// A drawing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    /// Bits in a row.
    pub(super) columns: u64,
    pub(super) lanes: Vec<Lane>,
}

/// Members that do not overlap.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lane {
    pub(super) offsets: Vec<Offset>,
    pub(super) cells: Vec<Cell>,
}

/// The number at the start of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Offset {
    /// Which row of the drawing, from 1.
    pub(super) row: u64,
    /// In bytes; `None` where rows are left out.
    pub(super) bytes: Option<u64>,
}

/// A box.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its first row, from 1.
    pub(super) row: u64,
    pub(super) rows: u64,
    /// Its first bit in the row, from 1.
    pub(super) column: u64,
    pub(super) columns: u64,
    pub(super) kind: Kind,
    /// Empty where a member goes on.
    pub(super) label: String,
    /// What and where it is, in words.
    pub(super) title: String,
    /// Rows that are left out.
    pub(super) hidden: u64,
    /// Whether the member began in an earlier box, and whether it goes on in a later one.
    pub(super) continues: bool,
    pub(super) goes_on: bool,
}

impl Drawing {
    /// Whether a label is longer than its box on a phone, where a row has room for 40 letters.
    pub(super) fn is_tight(&self, cell: &Cell) -> bool {
        cell.label.chars().count() as u64 * self.columns > cell.columns * 40
    }
}

/// How many bits a row has for these members; what is inside another drawing has its scale.
pub(super) fn columns(extents: &[Extent], layout: Layout, outer: Option<u64>) -> u64 {
    let has_bits = extents.iter().any(|it| it.start % 8 != 0 || it.end % 8 != 0);
    match outer {
        _ if has_bits => NARROW,
        Some(columns) => columns,
        None if layout.align <= 4 || layout.size <= 4 => NARROW,
        None => WIDE,
    }
}

/// Draws what lies at `base` bytes in a record and has that layout.
pub(super) fn draw(extents: &[Extent], base: u64, layout: Layout, columns: u64) -> Drawing {
    let end = base * 8 + u64::from(layout.size) * 8;
    let lanes = lanes(extents);
    // What one member of a union leaves free is another's.
    let names_padding = lanes.len() == 1;
    let lanes = lanes
        .into_iter()
        .map(|lane| {
            let mut pen =
                Pen { columns, base: base * 8, skipped: 0, names_padding, lane: Lane::default() };
            let mut at = base * 8;
            for extent in lane {
                pen.padding(at, extent.start);
                pen.draw(extent);
                at = extent.end;
            }
            pen.padding(at, end);
            pen.lane
        })
        .collect();
    Drawing { columns, lanes }
}

/// Where an extent lies, in words: `bytes 4 to 7`, `3 bits from byte 4, bit 2`.
pub(super) fn place(start: u64, end: u64) -> String {
    let count = |count: u64, what: &str| {
        if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
    };
    if start.is_multiple_of(8) && end.is_multiple_of(8) {
        return format!("{} from byte {}", count((end - start) / 8, "byte"), start / 8);
    }
    format!("{} from byte {}, bit {}", count(end - start, "bit"), start / 8, start % 8)
}

/// Shares extents out, so that none overlaps another of its lane.
fn lanes(extents: &[Extent]) -> Vec<Vec<&Extent>> {
    let mut sorted: Vec<_> = extents.iter().filter(|extent| extent.start < extent.end).collect();
    sorted.sort_by_key(|extent| extent.start);
    let mut lanes: Vec<Vec<&Extent>> = Vec::new();
    for extent in sorted {
        let free = |lane: &&mut Vec<&Extent>| {
            lane.last().is_none_or(|last: &&Extent| last.end <= extent.start)
        };
        match lanes.iter_mut().find(free) {
            Some(lane) => lane.push(extent),
            None => lanes.push(vec![extent]),
        }
    }
    if lanes.is_empty() {
        lanes.push(Vec::new());
    }
    lanes
}

/// Draws one lane, from its first bit to its last.
struct Pen {
    columns: u64,
    /// The drawing's first bit.
    base: u64,
    /// Rows left out so far.
    skipped: u64,
    names_padding: bool,
    lane: Lane,
}

impl Pen {
    fn padding(&mut self, start: u64, end: u64) {
        if start < end {
            let label = if self.names_padding && end - start >= 16 { "padding" } else { "" };
            self.draw(&Extent { start, end, label: label.to_owned(), kind: Kind::Padding });
        }
    }

    fn draw(&mut self, extent: &Extent) {
        let name = match extent.kind {
            Kind::Padding => "padding",
            _ => &extent.label,
        };
        let title = format!("{name}: {}", place(extent.start, extent.end));
        let mut at = extent.start;
        while at < extent.end {
            let (row, column) = ((at - self.base) / self.columns, (at - self.base) % self.columns);
            let left = extent.end - at;
            let full = if column == 0 { left / self.columns } else { 0 };
            let taken =
                if full > 0 { full * self.columns } else { left.min(self.columns - column) };
            let rows = full.clamp(1, TALL);
            let hidden = full.saturating_sub(TALL);
            self.number(row, rows, hidden);
            self.lane.cells.push(Cell {
                row: row - self.skipped + 1,
                rows,
                column: column + 1,
                columns: taken.min(self.columns),
                kind: extent.kind,
                label: if at == extent.start { extent.label.clone() } else { String::new() },
                title: title.clone(),
                hidden,
                continues: at > extent.start,
                goes_on: at + taken < extent.end,
            });
            self.skipped += hidden;
            at += taken;
        }
    }

    /// Numbers the rows that a box takes, unless they are numbered.
    fn number(&mut self, row: u64, rows: u64, hidden: u64) {
        let bytes = |row: u64| (self.base + row * self.columns) / 8;
        let first = row - self.skipped + 1;
        if self.lane.offsets.last().is_some_and(|last| last.row >= first) {
            return;
        }
        for index in 0..rows {
            let offset = match index {
                0 => Some(bytes(row)),
                _ if hidden == 0 => Some(bytes(row + index)),
                _ if index + 1 == rows => Some(bytes(row + index + hidden)),
                _ => None,
            };
            self.lane.offsets.push(Offset { row: first + index, bytes: offset });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The boxes of each lane as `row.column+columns label`, rows as `row/rows`.
    #[track_caller]
    fn check(extents: &[(u64, u64, &str)], (size, align): (u32, u32), expected: &[&[&str]]) {
        let extents: Vec<_> = extents
            .iter()
            .map(|&(start, end, label)| Extent {
                start,
                end,
                label: label.to_owned(),
                kind: Kind::Integer,
            })
            .collect();
        let layout = Layout { size, align };
        let drawing = draw(&extents, 0, layout, columns(&extents, layout, None));
        let lanes: Vec<Vec<String>> = drawing
            .lanes
            .iter()
            .map(|lane| {
                let describe = |cell: &Cell| {
                    let hidden = match cell.hidden {
                        0 => String::new(),
                        hidden => format!(" ({hidden} hidden)"),
                    };
                    let rows =
                        if cell.rows > 1 { format!("/{}", cell.rows) } else { String::new() };
                    let label = match cell.kind {
                        Kind::Padding => "-",
                        _ if cell.continues => "...",
                        _ => &cell.label,
                    };
                    let (row, column, columns) = (cell.row, cell.column, cell.columns);
                    format!("{row}{rows}.{column}+{columns} {label}{hidden}")
                };
                lane.cells.iter().map(describe).collect()
            })
            .collect();
        assert_eq!(lanes, expected);
    }

    #[test]
    fn members_lie_side_by_side_with_padding_between() {
        check(
            &[(0, 8, "a"), (32, 64, "b"), (64, 80, "c")],
            (12, 4),
            &[&["1.1+8 a", "1.9+24 -", "2.1+32 b", "3.1+16 c", "3.17+16 -"]],
        );
    }

    #[test]
    fn a_member_goes_on_in_the_next_row() {
        check(
            &[(0, 4, "a"), (4, 68, "b")],
            (9, 1),
            &[&["1.1+4 a", "1.5+28 b", "2.1+32 ...", "3.1+4 ...", "3.5+4 -"]],
        );
    }

    #[test]
    fn rows_are_as_wide_as_the_alignment_asks_for() {
        check(&[(0, 64, "a"), (64, 128, "b")], (16, 8), &[&["1.1+64 a", "2.1+64 b"]]);
    }

    #[test]
    fn rows_with_bit_fields_are_narrow() {
        check(
            &[(0, 3, "a"), (64, 128, "b")],
            (16, 8),
            &[&["1.1+3 a", "1.4+29 -", "2.1+32 -", "3/2.1+32 b"]],
        );
    }

    #[test]
    fn inner_drawings_have_the_scale_of_the_outer_one() {
        let layout = Layout { size: 4, align: 4 };
        let extent = |end| Extent { start: 0, end, label: "a".into(), kind: Kind::Integer };
        assert_eq!(columns(&[extent(32)], layout, Some(WIDE)), WIDE);
        assert_eq!(columns(&[extent(3)], layout, Some(WIDE)), NARROW);
    }

    #[test]
    fn labels_that_do_not_fit_are_known() {
        let extent =
            |start, end, label: &str| Extent { start, end, label: label.into(), kind: Kind::Float };
        let extents = [extent(0, 3, "long"), extent(3, 11, "long")];
        let drawing = draw(&extents, 0, Layout { size: 4, align: 4 }, NARROW);
        let cells = &drawing.lanes[0].cells;
        assert_eq!([0, 1].map(|index| drawing.is_tight(&cells[index])), [true, false]);
    }

    #[test]
    fn members_of_unions_are_lanes() {
        check(&[(0, 32, "a"), (0, 8, "b")], (4, 4), &[&["1.1+32 a"], &["1.1+8 b", "1.9+24 -"]]);
    }

    #[test]
    fn what_is_tall_is_cut() {
        check(
            &[(0, 32, "a"), (32, 32 + 8 * 4_000_000, "b"), (32_000_032, 32_000_064, "c")],
            (4_000_008, 4),
            &[&["1.1+32 a", "2/3.1+32 b (999997 hidden)", "5.1+32 c"]],
        );
    }

    #[test]
    fn offsets_name_each_row() {
        let extent = |start, end| Extent { start, end, label: "a".into(), kind: Kind::Array };
        let layout = Layout { size: 48, align: 4 };
        let drawing = draw(&[extent(0, 32), extent(32, 352)], 0, layout, NARROW);
        let offsets: Vec<_> =
            drawing.lanes[0].offsets.iter().map(|offset| (offset.row, offset.bytes)).collect();
        let expected = [Some(0), Some(4), None, Some(40), Some(44)];
        assert_eq!(offsets, (1..).zip(expected).collect::<Vec<_>>());
    }

    #[test]
    fn an_empty_record_is_an_empty_drawing() {
        check(&[], (0, 1), &[&[]]);
    }
}
