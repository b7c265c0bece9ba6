//! What comes before a call: the arguments that the caller sees, and what the core fills in.

use super::{Builder, renumber, unit};
use crate::facts::{Expr, Initial, ParamFacts, Place, Role, Scope};
use crate::plan::lowering::pointer_plan;
use crate::plan::program::{Before, Give, Operand};
use crate::plan::{Access, Lower};
use crate::{Error, Result};

impl Builder<'_> {
    /// Steps before the call, and the argument, for one parameter.
    pub(super) fn param(&mut self, param: u32) -> Result<()> {
        let facts = &self.facts.params[param as usize];
        let operand = self.operands[param as usize];
        match &facts.role {
            Role::Plain => self.plain(param, operand)?,
            Role::Value(value) => self.set(param, value.clone()),
            Role::Length { of, scale, .. } => self.set(param, self.length(*of, *scale)),
            Role::Data { text, size, nullable, is_written } => {
                let arg = self.arg(facts);
                let length = self.count_register(param);
                let ty = self.type_of(facts);
                self.given.push(match *text {
                    Some(encoding) => Give::Text {
                        arg,
                        register: operand.register,
                        length,
                        encoding,
                        is_sized: self.is_counted(param) || size.is_some(),
                        nullable: *nullable,
                    },
                    None => {
                        let mut pointer = pointer_plan(self.interface, ty)?;
                        pointer.is_const |= !is_written;
                        let unit = unit(&pointer.pointee);
                        let (register, nullable) = (operand.register, *nullable);
                        Give::Data { arg, register, length, unit, pointer, nullable }
                    }
                });
                self.known.extend([param, self.count(param)]);
                if let Some(least) = size {
                    let step = Before::AtLeast { register: length, least: least.clone(), arg };
                    self.wait(&[], &[least], step);
                }
            }
            Role::Room { text, capacity, .. } => {
                let step = Before::Room {
                    register: operand.register,
                    capacity: capacity.clone(),
                    elements: self.count_register(param),
                    unit: match text {
                        Some(encoding) => encoding.unit(),
                        None => unit(&pointer_plan(self.interface, self.type_of(facts))?.pointee),
                    },
                    name: facts.name.clone(),
                };
                self.wait(&[param, self.count(param)], &[capacity], step);
            }
            Role::Cell { initial, .. } => self.cell(param, operand, initial)?,
            Role::Handle { handle, nullable } => {
                let arg = self.arg(facts);
                let (register, handle) = (operand.register, *handle);
                self.given.push(Give::Handle { arg, register, handle, nullable: *nullable });
                self.wait(&[param], &[], Before::Handle { register, handle, arg });
            }
            Role::Object { handle, .. } => {
                let ty = self.interface.facts.handles[*handle as usize].ty;
                let layout = self.layout(ty)?;
                self.wait(&[param], &[], Before::Object { register: operand.register, layout });
            }
            Role::Callback { signature, callback, scope, on_raise, nullable } => {
                let arg = self.arg(facts);
                self.given.push(Give::Callback {
                    arg,
                    register: operand.register,
                    signature: *signature,
                    callback: *callback,
                    is_held: *scope != Scope::Call,
                    is_once: *scope == Scope::Once,
                    on_raise: *on_raise,
                    nullable: *nullable,
                });
                self.known.push(param);
                if *scope != Scope::Call {
                    let owner = self.owner();
                    let needs = owner.map(|(param, _)| Expr::Param(param));
                    let step = Before::Hold {
                        register: operand.register,
                        scope: scope.clone(),
                        owner: owner.map(|(_, register)| register),
                    };
                    self.wait(&[], &needs.iter().collect::<Vec<_>>(), step);
                }
            }
            Role::Userdata => {
                self.wait(&[param], &[], Before::Userdata { register: operand.register });
            }
            Role::Destroy { signature } => {
                let (register, signature) = (operand.register, *signature);
                self.wait(&[param], &[], Before::Destroy { register, signature });
            }
            Role::Raise { signature, message, rule } => {
                let register = operand.register;
                let (signature, message, rule) = (*signature, *message, *rule);
                self.wait(&[param], &[], Before::Raise { register, signature, message, rule });
            }
        }
        Ok(())
    }

    /// A parameter that is given as in C.
    fn plain(&mut self, param: u32, operand: Operand) -> Result<()> {
        let facts = &self.facts.params[param as usize];
        let arg = self.arg(facts);
        self.known.push(param);
        let step = match facts.place {
            Place::Param(index) => {
                let is_own = |step: &&Lower| step.arg().is_some_and(|(arg, _)| arg == index);
                self.c.lower.iter().find(is_own).cloned()
            }
            Place::Member { .. } => match Access::of(self.interface, self.type_of(facts)) {
                Access::Number { number, enumeration } => {
                    Some(Lower::Number { arg, slot: operand.register, number, enumeration })
                }
                _ => None,
            },
        };
        let mut step = step.ok_or_else(|| Error::bug(format!("`{}` has no step", facts.name)))?;
        renumber(&mut step, arg);
        self.lower.push(step);
        Ok(())
    }

    /// A number that is computed and put where C looks for it.
    fn set(&mut self, param: u32, value: Expr) {
        let operand = self.operands[param as usize];
        let step = Before::Set {
            register: operand.register,
            number: operand.number,
            value: value.clone(),
            name: self.facts.params[param as usize].name.clone(),
        };
        self.wait(&[param], &[&value], step);
    }

    fn cell(&mut self, param: u32, operand: Operand, initial: &Initial) -> Result<()> {
        let facts = &self.facts.params[param as usize];
        let to = self.pointee(facts)?;
        let layout = self.layout(to)?;
        let number = self.number(to);
        let (value, needs) = match initial {
            Initial::Zero => (None, None),
            Initial::Given => {
                let arg = self.arg(facts);
                let slot = self.register();
                let Access::Number { number, enumeration } = Access::of(self.interface, to) else {
                    return Err(Error::bug(format!("`{}` is given by value", facts.name)));
                };
                self.lower.push(Lower::Number { arg, slot, number, enumeration });
                (Some(slot), None)
            }
            Initial::Value(value) => (Some(self.register()), Some(value.clone())),
            Initial::Length { of, scale } => {
                (Some(self.register()), Some(self.length(*of, *scale)))
            }
        };
        let initial = value.map(|register| Operand { register, number });
        if let (Some(operand), Some(value)) = (initial, &needs) {
            // The register is the cell's own, so that nobody waits for it but the next step.
            let name = facts.name.clone();
            let (register, number) = (operand.register, operand.number);
            let step = Before::Set { register, number, value: value.clone(), name };
            self.wait(&[], &[value], step);
        }
        let needs: Vec<&Expr> = needs.iter().collect();
        let step = Before::Cell { register: operand.register, layout, initial };
        self.wait(&[param], &needs, step);
        Ok(())
    }

    /// Stores of the members that act as parameters.
    pub(super) fn stores(&self) -> Vec<Before> {
        let of = |(index, param): (usize, &ParamFacts)| match param.place {
            Place::Member { param, offset, .. } => Some(Before::Store {
                object: self.operands[param as usize].register,
                offset,
                value: self.operands[index],
            }),
            Place::Param(_) => None,
        };
        self.facts.params.iter().enumerate().filter_map(of).collect()
    }
}
