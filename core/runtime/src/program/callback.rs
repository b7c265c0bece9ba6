//! Host functions whose parameters have facts.

use std::cell::RefCell;
use std::sync::Arc;

use sandbridge_interface::plan::{self, After, CallbackProgram, IdiomaticCallback, RoomReturn};
use sandbridge_interface::{Code, Error, GuestAddr, Result};

use super::after::{MAX_LIST, beyond};
use super::evaluate::Names;
use crate::scratch::Mark;
use crate::{Entered, Library, Slot};

/// Longer lists of handles are not kept.
const MANY: usize = 1 << 10;

/// One call of such a host function under way.
pub struct CallbackFrame {
    lists: Lists,
    mark: Mark,
}

#[derive(Default)]
struct Lists {
    registers: Vec<Slot>,
    /// Handles that C lends for the time of the call.
    lent: Vec<u64>,
}

/// The lists of calls that are over, used again: allocating them is a tenth of a short one.
#[derive(Default)]
pub(crate) struct Spare(RefCell<Vec<Lists>>);

impl CallbackFrame {
    /// The registers that the program's values are lifted from.
    pub fn registers(&self) -> &[Slot] {
        &self.lists.registers
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
        let mut lists = self.live().spare.0.borrow_mut().pop().unwrap_or_default();
        let count = program.registers as usize;
        lists.registers.extend(slots.iter().take(count));
        lists.registers.resize(count, Slot::bits(0));
        let mut frame = CallbackFrame { lists, mark: self.mark() };
        for step in &program.before {
            if let Err(error) = self.callback_step(program, step, &mut frame.lists) {
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
        frame: &mut Lists,
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
                // Before room is made for as many.
                self.read(addr, length * 4)?;
                let list = self.reserve(length as u32 * 8, 8)?;
                for index in 0..length as u32 {
                    let pointer = self.read(GuestAddr(addr.0 + index * 4), 4)?;
                    let pointer = pointer.first_chunk().map_or(0, |raw| u32::from_le_bytes(*raw));
                    let id = self.lend(*handle, GuestAddr(pointer), &mut frame.lent);
                    self.write(GuestAddr(list.0 + index * 8), &id.to_le_bytes())?;
                }
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
        let CallbackFrame { mut lists, mark } = frame;
        if !lists.lent.is_empty() {
            self.forget_handles(&lists.lent);
        }
        self.release(mark);
        if lists.lent.capacity() <= MANY {
            lists.registers.clear();
            lists.lent.clear();
            self.live().spare.0.borrow_mut().push(lists);
        }
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
        let get = |at: u32| frame.registers().get(at as usize).copied().ok_or_else(missing);
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
