//! Results on their way to Python.

use std::sync::Arc;

use sandbridge_interface::plan::{Access, Lift};
use sandbridge_interface::{GuestAddr, RecordId};
use sandbridge_runtime::{Entered, Slot};

use crate::access::unsupported;
use crate::error::Result;
use crate::library::Shared;
use crate::object::Owned;
use crate::{access, function, number, pointer, record, text, wide};

/// What the call gives: from its result slot, or from the area that C filled.
#[inline(always)]
pub(crate) fn result(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    lift: &Lift,
    slot: Slot,
    area: GuestAddr,
) -> Result<Owned> {
    match lift {
        Lift::Nothing => Ok(Owned::none()),
        Lift::Number { number, enumeration: None } => number::from_bits(*number, slot.to_bits()),
        Lift::Area { value: Access::Record { record }, .. } => {
            by_address(shared, entered, *record, area)
        }
        other => rare(shared, entered, other, slot, area),
    }
}

fn rare(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    lift: &Lift,
    slot: Slot,
    area: GuestAddr,
) -> Result<Owned> {
    match lift {
        Lift::Nothing => Ok(Owned::none()),
        Lift::Number { number, enumeration } => {
            let value = number::from_bits(*number, slot.to_bits())?;
            match enumeration {
                Some(id) => shared.member(*id, value),
                None => Ok(value),
            }
        }
        Lift::Text { .. } => match slot.to_u32() {
            0 => Ok(Owned::none()),
            addr => text::decode(entered.read_text(GuestAddr(addr))?),
        },
        Lift::Pointer { pointer, .. } => {
            pointer::lift(shared, *pointer, slot.to_u32(), entered.generation())
        }
        Lift::Callback { signature } => {
            function::lift(shared, *signature, slot.to_u32(), entered.generation())
        }
        Lift::Single { record, layout, .. } => {
            let raw = slot.to_v128().to_le_bytes();
            let size = (layout.size as usize).min(raw.len());
            record::own(shared, *record, &raw[..size])
        }
        Lift::Wide { wide } => wide::from_slot(*wide, slot),
        // Vectors have no area where SIMD is on: they come in the slot.
        Lift::Area { value: Access::Vector { number, lanes }, layout }
            if shared.interface().simd && layout.size <= 16 =>
        {
            let raw = slot.to_v128().to_le_bytes();
            let size = (*lanes * number.size()) as usize;
            wide::load_lanes(*number, *lanes, raw.get(..size).unwrap_or(&raw))
        }
        Lift::Area { value, .. } => at_address(shared, entered, value, area),
    }
}

/// The object at an address that C handed out for it.
pub(crate) fn at_address(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    value: &Access,
    addr: GuestAddr,
) -> Result<Owned> {
    if let Access::Record { record } = value {
        return by_address(shared, entered, *record, addr);
    }
    let bytes = entered.read(addr, access::size(shared.interface(), value))?;
    match value {
        Access::Wide { wide, .. } => wide::load(*wide, bytes),
        Access::Complex { .. } => wide::load_complex(bytes),
        Access::Vector { number, lanes } => wide::load_lanes(*number, *lanes, bytes),
        _ => Err(unsupported("an object of this type cannot be returned")),
    }
}

/// A record that C wrote to the area.
#[inline]
fn by_address(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    id: RecordId,
    area: GuestAddr,
) -> Result<Owned> {
    let size = access::size(shared.interface(), &Access::Record { record: id });
    record::own(shared, id, entered.read(area, size)?)
}
