//! Host functions whose parameters have facts.

use std::sync::Arc;

use sandbridge_interface::plan::{self, After, CallbackProgram, IdiomaticCallback, RoomReturn};
use sandbridge_interface::{Code, Error, GuestAddr, Result};

use super::after::{MAX_LIST, beyond};
use super::evaluate::Names;
use crate::scratch::Mark;
use crate::{Entered, Library, Slot};

/// One call of such a host function under way.
pub struct CallbackFrame {
    registers: Vec<Slot>,
    /// Handles that C lends for the time of the call.
    lent: Vec<u64>,
    mark: Mark,
}

impl CallbackFrame {
    /// The registers that the program's values are lifted from.
    pub fn registers(&self) -> &[Slot] {
        &self.registers
    }
}

impl Library {
    /// How host functions with the facts at `position` are called, made once.
    ///
    /// # Errors
    /// [`Code::UnsupportedType`] for types that no plan covers.
    pub fn idiomatic_callback(&self, position: u32) -> Result<Arc<IdiomaticCallback>> {
        let Some(cell) = self.0.callbacks.get(position as usize) else {
            return Err(Error::bug(format!("there are no facts {position} of a callback")));
        };
        if let Some(known) = cell.get() {
            return Ok(Arc::clone(known));
        }
        let made = plan::idiomatic_callback(self.interface(), position)
            .map_err(|error| error.context(self.name()))?;
        Ok(Arc::clone(cell.get_or_init(|| Arc::new(made))))
    }
}

impl Entered<'_> {
    /// Runs the steps before a host function. `slots` are those that C gave. [`Entered::end_callback`]
    /// has to follow.
    ///
    /// # Errors
    /// What contradicts the facts: a text without a NUL, a count that lies.
    pub fn begin_callback(
        &mut self,
        program: &CallbackProgram,
        slots: &[Slot],
    ) -> Result<CallbackFrame> {
        let mut registers = vec![Slot::bits(0); program.registers as usize];
        let count = slots.len().min(registers.len());
        registers[..count].copy_from_slice(&slots[..count]);
        let mut frame = CallbackFrame { registers, lent: Vec::new(), mark: self.mark() };
        for step in &program.before {
            if let Err(error) = self.callback_step(program, step, &mut frame) {
                self.end_callback(frame);
                return Err(error);
            }
        }
        Ok(frame)
    }

    fn callback_step(
        &mut self,
        program: &CallbackProgram,
        step: &After,
        frame: &mut CallbackFrame,
    ) -> Result<()> {
        match step {
            After::Adopt { register, handle, .. } => {
                let missing = || Error::bug("a program names no such register");
                let slot = frame.registers.get_mut(*register as usize).ok_or_else(missing)?;
                let id = self.lend(*handle, GuestAddr(slot.to_u32()), &mut frame.lent);
                *slot = Slot::bits(id);
                Ok(())
            }
            After::AdoptAll { register, length, handle } => {
                let missing = || Error::bug("a program names no such register");
                let get = |at: u32| frame.registers.get(at as usize).copied().ok_or_else(missing);
                let addr = GuestAddr(get(*register)?.to_u32());
                let length = get(*length)?.to_bits();
                if length > MAX_LIST {
                    return Err(beyond("a list of handles", length.into(), MAX_LIST.into()));
                }
                let length = length as usize;
                let pointers = self.read(addr, length * 4)?.to_vec();
                let mut list = Vec::with_capacity(length * 8);
                for pointer in pointers.chunks_exact(4) {
                    let addr =
                        pointer.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte));
                    let id = self.lend(*handle, GuestAddr(addr), &mut frame.lent);
                    list.extend(id.to_le_bytes());
                }
                let list = self.put(&list, 8)?;
                frame.registers[*register as usize] = Slot::u32(list.0);
                Ok(())
            }
            step => {
                let names = Names { params: &program.params, ..Names::default() };
                self.common(step, &mut frame.registers, names)
            }
        }
    }

    /// The handle that is known for an address, or one for the time of the callback; 0 for `NULL`.
    fn lend(&mut self, kind: u32, addr: GuestAddr, lent: &mut Vec<u64>) -> u64 {
        if addr.is_null() {
            return 0;
        }
        let mut handles = self.live().handles.borrow_mut();
        handles.find(kind, addr).unwrap_or_else(|| {
            let id = handles.open(kind, addr, None);
            lent.push(id);
            id
        })
    }

    /// Ends what [`Entered::begin_callback`] began: handles that C lent are closed to the host.
    pub fn end_callback(&mut self, frame: CallbackFrame) {
        self.forget_handles(&frame.lent);
        self.release(frame.mark);
    }

    /// Copies what a host function returned to the room that C gave, and says how many bytes that
    /// were.
    ///
    /// # Errors
    /// [`Code::BufferLength`] when it does not fit, or does not fill what must be filled.
    pub fn fill_room(
        &mut self,
        room: RoomReturn,
        frame: &CallbackFrame,
        bytes: &[u8],
    ) -> Result<u32> {
        let missing = || Error::bug("a program names no such register");
        let get = |at: u32| frame.registers.get(at as usize).copied().ok_or_else(missing);
        let (addr, capacity) = (get(room.address)?.to_u32(), get(room.capacity)?.to_bits());
        let given = bytes.len() as u64;
        if given > capacity || room.is_exact && given != capacity {
            let most = if room.is_exact { "exactly" } else { "at most" };
            return Err(Error::new(
                Code::BufferLength,
                format!("the library asked for {most} {capacity} bytes, got {given}"),
            ));
        }
        self.write(GuestAddr(addr), bytes)?;
        Ok(given as u32)
    }
}
