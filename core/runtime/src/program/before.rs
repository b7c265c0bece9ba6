//! Steps before the call.

use sandbridge_interface::facts::Expr;
use sandbridge_interface::plan::Before;
use sandbridge_interface::{Code, Error, Layout, Result};

use super::Run;
use super::evaluate::{Names, narrow, read};
use crate::Slot;

/// As much room as one call may reserve.
const MAX_ROOM: i128 = 2 << 30;
/// Rooms are aligned for any C type.
const ALIGN: u32 = 16;

impl Run<'_, '_> {
    pub(super) fn before(&mut self, step: &Before) -> Result<()> {
        match step {
            Before::Handle { register, handle, arg } => self.handle(*register, *handle, *arg),
            Before::Set { register, number, value, name } => {
                let value = self.value(value).map_err(|error| about(error, name))?;
                self.put(*register, narrow(*number, value, name)?)
            }
            Before::AtLeast { register, least, arg } => self.at_least(*register, least, *arg),
            Before::Cell { register, layout, initial } => {
                let addr = self.zeroed(*layout)?;
                if let Some(initial) = initial {
                    let bits = self.get(initial.register)?.to_bits();
                    let bytes = &bits.to_le_bytes()[..initial.number.size() as usize];
                    self.entered.write(addr, bytes)?;
                }
                self.put(*register, Slot::u32(addr.0))
            }
            Before::Room { register, capacity, elements, unit, name } => {
                let capacity = self.value(capacity).map_err(|error| about(error, name))?;
                let bytes = capacity.checked_mul((*unit).into());
                let bytes = bytes.filter(|bytes| (0..=MAX_ROOM).contains(bytes));
                let bytes = bytes.ok_or_else(|| no_room(name, capacity))? as u32;
                let addr = self.entered.reserve(bytes.max(1), ALIGN)?;
                self.put(*elements, Slot::bits(capacity as u64))?;
                self.put(*register, Slot::u32(addr.0))
            }
            Before::Object { register, layout } => {
                let addr = self.entered.allocate(layout.size)?;
                self.objects.push(addr);
                self.entered.read_mut(addr, layout.size as usize)?.fill(0);
                self.put(*register, Slot::u32(addr.0))
            }
            Before::Store { object, offset, value } => {
                let bits = self.get(value.register)?.to_bits();
                let bytes = &bits.to_le_bytes()[..value.number.size() as usize];
                let object = self.address(*object)?.checked_add(*offset);
                let addr = object.ok_or_else(|| Error::bug("a member beyond its address"))?;
                self.entered.write(addr, bytes)
            }
            Before::Hold { register, scope, owner } => self.hold(*register, scope, *owner),
            Before::Userdata { register } => {
                let userdata = self.userdata();
                self.put(*register, Slot::u32(userdata))
            }
            Before::Destroy { register, signature } => {
                let pointer = self.entered.destroyer(*signature)?;
                self.put(*register, Slot::u32(pointer.0))
            }
            Before::Raise { register, signature, message, rule } => {
                let pointer = self.entered.raiser(*signature, *message, *rule)?;
                self.put(*register, Slot::u32(pointer.0))
            }
        }
    }

    pub(super) fn value(&mut self, expr: &Expr) -> Result<i128> {
        let names = Names {
            registers: self.registers,
            params: &self.program.params,
            result: Some(self.program.result),
            ..Names::default()
        };
        self.entered.evaluate(names, expr)
    }

    fn handle(&mut self, register: u32, kind: u32, arg: u32) -> Result<()> {
        let id = self.get(register)?.to_bits();
        if id == 0 {
            return self.put(register, Slot::u32(0));
        }
        let addr = self.entered.handle_address(id, kind).map_err(|error| self.at(error, arg))?;
        self.handles.push(addr, id);
        self.put(register, Slot::u32(addr.0))
    }

    fn at_least(&mut self, register: u32, least: &Expr, arg: u32) -> Result<()> {
        let least = self.value(least)?;
        let count = sandbridge_interface::plan::Number::U64;
        let given =
            read(self.registers, sandbridge_interface::plan::Operand { register, number: count })?;
        if given >= least {
            return Ok(());
        }
        let error = Error::new(
            Code::BufferLength,
            format!("{given} elements were given where C reads {least}"),
        )
        .with_help(format!("its prototype is `{}`", self.function.plan.prototype));
        Err(self.at(error, arg))
    }

    /// An object of zeros that lives for the call.
    fn zeroed(&mut self, layout: Layout) -> Result<sandbridge_interface::GuestAddr> {
        let addr = self.entered.reserve(layout.size.max(1), layout.align.max(1))?;
        self.entered.read_mut(addr, layout.size as usize)?.fill(0);
        Ok(addr)
    }

    /// Puts the place of an argument before an error.
    fn at(&self, error: Error, arg: u32) -> Error {
        let (library, plan) = (self.entered.library().name(), &self.function.plan);
        let name = plan.args.get(arg as usize).map_or("", |arg| arg.name.as_str());
        error.context(format_args!("{library}.{}: parameter `{name}`", plan.name))
    }
}

/// Names what an expression is for.
#[cold]
pub(super) fn about(error: Error, name: &str) -> Error {
    error.context(format_args!("`{name}`"))
}

#[cold]
fn no_room(name: &str, capacity: i128) -> Error {
    Error::new(Code::FactsOverflow, format!("the room for `{name}` would have {capacity} elements"))
}
