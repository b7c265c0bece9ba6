//! What came from C: from its slots or its area to a value.

use sandbridge_interface::plan::{Access, Lift};
use sandbridge_interface::{Error, GuestAddr, Result};

use super::object::{self, Home};
use super::{Value, form, number, pointer, wide};
use crate::{Entered, Slot};

/// The value in `slots`, the first of which is its own; `area` is where it is when it fits none.
pub(super) fn lift(
    home: Home<'_>,
    entered: &Entered<'_>,
    step: &Lift,
    slots: &[Slot],
    area: Option<GuestAddr>,
) -> Result<Value> {
    if let Lift::Nothing = step {
        return Ok(Value::Null);
    }
    let slot = *slots.first().ok_or_else(|| Error::bug("a value without slots"))?;
    let in_slots = |bytes: [u8; 16], access: &Access, size: u32| {
        let image = bytes.get(..size as usize);
        object::load(home, access, image.ok_or_else(|| Error::bug("a value beyond its slot"))?)
    };
    match step {
        Lift::Nothing => Ok(Value::Null),
        Lift::Number { number, .. } => Ok(number::from_bits(*number, slot.to_bits())),
        Lift::Text { .. } => match GuestAddr(slot.to_u32()) {
            GuestAddr::NULL => Ok(Value::Null),
            addr => pointer::decode(entered.read_text(addr)?).map(Value::Text),
        },
        Lift::Pointer { pointer, .. } => Ok(object::load_pointer(home, *pointer, slot.to_u32())),
        Lift::Callback { signature } => Ok(object::load_function(home, *signature, slot.to_u32())),
        Lift::Wide { wide: kind } => wide::load(*kind, &form::wide_image(*kind, slots)?),
        Lift::Single { record, layout, number } => {
            let access = Access::Record { record: *record };
            in_slots(form::from_slots(*number, slots), &access, layout.size)
        }
        Lift::Area { value, layout } => match area {
            Some(addr) => {
                let size = object::size(home.interface(), value).min(layout.size as usize);
                object::load(home, value, entered.read(addr, size)?)
            }
            None => in_slots(slot.to_v128().to_le_bytes(), value, layout.size),
        },
    }
}
