//! Arguments into slots and guest memory, step by step as the plan says.

use sandbridge_interface::plan::{Access, Lower, SlotForm, Wide};
use sandbridge_interface::{Error, GuestAddr, Result};

use super::argument::{self, Given};
use super::object::{self, Home};
use super::{Value, callback, form, number, variadic, wide};
use crate::{Entered, Function, FunctionPointer, Library, Slot};

/// One call's arguments on their way in.
pub(super) struct Lowering<'a, 'b> {
    library: &'a Library,
    function: &'a Function,
    entered: &'a mut Entered<'b>,
    /// Host functions that live for this call.
    temporary: Vec<FunctionPointer>,
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
        Self { library, function, entered, temporary: Vec::new() }
    }

    /// What is to be released after the call, whether it came to it or not.
    pub(super) fn into_temporary(self) -> Vec<FunctionPointer> {
        self.temporary
    }

    pub(super) fn run(&mut self, args: &[Value]) -> Result<Lowered> {
        let mut lowered = Lowered {
            slots: vec![Slot::i64(0); self.function.registers()],
            area: None,
            back: Vec::new(),
            generation: self.entered.generation(),
        };
        for step in &self.function.plan.lower {
            self.step(step, args, &mut lowered).map_err(|error| match step.arg() {
                Some((arg, _)) => self.at_parameter(error, arg),
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

    fn at_call(&self, error: Error) -> Error {
        error.context(format_args!("{}.{}", self.library.name(), self.function.plan.name))
    }

    fn step(&mut self, step: &Lower, args: &[Value], lowered: &mut Lowered) -> Result<()> {
        let value = match step.arg() {
            Some((arg, _)) => {
                args.get(arg as usize).ok_or_else(|| Error::bug("no such argument"))?
            }
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
            Lower::Callback { slot, signature, .. } => {
                let index = match value {
                    Value::Function(function) => {
                        let made = callback::register(self.entered, *signature, function.clone())?;
                        self.temporary.push(made);
                        made.0
                    }
                    _ => object::store_function(self.home(), *signature, value)?,
                };
                lowered.store(*slot, Slot::u32(index))
            }
            Lower::Image { slot, value: access, layout, .. } => {
                let image = object::image(self.home(), access, *layout, value)?;
                let addr = self.entered.put(&image, layout.align)?;
                lowered.store(*slot, Slot::u32(addr.0))
            }
            Lower::Single { slot, record, layout, number, .. } => {
                let image = {
                    let access = Access::Record { record: *record };
                    object::image(self.home(), &access, *layout, value)?
                };
                lowered.store_form(*slot, *number, &image)
            }
            Lower::Lanes { slot, value: access, layout, number, slots, width, .. } => {
                let image = object::image(self.home(), access, *layout, value)?;
                if *width == 16 {
                    for (index, part) in (0..*slots).zip(image.chunks(16)) {
                        lowered.store_form(slot + index, SlotForm::V128, part)?;
                    }
                    return Ok(());
                }
                for (index, lane) in (0..*slots).zip(image.chunks_exact(number.size() as usize)) {
                    let bits = number::to_bits(*number, &number::load(*number, lane))?;
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
            Lower::Variadic { slot } => {
                let first = self.function.plan.args.len();
                let (home, beyond) = (self.home(), args.get(first..).unwrap_or_default());
                let back = &mut lowered.back;
                let addr = variadic::lower(home, self.entered, beyond, first, back)
                    .map_err(|error| self.at_call(error))?;
                lowered.store(*slot, Slot::u32(addr.0))
            }
        }
    }

    fn wide(
        &mut self,
        slot: u32,
        kind: Wide,
        slots: u32,
        size: u32,
        value: &Value,
        lowered: &mut Lowered,
    ) -> Result<()> {
        let mut image = vec![0; size as usize];
        wide::store(kind, value, &mut image)?;
        match slots {
            0 => {
                let addr = self.entered.put(&image, size.next_power_of_two().min(16))?;
                lowered.store(slot, Slot::u32(addr.0))
            }
            1 => lowered.store(slot, form::wide_slot(kind, &image)?),
            _ => lowered.store_form(slot, SlotForm::Pair, &image),
        }
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

    /// Has the argument updated with what will be at `addr`.
    pub(super) fn bring_back(&mut self, arg: usize, addr: GuestAddr) {
        self.back.push((arg, addr));
    }

    pub(super) fn store(&mut self, slot: u32, value: Slot) -> Result<()> {
        let place = self.slots.get_mut(slot as usize);
        *place.ok_or_else(|| Error::bug("a slot beyond the call's"))? = value;
        Ok(())
    }

    fn store_form(&mut self, slot: u32, form: SlotForm, image: &[u8]) -> Result<()> {
        let [first, second] = form::to_slots(form, image);
        self.store(slot, first)?;
        if form == SlotForm::Pair { self.store(slot + 1, second) } else { Ok(()) }
    }
}
