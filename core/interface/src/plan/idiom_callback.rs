//! From a function type with facts to what a host function of it gets and gives.

use serde::{Deserialize, Serialize};

use super::callback::{CallbackParam, CallbackPlan, Return, callback_plan};
use super::lowering::pointer_plan;
use super::program::{After, Lifted, Operand, Outcome};
use super::{Access, Number, Pointee};
use crate::facts::{CallbackFacts, CallbackRole, Expr};
use crate::{Error, Interface, Result};

/// How a host function with facts is called from C.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdiomaticCallback {
    /// How it is called without facts; its `result` holds here too.
    pub plan: CallbackPlan,
    /// What surrounds it.
    pub program: CallbackProgram,
}

/// The steps before a host function, and what it gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackProgram {
    /// How many registers there are; C's slots are the first.
    pub registers: u32,
    /// Where [`Expr::Param`] finds its values.
    pub params: Vec<Operand>,
    /// Steps before the host function.
    pub before: Vec<After>,
    /// What the host function is given, in order.
    pub given: Vec<Outcome>,
    /// The room that it fills with what it returns.
    pub room: Option<RoomReturn>,
}

/// Room in guest memory for the bytes that a host function returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomReturn {
    /// The register with its address.
    pub address: u32,
    /// The register with how many bytes it has.
    pub capacity: u32,
    /// Whether all of it must be filled. Otherwise C's result is how many bytes were.
    pub is_exact: bool,
}

/// Decides how C calls a host function with the facts at `position` of
/// [`Facts::callbacks`](crate::facts::Facts::callbacks).
///
/// # Errors
/// As for [`callback_plan`].
pub fn idiomatic_callback(interface: &Interface, position: u32) -> Result<IdiomaticCallback> {
    let facts = interface
        .facts
        .callbacks
        .get(position as usize)
        .ok_or_else(|| Error::bug(format!("there are no facts {position} of a callback")))?;
    let plan = callback_plan(interface, facts.signature)?;
    let program = Builder::new(interface, facts, &plan).build()?;
    Ok(IdiomaticCallback { plan, program })
}

struct Builder<'a> {
    interface: &'a Interface,
    facts: &'a CallbackFacts,
    plan: &'a CallbackPlan,
    program: CallbackProgram,
}

impl<'a> Builder<'a> {
    fn new(interface: &'a Interface, facts: &'a CallbackFacts, plan: &'a CallbackPlan) -> Self {
        let has_area = matches!(plan.result, Return::Area { .. });
        let end = plan.params.iter().map(|param| param.slot + param.slots).max();
        let registers = end.unwrap_or(u32::from(has_area)).max(1);
        let types = &interface.signature(facts.signature).params;
        let operand = |(param, &ty): (&CallbackParam, _)| Operand {
            register: param.slot,
            number: match Access::of(interface, ty) {
                Access::Number { number, .. } => number,
                _ => Number::U32,
            },
        };
        let params = plan.params.iter().zip(types).map(operand).collect();
        let program = CallbackProgram {
            registers,
            params,
            before: Vec::new(),
            given: Vec::new(),
            room: None,
        };
        Self { interface, facts, plan, program }
    }

    fn build(mut self) -> Result<CallbackProgram> {
        for (index, role) in self.facts.params.iter().enumerate() {
            self.param(index, role)?;
        }
        Ok(self.program)
    }

    fn param(&mut self, index: usize, role: &CallbackRole) -> Result<()> {
        let missing = || Error::bug("facts for a parameter that a callback lacks");
        let slot = self.plan.params.get(index).ok_or_else(missing)?.slot;
        let value = match role {
            CallbackRole::Hidden => return Ok(()),
            CallbackRole::Plain => {
                let lift = self.plan.params[index].lift.clone();
                Lifted::Direct { register: slot, lift }
            }
            CallbackRole::Handle { handle } => {
                let register = self.copy(index);
                let (handle, is_owned, parent) = (*handle, false, None);
                self.program.before.push(After::Adopt { register, handle, is_owned, parent });
                Lifted::Handle { register, handle }
            }
            CallbackRole::Text { encoding, size } => {
                let (address, encoding) = (slot, *encoding);
                let length = match size {
                    Some(size) => self.count(index, size),
                    None => {
                        let register = self.register();
                        let limit = None;
                        let step = After::Terminate { register, address, encoding, limit };
                        self.program.before.push(step);
                        register
                    }
                };
                Lifted::Text { address, length, encoding }
            }
            CallbackRole::Data { size } => {
                let length = self.count(index, size);
                let ty = self.interface.signature(self.facts.signature).params[index];
                match pointer_plan(self.interface, ty)?.pointee {
                    Pointee::Elements { element, layout } => {
                        Lifted::Elements { address: slot, length, element, stride: layout.size }
                    }
                    Pointee::Bytes | Pointee::Opaque => Lifted::Bytes { address: slot, length },
                }
            }
            CallbackRole::Texts { encoding, count } => {
                let length = match count {
                    Some(count) => self.count(index, count),
                    None => {
                        let register = self.register();
                        self.program.before.push(After::Count { register, address: slot });
                        register
                    }
                };
                Lifted::Texts { address: slot, length, encoding: *encoding }
            }
            CallbackRole::Handles { handle, count } => {
                let length = self.count(index, count);
                let (register, handle) = (self.copy(index), *handle);
                self.program.before.push(After::AdoptAll { register, length, handle });
                Lifted::Handles { address: register, length, handle }
            }
            CallbackRole::Room { capacity, is_exact } => {
                let capacity = self.count(index, capacity);
                let (address, is_exact) = (slot, *is_exact);
                self.program.room = Some(RoomReturn { address, capacity, is_exact });
                return Ok(());
            }
        };
        let name = self.facts.names.get(index).cloned().unwrap_or_default();
        let spelling = self.plan.params[index].spelling.clone();
        self.program.given.push(Outcome { name, spelling, value });
        Ok(())
    }

    fn register(&mut self) -> u32 {
        self.program.registers += 1;
        self.program.registers - 1
    }

    /// A register with the value of a parameter, whose own stays readable.
    fn copy(&mut self, index: usize) -> u32 {
        let register = self.register();
        self.set(index, register, Number::U32, Expr::Param(index as u32));
        register
    }

    /// A register with a number of elements.
    fn count(&mut self, index: usize, value: &Expr) -> u32 {
        let register = self.register();
        self.set(index, register, Number::U64, value.clone());
        register
    }

    fn set(&mut self, index: usize, register: u32, number: Number, value: Expr) {
        let name = self.facts.names.get(index).cloned().unwrap_or_default();
        self.program.before.push(After::Set { register, number, value, limit: None, name });
    }
}
