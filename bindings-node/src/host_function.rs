//! Host functions of which facts say something: what their arguments mean, how long C keeps them, what
//! C gets when they throw.

use std::mem;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError};

use napi_derive::napi;
use sandbridge_interface::plan::{Give, IdiomaticCallback, Return};
use sandbridge_interface::{Error, Result};
use sandbridge_runtime::{CallbackFrame, Entered, FunctionPointer, Policy, Slot};

use crate::buffer::bytes_of;
use crate::callback::Dispatcher;
use crate::describe;
use crate::error::guard;
use crate::library::NativeLibrary;
use crate::lifting::{Lifting, list};

/// The host functions that the core released, by the life of the instance and their number there, until
/// JavaScript asks.
pub(crate) type Released = Arc<Mutex<Vec<(u32, u32)>>>;

/// Says so when the core drops a host function.
struct Token {
    generation: u32,
    id: u32,
    released: Released,
}

impl Drop for Token {
    fn drop(&mut self) {
        let mut released = self.released.lock().unwrap_or_else(PoisonError::into_inner);
        released.push((self.generation, self.id));
    }
}

#[napi]
impl NativeLibrary {
    /// A C function pointer for the callback that the dispatcher knows by `id`, as the argument at
    /// position `given` of that function's program needs it. One that the library does not keep stays
    /// until the end of the instance. One that `is_raw` takes what C passes.
    #[napi]
    pub fn add_host_function(
        &self,
        function: u32,
        given: u32,
        id: u32,
        is_raw: bool,
    ) -> napi::Result<u32> {
        guard(|| {
            let idiom = self.library.idiomatic_at(function as usize)?;
            let program = idiom.plan.program.as_deref();
            let give = program.and_then(|program| program.given.get(given as usize));
            let Some(&Give::Callback { signature, callback, is_once, on_raise, .. }) = give else {
                return Err(Error::bug("an argument that is no host function"));
            };
            let dispatcher = self.dispatcher()?;
            let known = callback.filter(|_| !is_raw);
            let plan = known.map(|facts| self.library.idiomatic_callback(facts)).transpose()?;
            let mut entered = self.library.enter()?;
            let released = Arc::clone(&self.released);
            let token = Token { generation: entered.generation(), id, released };
            let run = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
                // All of it, so that it lives as long as this.
                let token = &token;
                match &plan {
                    Some(plan) => dispatcher.run_known(token.id, plan, entered, slots),
                    None => dispatcher.run(token.id, entered, slots),
                }
            };
            let policy = Policy { on_raise, is_once };
            Ok(entered.add_callback_with(signature, policy, Box::new(run))?.0)
        })
    }

    /// Takes a host function away that the library was to keep.
    #[napi]
    pub fn remove_callback(&self, index: u32) -> napi::Result<()> {
        guard(|| {
            self.library.enter()?.remove_callback(FunctionPointer(index));
            Ok(())
        })
    }

    /// The numbers of callbacks that the core released in this life of the instance since the last time.
    #[napi]
    pub fn released_callbacks(&self, generation: u32) -> Vec<u32> {
        let mut released = self.released.lock().unwrap_or_else(PoisonError::into_inner);
        let all = mem::take(&mut *released).into_iter();
        all.filter(|(of, _)| *of == generation).map(|(_, id)| id).collect()
    }

    /// How C calls host functions with the facts at that position, as JSON.
    #[napi]
    pub fn idiomatic_callback(&self, position: u32) -> napi::Result<String> {
        guard(|| describe::text(&*self.library.idiomatic_callback(position)?))
    }
}

impl Dispatcher {
    /// Runs a callback with facts.
    fn run_known(
        &self,
        id: u32,
        plan: &IdiomaticCallback,
        entered: &mut Entered<'_>,
        slots: &mut [Slot],
    ) -> Result<()> {
        let frame = entered.begin_callback(&plan.program, slots)?;
        let done = self.run_in(id, plan, entered, &frame);
        entered.end_callback(frame);
        let result = done?;
        if let Some(slot) = slots.first_mut() {
            *slot = result;
        }
        Ok(())
    }

    fn run_in(
        &self,
        id: u32,
        plan: &IdiomaticCallback,
        entered: &mut Entered<'_>,
        frame: &CallbackFrame,
    ) -> Result<Slot> {
        let here = |error: Error, what: &str| {
            error.context(format_args!("callback `{}`: {what}", plan.plan.declaration))
        };
        let registers = frame.registers();
        self.dispatch(
            id,
            entered,
            registers,
            |env, entered| {
                let mut lifting =
                    Lifting { env, entered, registers, frame: None, values: Vec::new() };
                for outcome in &plan.program.given {
                    lifting.lift(outcome).map_err(|error| here(error, &outcome.name))?;
                }
                match lifting.values.as_slice() {
                    [] => Ok(ptr::null_mut()),
                    values => list(env, values),
                }
            },
            |dispatcher, entered, value| {
                let Some(room) = plan.program.room else { return Ok(dispatcher.result()) };
                let (start, len) = bytes_of(dispatcher.env(), value)?;
                let bytes: &[u8] = match len {
                    0 => &[],
                    // SAFETY: emitted code gave a `Uint8Array`, which has so many bytes; nothing
                    // runs that could change them.
                    _ => unsafe { std::slice::from_raw_parts(start, len) },
                };
                let filled = entered.fill_room(room, frame, bytes);
                let count = filled.map_err(|error| here(error, "result"))?;
                Ok(match plan.plan.result {
                    Return::Number { .. } => Slot::i64(count.into()),
                    _ => dispatcher.result(),
                })
            },
        )
    }
}
