//! What comes after a call: what becomes of the result, and of what C left behind pointers.

use super::{ADDRESS, Builder, COUNT, is_address};
use crate::facts::{Encoding, Expr, Place, Role, Take};
use crate::plan::lowering::{lift_value, pointer_plan};
use crate::plan::program::{After, Free, Lifted, Operand, Outcome};
use crate::plan::{Access, Lift, Number, Pointee};
use crate::{Result, TypeId, spell};

impl Builder<'_> {
    /// What becomes of the result.
    pub(super) fn take_result(&mut self) -> Result<()> {
        let facts = self.facts;
        let name = facts.result_name.as_str();
        let lift = self.c.lift.clone();
        let ty = self
            .interface
            .signature(self.interface.functions[self.position as usize].signature)
            .result;
        let register = match lift {
            Lift::Area { .. } => 0,
            _ => self.result.register,
        };
        match (&facts.result, lift) {
            (Take::Plain, Lift::Nothing) => {}
            (Take::Plain, lift) => self.direct(name, ty, register, lift),
            (take, _) => self.take(name, ty, register, take, None)?,
        }
        Ok(())
    }

    /// What a parameter adds to the results.
    pub(super) fn take_param(&mut self, param: u32) -> Result<()> {
        let facts = &self.facts.params[param as usize];
        let operand = self.operands[param as usize];
        let name = facts.name.as_str();
        match &facts.role {
            Role::Length { is_result: true, .. } => {
                if let Place::Member { param, offset, ty } = facts.place {
                    let object = self.operands[param as usize].register;
                    self.load_number(name, ty, object, offset);
                }
            }
            Role::Room { text, size, .. } => {
                self.take_room(param, operand, *text, size.as_ref())?;
            }
            Role::Cell { take: Take::Nothing, .. } => {}
            Role::Cell { take, .. } => {
                let to = self.pointee(facts)?;
                match (take, Access::of(self.interface, to)) {
                    (Take::Plain, Access::Number { .. }) => {
                        self.load_number(name, to, operand.register, 0);
                    }
                    (Take::Plain, value) if !is_address(&value) => {
                        let layout = self.layout(to)?;
                        let value = Lifted::Object { address: operand.register, value, layout };
                        self.outcome(name, to, value);
                    }
                    (take, _) => {
                        let register = self.register();
                        let (object, number) = (operand.register, ADDRESS);
                        self.after.push(After::Load { register, object, offset: 0, number });
                        self.take(name, to, register, take, Some(object))?;
                    }
                }
            }
            Role::Object { handle, parent } => {
                let register = self.register();
                let value = Expr::Param(param);
                self.after.push(After::Set {
                    register,
                    number: ADDRESS,
                    value,
                    limit: None,
                    name: name.to_owned(),
                });
                self.after.push(After::Present { register, name: name.to_owned() });
                let parent = parent.map(|parent| self.operands[parent as usize].register);
                let (handle, is_owned) = (*handle, true);
                self.after.push(After::Adopt { register, handle, is_owned, parent });
                let ty = self.type_of(facts);
                self.outcome(name, ty, Lifted::Handle { register, handle });
            }
            _ => {}
        }
        Ok(())
    }

    fn take_room(
        &mut self,
        param: u32,
        operand: Operand,
        text: Option<Encoding>,
        size: Option<&Expr>,
    ) -> Result<()> {
        let facts = &self.facts.params[param as usize];
        let address = operand.register;
        let limit = Some(self.count_register(param));
        let length = match (size, text) {
            (Some(size), _) => {
                let register = self.register();
                self.after.push(After::Set {
                    register,
                    number: COUNT,
                    value: size.clone(),
                    limit,
                    name: facts.name.clone(),
                });
                match text.map_or(1, Encoding::unit) {
                    1 => register,
                    // The room counts units, a text bytes.
                    unit => {
                        let bytes = self.register();
                        let value = size.clone().times(unit);
                        self.after.push(self.size(&facts.name, bytes, &value));
                        bytes
                    }
                }
            }
            (None, Some(encoding)) => {
                let register = self.register();
                self.after.push(After::Terminate { register, address, encoding, limit });
                register
            }
            (None, None) => self.count_register(param),
        };
        let ty = self.type_of(facts);
        let value = match text {
            Some(encoding) => Lifted::Text { address, length, encoding },
            None => self.elements(ty, address, length)?,
        };
        self.outcome(&facts.name, ty, value);
        Ok(())
    }

    /// What becomes of a pointer in `register`; `cell` is where C put it, when it did.
    fn take(
        &mut self,
        name: &str,
        ty: TypeId,
        register: u32,
        take: &Take,
        cell: Option<u32>,
    ) -> Result<()> {
        match take {
            Take::Nothing => {}
            Take::Filled(take) => {
                let name_of = |handle: u32| &self.interface.facts.handles[handle as usize].name;
                let what = match **take {
                    Take::Handle { handle, .. } => name_of(handle),
                    _ => name,
                };
                self.after.push(After::Present { register, name: what.to_owned() });
                self.take(name, ty, register, take, cell)?;
            }
            Take::Plain => {
                let lift = lift_value(self.interface, ty)?;
                self.direct(name, ty, register, lift);
            }
            Take::Value(value) => {
                let number = if value.is_truth() { Number::Bool } else { Number::I64 };
                let to = self.register();
                self.after.push(After::Set {
                    register: to,
                    number,
                    value: value.clone(),
                    limit: None,
                    name: name.to_owned(),
                });
                self.direct(name, ty, to, Lift::Number { number, enumeration: None });
            }
            Take::Text { encoding, size, free } => {
                let (address, encoding) = (register, *encoding);
                let length = self.register();
                self.after.push(match size {
                    Some(size) => self.size(name, length, size),
                    None => After::Terminate { register: length, address, encoding, limit: None },
                });
                self.outcome(name, ty, Lifted::Text { address, length, encoding });
                self.frees.extend(free.map(|function| Free { register, function }));
            }
            Take::Data { size, free } => {
                let length = self.register();
                self.after.push(self.size(name, length, size));
                let value = self.elements(ty, register, length)?;
                self.outcome(name, ty, value);
                self.frees.extend(free.map(|function| Free { register, function }));
            }
            Take::Handle { handle, is_owned, parent, is_handed_out_on_failure } => {
                let (handle, is_owned) = (*handle, *is_owned);
                let parent = parent.map(|parent| self.operands[parent as usize].register);
                self.after.push(After::Adopt { register, handle, is_owned, parent });
                self.outcome(name, ty, Lifted::Handle { register, handle });
                if *is_handed_out_on_failure {
                    self.discard = cell.map(|cell| (cell, handle));
                }
            }
            Take::Borrowed { from, until } => {
                let lease = self.register();
                let owner = from.map(|from| self.operands[from as usize].register);
                let (address, until) = (register, until.clone());
                self.after.push(After::Lease { address, register: lease, owner, until });
                let to = pointer_plan(self.interface, ty)?.to;
                self.outcome(name, ty, Lifted::Leased { address, lease, pointer: ty, to });
            }
        }
        Ok(())
    }

    fn size(&self, name: &str, register: u32, size: &Expr) -> After {
        let (number, value) = (COUNT, size.clone());
        After::Set { register, number, value, limit: None, name: name.to_owned() }
    }

    /// Elements behind a pointer of type `ty`.
    fn elements(&self, ty: TypeId, address: u32, length: u32) -> Result<Lifted> {
        Ok(match pointer_plan(self.interface, ty)?.pointee {
            Pointee::Bytes => Lifted::Bytes { address, length },
            Pointee::Elements { element, layout } => {
                Lifted::Elements { address, length, element, stride: layout.size }
            }
            Pointee::Opaque => return Err(self.unsupported(ty)),
        })
    }

    fn load_number(&mut self, name: &str, ty: TypeId, object: u32, offset: u32) {
        let register = self.register();
        let Access::Number { number, enumeration } = Access::of(self.interface, ty) else { return };
        self.after.push(After::Load { register, object, offset, number });
        self.direct(name, ty, register, Lift::Number { number, enumeration });
    }

    fn direct(&mut self, name: &str, ty: TypeId, register: u32, lift: Lift) {
        self.outcome(name, ty, Lifted::Direct { register, lift });
    }

    fn outcome(&mut self, name: &str, ty: TypeId, value: Lifted) {
        let spelling = spell::type_name(self.interface, ty);
        self.outcomes.push(Outcome { name: name.to_owned(), spelling, value });
    }
}
