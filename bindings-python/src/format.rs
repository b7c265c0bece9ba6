//! How Python's buffers spell the elements of C arrays: PEP 3118, which NumPy reads as structured
//! types.

use std::ffi::CString;
use std::fmt::Write;
use std::sync::Arc;

use sandbridge_interface::plan::{Access, Member};

use crate::access;
use crate::buffer::format_of;
use crate::error::Result;
use crate::library::Shared;

/// The format of one element. Pointers are addresses. What the notation has no word for is its
/// bytes: unions, structs whose members overlap, numbers of more than 64 bits. Bit-fields are
/// padding.
pub(crate) fn of(shared: &Arc<Shared>, element: &Access) -> Result<CString> {
    // In this form `memoryview` reads them too.
    if let Access::Number { number, .. } = element {
        return Ok(format_of(*number).to_owned());
    }
    let mut text = String::new();
    write(shared, element, &mut text)?;
    // Names of C have no NUL.
    Ok(CString::new(text).unwrap_or_default())
}

fn write(shared: &Arc<Shared>, access: &Access, out: &mut String) -> Result<()> {
    match access {
        Access::Number { number, .. } => {
            out.push('<');
            out.push_str(&format_of(*number).to_string_lossy());
        }
        Access::Pointer { .. } | Access::Callback { .. } => out.push_str("<I"),
        Access::Complex { part: 4 } => out.push_str("<Zf"),
        Access::Complex { part: 8 } => out.push_str("<Zd"),
        Access::Vector { number, lanes } if lanes.is_power_of_two() => {
            push(out, format_args!("({lanes})<{}", format_of(*number).to_string_lossy()));
        }
        Access::Array { .. } => write_array(shared, access, out)?,
        Access::Record { record } => {
            let shape = &shared.members(*record)?.shape;
            write_record(shared, &shape.members, shape.layout.size as usize, out)?;
        }
        Access::Wide { .. }
        | Access::Complex { .. }
        | Access::Vector { .. }
        | Access::Bits { .. }
        | Access::Opaque => write_bytes(access::size(shared.interface(), access), out),
    }
    Ok(())
}

/// All dimensions at once, as NumPy wants them.
fn write_array(shared: &Arc<Shared>, mut access: &Access, out: &mut String) -> Result<()> {
    let mut extents = Vec::new();
    while let Access::Array { element, count, .. } = access {
        extents.push(count.to_string());
        access = element;
    }
    push(out, format_args!("({})", extents.join(",")));
    write(shared, access, out)
}

fn write_record(
    shared: &Arc<Shared>,
    members: &[Member],
    size: usize,
    out: &mut String,
) -> Result<()> {
    let mut text = String::from("T{");
    let mut end = 0;
    for member in members {
        let len = access::size(shared.interface(), &member.access);
        if len == 0 || matches!(member.access, Access::Bits { .. }) {
            continue;
        }
        let start = member.offset as usize;
        if start < end {
            write_bytes(size, out);
            return Ok(());
        }
        write_padding(start - end, &mut text);
        write(shared, &member.access, &mut text)?;
        push(&mut text, format_args!(":{}:", member.name));
        end = start + len;
    }
    write_padding(size.saturating_sub(end), &mut text);
    text.push('}');
    out.push_str(&text);
    Ok(())
}

fn write_bytes(size: usize, out: &mut String) {
    push(out, format_args!("({size})B"));
}

fn write_padding(size: usize, out: &mut String) {
    if size > 0 {
        push(out, format_args!("{size}x"));
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
