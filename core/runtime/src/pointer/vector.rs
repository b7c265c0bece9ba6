//! Vectors that C gives to host functions and gets from them, by address for the host.

use sandbridge_interface::plan::{Gathering, Piece, Vector};
use sandbridge_interface::{Error, GuestAddr, Result};

use crate::callback::HostFunction;
use crate::{Entered, Slot};

/// The host function that C calls for `function`, which finds addresses where C gives vectors.
pub(super) fn gathered(gathering: Gathering, function: HostFunction) -> HostFunction {
    Box::new(move |entered, slots| {
        let mark = entered.mark();
        let done = run(&gathering, &function, entered, slots);
        entered.release(mark);
        done
    })
}

fn run(
    gathering: &Gathering,
    function: &HostFunction,
    entered: &mut Entered<'_>,
    slots: &mut [Slot],
) -> Result<()> {
    let mut given = Vec::with_capacity(slots.len() + 1);
    let mut room = GuestAddr::NULL;
    if let Some(Vector { layout, .. }) = &gathering.result {
        room = entered.put(&vec![0; layout.size as usize], layout.align)?;
        given.push(Slot::u32(room.0));
    }
    let mut rest = &*slots;
    for piece in &gathering.pieces {
        let count = match piece {
            Piece::Same(count) => *count,
            Piece::Vector(vector) => vector.slots,
        };
        let (own, after) = rest.split_at_checked(count as usize).ok_or_else(missing)?;
        rest = after;
        match piece {
            Piece::Same(_) => given.extend_from_slice(own),
            Piece::Vector(vector) => {
                let addr = entered.put(&image(vector, own), vector.layout.align)?;
                given.push(Slot::u32(addr.0));
            }
        }
    }
    // A result needs a slot even where there are no parameters.
    given.resize(given.len().max(slots.len()).max(1), Slot::bits(0));
    function(entered, &mut given)?;
    let Some(result) = slots.first_mut() else { return Ok(()) };
    *result = match &gathering.result {
        Some(vector) => {
            let mut bytes = [0; 16];
            let size = (vector.layout.size as usize).min(bytes.len());
            bytes[..size].copy_from_slice(entered.read(room, size)?);
            Slot::v128(u128::from_le_bytes(bytes))
        }
        None => given[0],
    };
    Ok(())
}

/// What the slots have, one after the other.
fn image(vector: &Vector, slots: &[Slot]) -> Vec<u8> {
    let width = vector.width as usize;
    let mut image = Vec::with_capacity(slots.len() * width);
    for slot in slots {
        match slot.to_bits().to_le_bytes().get(..width) {
            Some(lane) => image.extend_from_slice(lane),
            None => image.extend_from_slice(&slot.to_v128().to_le_bytes()),
        }
    }
    image.resize(vector.layout.size as usize, 0);
    image
}

#[cold]
fn missing() -> Error {
    Error::bug("a callback with fewer slots than its type has")
}
