//! Calls of functions that have facts: what happens around the C call, by the function's
//! [`Program`].
//!
//! A host lowers the visible arguments into registers, calls [`Entered::run`], and lifts the
//! outcomes in the closure that it gives. All that facts promise is kept here, once for all hosts:
//! expressions, room for results, status codes, handles, host functions that C keeps.

mod after;
mod before;
mod callback;
mod evaluate;
mod failure;
mod handle;
mod handles;
mod hold;

use sandbridge_interface::plan::Program;
use sandbridge_interface::{Code, Error, GuestAddr, Result};

use crate::{Entered, Function, Slot};

pub use callback::CallbackFrame;
pub(crate) use callback::Spare;
pub(crate) use handle::Handles;
pub(crate) use hold::Held;
pub use hold::Policy;

/// One call under way.
struct Run<'r, 'e> {
    entered: &'r mut Entered<'e>,
    function: &'r Function,
    program: &'r Program,
    registers: &'r mut [Slot],
    /// Memory for new handles, freed when the call fails.
    objects: Vec<GuestAddr>,
    /// What C gets as userdata, once a step asked for it.
    userdata: Option<u32>,
    /// The handles that are arguments.
    handles: Given,
}

/// The handles that are arguments, with their addresses: without an allocation where there are few.
#[derive(Default)]
struct Given {
    few: [(GuestAddr, u64); 4],
    len: usize,
    more: Vec<(GuestAddr, u64)>,
}

impl Given {
    fn push(&mut self, addr: GuestAddr, id: u64) {
        match self.few.get_mut(self.len) {
            Some(place) => *place = (addr, id),
            None => self.more.push((addr, id)),
        }
        self.len += 1;
    }

    /// The one whose object is at an address.
    fn find(&self, addr: GuestAddr) -> Option<u64> {
        let few = self.few.iter().take(self.len);
        few.chain(&self.more).find(|(at, _)| *at == addr).map(|(_, id)| *id)
    }
}

impl Entered<'_> {
    /// Calls a function whose plan has a program. `registers` are as many as the program says, with
    /// what [`Plan::lower`](sandbridge_interface::plan::Plan::lower) and
    /// [`Program::given`] put there. `lift` makes the results out of them while everything that they
    /// point to is alive.
    ///
    /// From here on, host functions that C keeps ([`is_held`](sandbridge_interface::plan::Give::Callback))
    /// belong to the library.
    ///
    /// # Errors
    /// The library's own failure, a value that contradicts the facts, what the call ends in, or what
    /// `lift` does.
    pub fn run<T, E: From<Error>>(
        &mut self,
        function: &Function,
        registers: &mut [Slot],
        lift: impl FnOnce(&mut Self, &[Slot]) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(program) = function.plan.program.as_deref() else {
            return Err(Error::bug(format!("`{}` has no program", function.symbol)).into());
        };
        if registers.len() < program.registers as usize {
            return Err(Error::bug(format!("too few registers for `{}`", function.symbol)).into());
        }
        let mut run = Run {
            entered: self,
            function,
            program,
            registers: &mut *registers,
            objects: Vec::new(),
            userdata: None,
            handles: Given::default(),
        };
        if let Err(error) = run.perform() {
            run.abandon();
            return Err(error.into());
        }
        let lifted = lift(self, registers);
        for free in &program.frees {
            let addr = registers[free.register as usize].to_u32();
            if addr != 0 {
                self.call_simply(free.function as usize, &[i128::from(addr)])?;
            }
        }
        lifted
    }
}

impl Run<'_, '_> {
    fn perform(&mut self) -> Result<()> {
        for step in &self.program.before {
            self.before(step).map_err(|error| self.placed(error))?;
        }
        let first = self.registers[0];
        let width = self.function.width;
        self.entered.call(self.function, &mut self.registers[..width])?;
        // Parameters stay readable: the result gets a place of its own.
        let result = std::mem::replace(&mut self.registers[0], first);
        self.put(self.program.result.register, result)?;
        for step in &self.program.after {
            self.after(step).map_err(|error| self.placed(error))?;
        }
        Ok(())
    }

    /// Gives back what a call that failed leaves behind.
    fn abandon(&mut self) {
        self.let_go_of_held();
        if self.entered.live().is_dead.get() {
            return;
        }
        for object in std::mem::take(&mut self.objects) {
            // The call's own failure is what the caller has to know.
            let _ = self.entered.free(object);
        }
    }

    /// Says which call an error is about, unless it does so itself.
    #[cold]
    fn placed(&self, error: Error) -> Error {
        let place = format!("{}.{}", self.entered.library().name(), self.function.plan.name);
        let is_placed =
            error.message().strip_prefix(&place).is_some_and(|rest| rest.starts_with(':'));
        if error.code() == Code::LibraryFailed || is_placed {
            return error;
        }
        error.context(place)
    }

    fn get(&self, register: u32) -> Result<Slot> {
        self.registers.get(register as usize).copied().ok_or_else(no_register)
    }

    fn address(&self, register: u32) -> Result<GuestAddr> {
        Ok(GuestAddr(self.get(register)?.to_u32()))
    }

    fn put(&mut self, register: u32, value: Slot) -> Result<()> {
        *self.registers.get_mut(register as usize).ok_or_else(no_register)? = value;
        Ok(())
    }
}

#[cold]
fn no_register() -> Error {
    Error::bug("a program names no such register")
}
