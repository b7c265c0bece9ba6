//! Host functions that C keeps beyond the call that gave them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

use sandbridge_interface::facts::Scope;
use sandbridge_interface::plan::{Before, callback_plan};
use sandbridge_interface::{Error, Result, SignatureId};

use super::Run;
use crate::callback::{FunctionPointer, HostFunction};
use crate::{Entered, Slot};

/// How a host function ends, and what C gets when it fails.
#[derive(Debug, Clone, Copy, Default)]
pub struct Policy {
    /// C gets this when it fails, and goes on; the call around it fails afterwards. Without, the
    /// failure unwinds C.
    pub on_raise: Option<i64>,
    /// It is released once it was called.
    pub is_once: bool,
}

/// What the library holds on behalf of C.
#[derive(Default)]
pub(crate) struct Held {
    functions: Vec<HeldFunction>,
    /// The library's own functions for C, by what they are for.
    pub(super) raisers: HashMap<(SignatureId, u32, u32), FunctionPointer>,
    destroyers: HashMap<SignatureId, FunctionPointer>,
    /// What host functions failed with that C was not unwound for, with the depth of the guest call
    /// that they ran in, outermost first.
    raised: Vec<(u32, Error)>,
}

struct HeldFunction {
    pointer: FunctionPointer,
    until: Until,
    /// The handle that ends it when it is closed.
    owner: Option<u64>,
}

enum Until {
    Forever,
    /// One of these functions is called; the one that it was given to ends it by replacing it.
    Functions(Vec<u32>),
    /// C destroys this userdata.
    Destroyed(u32),
}

impl Run<'_, '_> {
    /// Notes how long the host function in a register is to live.
    pub(super) fn hold(&mut self, register: u32, scope: &Scope, owner: Option<u32>) -> Result<()> {
        let pointer = FunctionPointer(self.get(register)?.to_u32());
        if pointer.0 == 0 {
            return Ok(());
        }
        let owner = owner.map(|owner| self.address(owner)).transpose()?;
        let owner = owner.and_then(|owner| self.handles.find(owner));
        let until = match scope {
            // These two release themselves.
            Scope::Call | Scope::Once => return Ok(()),
            Scope::Forever => Until::Forever,
            Scope::Until(functions) => {
                let own = self.function.index as u32;
                Until::Functions(functions.iter().copied().chain([own]).collect())
            }
            Scope::Destroy => Until::Destroyed(self.userdata()),
        };
        let held = HeldFunction { pointer, until, owner };
        self.entered.live().held.borrow_mut().functions.push(held);
        Ok(())
    }

    /// What C gets as userdata in this call: it names the host functions that go with it.
    pub(super) fn userdata(&mut self) -> u32 {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        *self.userdata.get_or_insert_with(|| NEXT.fetch_add(1, Ordering::Relaxed).max(1))
    }

    /// Releases the host functions that this call gave, for it failed.
    pub(super) fn let_go_of_held(&mut self) {
        for step in &self.program.before {
            if let Before::Hold { register, .. } = step
                && let Ok(slot) = self.get(*register)
                && slot.to_u32() != 0
            {
                let pointer = FunctionPointer(slot.to_u32());
                let held = &self.entered.live().held;
                held.borrow_mut().functions.retain(|held| held.pointer != pointer);
                self.entered.remove_callback(pointer);
            }
        }
    }

    /// Releases what lives until this function is called, but not what this very call gave.
    pub(super) fn end_held(&mut self, function: u32, owner: Option<u64>) {
        let mut own = Vec::new();
        for step in &self.program.before {
            if let Before::Hold { register, .. } = step
                && let Ok(slot) = self.get(*register)
            {
                own.push(slot.to_u32());
            }
        }
        self.entered.let_go(|held| {
            let is_ended = match &held.until {
                Until::Functions(functions) => functions.contains(&function),
                Until::Forever | Until::Destroyed(_) => false,
            };
            let is_same = owner.is_none() || held.owner == owner;
            is_ended && is_same && !own.contains(&held.pointer.0)
        });
    }
}

impl Entered<'_> {
    /// Like [`Entered::add_callback`], for a function that facts speak of.
    ///
    /// # Errors
    /// As for [`Entered::add_callback`].
    pub fn add_callback_with(
        &mut self,
        signature: SignatureId,
        policy: Policy,
        function: HostFunction,
    ) -> Result<FunctionPointer> {
        if policy.on_raise.is_none() && !policy.is_once {
            return self.add_callback(signature, function);
        }
        let own = std::sync::Arc::new(AtomicU32::new(0));
        let known = std::sync::Arc::clone(&own);
        let wrapped = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
            let done = function(entered, slots);
            if policy.is_once {
                entered.remove_callback(FunctionPointer(known.load(Ordering::Relaxed)));
            }
            match (done, policy.on_raise) {
                (Err(error), Some(value)) => {
                    // The guest call is one level above its host function.
                    let depth = entered.library().depth().saturating_sub(1);
                    entered.live().raise_later(depth, error);
                    if let Some(slot) = slots.first_mut() {
                        *slot = Slot::i64(value);
                    }
                    Ok(())
                }
                (done, _) => done,
            }
        };
        let pointer = self.add_callback(signature, Box::new(wrapped))?;
        own.store(pointer.0, Ordering::Relaxed);
        Ok(pointer)
    }

    /// The library's own destroy function: it releases the host functions that its argument names.
    pub(super) fn destroyer(&mut self, signature: SignatureId) -> Result<FunctionPointer> {
        if let Some(&known) = self.live().held.borrow().destroyers.get(&signature) {
            return Ok(known);
        }
        let plan = callback_plan(self.library().interface(), signature)?;
        let slot = plan.params.first().map_or(0, |param| param.slot as usize);
        let function = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
            let userdata = slots.get(slot).map_or(0, |slot| slot.to_u32());
            entered.let_go(|held| matches!(held.until, Until::Destroyed(id) if id == userdata));
            Ok(())
        };
        let pointer = self.add_callback(signature, Box::new(function))?;
        self.live().held.borrow_mut().destroyers.insert(signature, pointer);
        Ok(pointer)
    }

    /// Releases the host functions that belong to a handle.
    pub(super) fn let_go_for(&mut self, owner: u64) {
        self.let_go(|held| held.owner == Some(owner));
    }

    fn let_go(&mut self, is_over: impl Fn(&HeldFunction) -> bool) {
        let over: Vec<FunctionPointer> = {
            let mut held = self.live().held.borrow_mut();
            let over = held.functions.iter().filter(|held| is_over(held));
            let over = over.map(|held| held.pointer).collect();
            held.functions.retain(|held| !is_over(held));
            over
        };
        for pointer in over {
            self.remove_callback(pointer);
        }
    }
}

impl crate::live::Live {
    /// Keeps what a host function failed with until the guest call around it returns. The first of
    /// each call stays.
    fn raise_later(&self, depth: u32, error: Error) {
        let mut held = self.held.borrow_mut();
        if held.raised.last().is_none_or(|(other, _)| *other < depth) {
            held.raised.push((depth, error));
        }
        self.has_raised.set(true);
    }

    /// What a host function failed with while the guest call at this depth went on.
    #[cold]
    pub(crate) fn take_raised(&self, depth: u32) -> Option<Error> {
        let mut held = self.held.borrow_mut();
        let mut own = None;
        while let Some((other, error)) = held.raised.pop() {
            if other < depth {
                held.raised.push((other, error));
                break;
            }
            own = Some(error);
        }
        self.has_raised.set(!held.raised.is_empty());
        own
    }
}
