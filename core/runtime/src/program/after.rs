//! Steps after the call.

use sandbridge_interface::facts::Encoding;
use sandbridge_interface::plan::{After, Number, Operand};
use sandbridge_interface::{Code, Error, GuestAddr, Result};

use super::Run;
use super::before::about;
use super::evaluate::{Names, narrow, read};
use crate::{Entered, Slot};

/// As many pointers as C may give in one list.
pub(super) const MAX_LIST: u64 = 1 << 20;

impl Run<'_, '_> {
    pub(super) fn after(&mut self, step: &After) -> Result<()> {
        match step {
            After::Fail { rule, discard } => self.fail(*rule, *discard),
            After::Present { register, name } => match self.address(*register)?.is_null() {
                false => Ok(()),
                true => Err(null(name)),
            },
            After::Adopt { register, handle, is_owned, parent } => {
                let addr = self.address(*register)?;
                let parent = parent.map(|parent| self.parent(parent)).transpose()?.flatten();
                let object = self.objects.iter().position(|&object| object == addr);
                let id = self.entered.adopt(*handle, addr, *is_owned, parent)?;
                if let Some(object) = object {
                    self.objects.swap_remove(object);
                }
                self.put(*register, Slot::bits(id))
            }
            After::Lease { address, register, owner, until } => {
                let addr = self.address(*address)?;
                let owner = owner.map(|owner| self.parent(owner)).transpose()?.flatten();
                let lease = self.entered.lease(addr, owner, until);
                self.put(*register, Slot::bits(lease))
            }
            After::End { function, owner } => {
                let owner = owner.map(|owner| self.parent(owner)).transpose()?.flatten();
                self.entered.end_leases(*function, owner);
                self.end_held(*function, owner);
                Ok(())
            }
            step => {
                let names = Names {
                    registers: &[],
                    params: &self.program.params,
                    result: Some(self.program.result),
                    ..Names::default()
                };
                self.entered.common(step, self.registers, names)
            }
        }
    }

    /// The handle whose address is in a register.
    fn parent(&self, register: u32) -> Result<Option<u64>> {
        let addr = self.address(register)?;
        Ok(self.handles.find(addr))
    }
}

impl Entered<'_> {
    /// The steps that calls and callbacks share.
    pub(super) fn common(
        &mut self,
        step: &After,
        registers: &mut [Slot],
        names: Names<'_>,
    ) -> Result<()> {
        let address = |registers: &[Slot], register: u32| {
            registers.get(register as usize).map(|slot| GuestAddr(slot.to_u32()))
        };
        let missing = || Error::bug("a program names no such register");
        let (register, value) = match step {
            After::Load { register, object, offset, number } => {
                let object = address(registers, *object).ok_or_else(missing)?;
                let at = object.checked_add(*offset).ok_or_else(|| outside(object))?;
                let mut bytes = [0; 8];
                let size = number.size() as usize;
                bytes[..size].copy_from_slice(self.read(at, size)?);
                (*register, Slot::bits(u64::from_le_bytes(bytes)))
            }
            After::Set { register, number, value, limit, name } => {
                let value = self.evaluate(Names { registers, ..names }, value);
                let value = value.map_err(|error| about(error, name))?;
                if let Some(limit) = limit {
                    let limit = read(registers, Operand { register: *limit, number: Number::U64 })?;
                    if value > limit {
                        return Err(beyond(name, value, limit));
                    }
                }
                (*register, narrow(*number, value, name)?)
            }
            After::Terminate { register, address: at, encoding, limit } => {
                let addr = address(registers, *at).ok_or_else(missing)?;
                let limit = match limit {
                    Some(limit) => {
                        let limit = Operand { register: *limit, number: Number::U64 };
                        let limit = read(registers, limit)? as usize;
                        Some(limit.saturating_mul(encoding.unit() as usize))
                    }
                    None => None,
                };
                (*register, Slot::bits(self.text_length(addr, *encoding, limit)? as u64))
            }
            After::Count { register, address: at } => {
                let addr = address(registers, *at).ok_or_else(missing)?;
                (*register, Slot::bits(self.pointer_count(addr)?))
            }
            // Lists of handles are only ever lent to callbacks.
            After::AdoptAll { .. }
            | After::Fail { .. }
            | After::Present { .. }
            | After::Adopt { .. }
            | After::Lease { .. }
            | After::End { .. } => {
                return Err(Error::bug("a step in the wrong place"));
            }
        };
        *registers.get_mut(register as usize).ok_or_else(missing)? = value;
        Ok(())
    }

    /// Bytes before the NUL of the text at `addr`.
    fn text_length(
        &self,
        addr: GuestAddr,
        encoding: Encoding,
        limit: Option<usize>,
    ) -> Result<usize> {
        if addr.is_null() {
            return Ok(0);
        }
        let rest = self.memory_size().saturating_sub(addr.0 as usize);
        let within = limit.map_or(rest, |limit| limit.min(rest));
        let bytes = self.read(addr, within.max(1))?;
        let found = match encoding {
            Encoding::Utf8 | Encoding::Latin1 => bytes.iter().position(|&byte| byte == 0),
            Encoding::Utf16 => {
                bytes.chunks_exact(2).position(|unit| unit == [0, 0]).map(|units| units * 2)
            }
        };
        match (found, limit) {
            (Some(length), _) => Ok(length),
            (None, Some(limit)) => Err(Error::new(
                Code::TextUnterminated,
                format!(
                    "the library left no NUL in the {limit} bytes that it was given for a text"
                ),
            )),
            (None, None) => Err(Error::new(
                Code::TextUnterminated,
                format!("the text at {:#x} has no NUL before the end of memory", addr.0),
            )),
        }
    }

    /// How many pointers precede the null that ends the array at `addr`.
    fn pointer_count(&self, addr: GuestAddr) -> Result<u64> {
        if addr.is_null() {
            return Ok(0);
        }
        let rest = self.memory_size().saturating_sub(addr.0 as usize);
        let within = rest.min(MAX_LIST as usize * 4) / 4 * 4;
        let pointers = self.read(addr, within.max(4))?.chunks_exact(4);
        let found = pointers.take_while(|pointer| *pointer != [0; 4]).count();
        if found * 4 == within {
            let message = format!("the list of pointers at {:#x} has no null at its end", addr.0);
            return Err(Error::new(Code::FactsBroken, message));
        }
        Ok(found as u64)
    }
}

#[cold]
fn outside(addr: GuestAddr) -> Error {
    Error::new(Code::BadGuestPointer, format!("{:#x} lies outside the library's memory", addr.0))
}

#[cold]
fn null(name: &str) -> Error {
    let message = format!("the library gave NULL for `{name}`, which its facts say it never does");
    Error::new(Code::FactsBroken, message)
        .with_help("say `nullable = true` in the facts where NULL has a meaning")
}

#[cold]
pub(super) fn beyond(name: &str, value: i128, limit: i128) -> Error {
    Error::new(
        Code::FactsBroken,
        format!("the library says that `{name}` has {value} elements, where at most {limit} fit"),
    )
}
