//! Images to and from slots: records that are one scalar, wide numbers, halves of a pair.

use sandbridge_interface::plan::{Number, SlotForm, Wide};
use sandbridge_interface::{Error, Result};

use super::{number, wide};
use crate::Slot;

/// The slots that an image goes to: two for a pair.
pub(super) fn to_slots(form: SlotForm, image: &[u8]) -> [Slot; 2] {
    let mut bytes = [0; 16];
    let size = image.len().min(16);
    bytes[..size].copy_from_slice(&image[..size]);
    let raw = u128::from_le_bytes(bytes);
    let nothing = Slot::bits(0);
    match form {
        SlotForm::I32 => {
            // Sign-extended from what the record has.
            let unused = 32u32.saturating_sub(size as u32 * 8);
            [Slot::i32((raw as u32).wrapping_shl(unused) as i32 >> unused), nothing]
        }
        SlotForm::I64 | SlotForm::F32 | SlotForm::F64 => [Slot::bits(raw as u64), nothing],
        SlotForm::Pair => [Slot::bits(raw as u64), Slot::bits((raw >> 64) as u64)],
        SlotForm::V128 => [Slot::v128(raw), nothing],
    }
}

/// The image that came in slots; what the type does not use is garbage.
pub(super) fn from_slots(form: SlotForm, slots: &[Slot]) -> [u8; 16] {
    let at = |index: usize| slots.get(index).copied().unwrap_or(Slot::bits(0));
    match form {
        SlotForm::V128 => at(0).to_v128().to_le_bytes(),
        SlotForm::Pair => pair(at(0), at(1)),
        SlotForm::I32 | SlotForm::I64 | SlotForm::F32 | SlotForm::F64 => {
            u128::from(at(0).to_bits()).to_le_bytes()
        }
    }
}

/// The slot of a wide number of at most 64 bits.
pub(super) fn wide_slot(form: Wide, image: &[u8]) -> Result<Slot> {
    match form {
        // Half floats travel widened.
        Wide::F16 => number::to_bits(Number::F32, &wide::load(form, image)?).map(Slot::bits),
        Wide::BitInt { signed, .. } => {
            let is_negative = signed && image.last().is_some_and(|top| top >> 7 == 1);
            let mut bytes = [if is_negative { 255 } else { 0 }; 8];
            let size = image.len().min(8);
            bytes[..size].copy_from_slice(&image[..size]);
            Ok(Slot::bits(u64::from_le_bytes(bytes)))
        }
        Wide::I128 | Wide::U128 | Wide::F128 => {
            Err(Error::bug("a number of 128 bits was to go to one slot"))
        }
    }
}

/// The image of a wide number that came in one slot or in two.
pub(super) fn wide_image(form: Wide, slots: &[Slot]) -> Result<[u8; 16]> {
    match (form, slots) {
        (Wide::F16, [slot, ..]) => {
            let half = sandbridge_interface::wide::half_from_f64(f64::from(slot.to_f32()));
            Ok(u128::from(half).to_le_bytes())
        }
        (_, [low, high]) => Ok(pair(*low, *high)),
        (_, [slot]) => Ok(u128::from(slot.to_bits()).to_le_bytes()),
        _ => Err(Error::bug("a wide number without slots")),
    }
}

fn pair(low: Slot, high: Slot) -> [u8; 16] {
    (u128::from(high.to_bits()) << 64 | u128::from(low.to_bits())).to_le_bytes()
}
