//! Arguments into slots and guest memory, step by step as the plan says.

use sandbridge_interface::plan::{Access, Lower, Number, SlotForm, Wide};
use sandbridge_interface::{Error, GuestAddr, Layout, Result};

use super::argument::{self, Given};
use super::object::{self, Home};
use super::{Value, number, wide};
use crate::{Entered, Function, Library, Slot};

/// One call's arguments on their way in.
pub(super) struct Lowering<'a, 'b> {
    library: &'a Library,
    function: &'a Function,
    entered: &'a mut Entered<'b>,
}

/// Arguments in place, and what is needed after the call.
pub(super) struct Lowered {
    pub(super) slots: Vec<Slot>,
    /// Where the callee writes a result that fits no slot.
    pub(super) area: Option<GuestAddr>,
    back: Vec<(usize, GuestAddr)>,
    pub(super) generation: u32,
}

impl<'a, 'b> Lowering<'a, 'b> {
    pub(super) fn new(
        library: &'a Library,
        function: &'a Function,
        entered: &'a mut Entered<'b>,
    ) -> Self {
        Self { library, function, entered }
    }

    pub(super) fn run(&mut self, args: &[Value]) -> Result<Lowered> {
        let mut lowered = Lowered {
            slots: vec![Slot::i64(0); self.function.width],
            area: None,
            back: Vec::new(),
            generation: self.entered.generation(),
        };
        for step in &self.function.plan.lower {
            self.step(step, args, &mut lowered).map_err(|error| match argument_of(step) {
                Some(arg) => self.at_parameter(error, arg),
                None => error,
            })?;
        }
        Ok(lowered)
    }

    fn at_parameter(&self, error: Error, arg: u32) -> Error {
        let plan = &self.function.plan;
        let Some(parameter) = plan.args.get(arg as usize) else { return error };
        error.context(format_args!(
            "{}.{}: parameter `{}` ({})",
            self.library.name(),
            plan.name,
            parameter.name,
            parameter.spelling
        ))
    }

    fn step(&mut self, step: &Lower, args: &[Value], lowered: &mut Lowered) -> Result<()> {
        let value = match argument_of(step) {
            Some(arg) => args.get(arg as usize).ok_or_else(|| Error::bug("no such argument"))?,
            None => &Value::Null,
        };
        match step {
            Lower::Number { slot, number, .. } => {
                let bits = number::to_bits(*number, value)?;
                lowered.store(*slot, Slot::bits(bits))
            }
            Lower::Wide { slot, wide, slots, size, .. } => {
                self.wide(*slot, *wide, *slots, *size, value, lowered)
            }
            Lower::Pointer { arg, slot, pointer } => {
                let home = self.home();
                let given = argument::lower(home, self.entered, pointer, value)?;
                let addr = match given {
                    Given::There(addr) => addr,
                    Given::Copied(addr) if pointer.is_const => addr,
                    Given::Copied(addr) => {
                        lowered.back.push((*arg as usize, addr));
                        addr
                    }
                };
                lowered.store(*slot, Slot::u32(addr.0))
            }
            Lower::Callback { slot, .. } => match value {
                Value::Null => lowered.store(*slot, Slot::u32(0)),
                _ => Err(object::no_callbacks()),
            },
            Lower::Image { slot, value: access, layout, .. } => {
                let image = self.image(access, *layout, value)?;
                let addr = self.entered.put(&image, layout.align)?;
                lowered.store(*slot, Slot::u32(addr.0))
            }
            Lower::Single { slot, record, layout, number, .. } => {
                let image = self.image(&Access::Record { record: *record }, *layout, value)?;
                lowered.store_form(*slot, *number, &image)
            }
            Lower::Lanes { slot, value: access, layout, slots, .. } => {
                let image = self.image(access, *layout, value)?;
                let Access::Vector { number, lanes } = *access else {
                    return Err(Error::bug("lanes of something that is no vector"));
                };
                if self.library.interface().simd {
                    for (index, part) in (0..*slots).zip(image.chunks(16)) {
                        lowered.store_form(slot + index, SlotForm::V128, part)?;
                    }
                    return Ok(());
                }
                for (index, lane) in (0..lanes).zip(image.chunks_exact(number.size() as usize)) {
                    let bits = number::to_bits(number, &number::load(number, lane))?;
                    lowered.store(slot + index, Slot::bits(bits))?;
                }
                Ok(())
            }
            Lower::Nothing { .. } => Ok(()),
            Lower::Area { slot, layout } => {
                let addr = self.entered.reserve(layout.size, layout.align)?;
                lowered.area = Some(addr);
                lowered.store(*slot, Slot::u32(addr.0))
            }
            Lower::Variadic { .. } => Err(Error::bug("a variadic call got past its check")),
        }
    }

    fn wide(
        &mut self,
        slot: u32,
        form: Wide,
        slots: u32,
        size: u32,
        value: &Value,
        lowered: &mut Lowered,
    ) -> Result<()> {
        let mut image = vec![0; size as usize];
        wide::store(form, value, &mut image)?;
        match (slots, form) {
            (0, _) => {
                let addr = self.entered.put(&image, size.next_power_of_two().min(16))?;
                lowered.store(slot, Slot::u32(addr.0))
            }
            // Half floats travel widened.
            (1, Wide::F16) => {
                let float = wide::load(form, &image)?;
                let bits = number::to_bits(Number::F32, &float)?;
                lowered.store(slot, Slot::bits(bits))
            }
            (1, Wide::BitInt { signed, .. }) => {
                let sign =
                    if signed && image.last().is_some_and(|top| top >> 7 == 1) { 255 } else { 0 };
                let mut bytes = [sign; 8];
                bytes[..image.len().min(8)].copy_from_slice(&image[..image.len().min(8)]);
                lowered.store(slot, Slot::bits(u64::from_le_bytes(bytes)))
            }
            _ => lowered.store_form(slot, SlotForm::Pair, &image),
        }
    }

    fn image(&self, access: &Access, layout: Layout, value: &Value) -> Result<Vec<u8>> {
        let mut image = vec![0; layout.size as usize];
        let size = object::size(self.library.interface(), access);
        let place =
            image.get_mut(..size).ok_or_else(|| Error::bug("an image beyond its layout"))?;
        object::store(self.home(), access, value, place)?;
        Ok(image)
    }

    fn home(&self) -> Home<'a> {
        Home { library: self.library, generation: self.entered.generation() }
    }
}

impl Lowered {
    /// Updates what C may have written.
    pub(super) fn copy_back(&self, entered: &Entered<'_>, args: &mut [Value]) -> Result<()> {
        for &(arg, addr) in &self.back {
            match args.get_mut(arg) {
                Some(Value::Buffer(bytes)) => {
                    let now = entered.read(addr, bytes.len())?;
                    bytes.copy_from_slice(now);
                }
                Some(Value::Array(array)) => {
                    let now = entered.read(addr, array.as_bytes().len())?;
                    array.as_bytes_mut().copy_from_slice(now);
                }
                Some(Value::Record(record)) => {
                    let bytes = entered.read(addr, record.as_bytes().len())?;
                    record.update(self.generation, bytes);
                }
                _ => return Err(Error::bug("a copy of nothing that can be written")),
            }
        }
        Ok(())
    }

    fn store(&mut self, slot: u32, value: Slot) -> Result<()> {
        let place = self.slots.get_mut(slot as usize);
        *place.ok_or_else(|| Error::bug("a slot beyond the call's"))? = value;
        Ok(())
    }

    fn store_form(&mut self, slot: u32, form: SlotForm, image: &[u8]) -> Result<()> {
        let mut bytes = [0; 16];
        let size = image.len().min(16);
        bytes[..size].copy_from_slice(&image[..size]);
        let raw = u128::from_le_bytes(bytes);
        match form {
            SlotForm::I32 => {
                // Sign-extended from what the record has.
                let unused = 32u32.saturating_sub(size as u32 * 8);
                self.store(slot, Slot::i32((raw as u32).wrapping_shl(unused) as i32 >> unused))
            }
            SlotForm::I64 | SlotForm::F32 | SlotForm::F64 => {
                self.store(slot, Slot::bits(raw as u64))
            }
            SlotForm::Pair => {
                self.store(slot, Slot::bits(raw as u64))?;
                self.store(slot + 1, Slot::bits((raw >> 64) as u64))
            }
            SlotForm::V128 => self.store(slot, Slot::v128(raw)),
        }
    }
}

fn argument_of(step: &Lower) -> Option<u32> {
    match step {
        Lower::Number { arg, .. }
        | Lower::Wide { arg, .. }
        | Lower::Pointer { arg, .. }
        | Lower::Callback { arg, .. }
        | Lower::Image { arg, .. }
        | Lower::Single { arg, .. }
        | Lower::Lanes { arg, .. }
        | Lower::Nothing { arg } => Some(*arg),
        Lower::Area { .. } | Lower::Variadic { .. } => None,
    }
}
