//! The result: from its slot or its area to a value.

use sandbridge_interface::plan::{Access, Lift, Number, Plan, SlotForm, Wide};
use sandbridge_interface::{Error, GuestAddr, Result};

use super::lower::Lowered;
use super::object::{self, Home};
use super::{Value, number, pointer, wide};
use crate::{Entered, Library, Slot};

/// What the call gave.
pub(super) fn lift(
    library: &Library,
    plan: &Plan,
    entered: &Entered<'_>,
    lowered: &Lowered,
) -> Result<Value> {
    let home = Home { library, generation: lowered.generation };
    let slot = *lowered.slots.first().ok_or_else(|| Error::bug("a call without slots"))?;
    match &plan.lift {
        Lift::Nothing => Ok(Value::Null),
        Lift::Number { number, .. } => Ok(number::from_bits(*number, slot.to_bits())),
        Lift::Text { .. } => match GuestAddr(slot.to_u32()) {
            GuestAddr::NULL => Ok(Value::Null),
            addr => pointer::decode(entered.read_text(addr)?).map(Value::Text),
        },
        Lift::Pointer { pointer, .. } => Ok(object::load_pointer(home, *pointer, slot.to_u32())),
        Lift::Callback { .. } if slot.to_u32() == 0 => Ok(Value::Null),
        Lift::Callback { .. } => Err(object::no_callbacks()),
        // Half floats travel widened.
        Lift::Wide { wide: Wide::F16 } => Ok(number::from_bits(Number::F32, slot.to_bits())),
        Lift::Wide { wide } => wide::load(*wide, &slot.to_bits().to_le_bytes()),
        Lift::Single { record, layout, number } => {
            let bytes = slot_bytes(slot, *number);
            let image = bytes.get(..layout.size as usize);
            let image = image.ok_or_else(|| Error::bug("a record beyond its slot"))?;
            object::load(home, &Access::Record { record: *record }, image)
        }
        Lift::Area { value, layout } => match lowered.area {
            Some(addr) => {
                let size = object::size(library.interface(), value).min(layout.size as usize);
                object::load(home, value, entered.read(addr, size)?)
            }
            None => {
                let bytes = slot.to_v128().to_le_bytes();
                let image = bytes.get(..layout.size as usize);
                object::load(home, value, image.ok_or_else(|| Error::bug("no area"))?)
            }
        },
    }
}

fn slot_bytes(slot: Slot, form: SlotForm) -> [u8; 16] {
    match form {
        SlotForm::V128 => slot.to_v128().to_le_bytes(),
        _ => u128::from(slot.to_bits()).to_le_bytes(),
    }
}
