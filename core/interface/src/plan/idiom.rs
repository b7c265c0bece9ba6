//! From a function with facts to its plan: which parameters the caller sees, what the core fills in
//! before the call, and what it reads after it.

use super::lowering::{lift_value, pointer_plan};
use super::order::{Pending, in_order};
use super::program::{After, Before, Free, Give, Lifted, Operand, Outcome, Program};
use super::{Access, Arg, Lift, Lower, Number, Plan, Pointee, plan};
use crate::facts::{Expr, FunctionFacts, Initial, ParamFacts, Place, Role, Scope, Take};
use crate::{Code, Error, Interface, Layout, Result, Type, TypeId, layout, spell};

/// Decides how the function at `position` is called with its facts applied.
///
/// # Errors
/// [`Code::UnsupportedType`] for a type that no plan covers.
pub fn idiomatic(interface: &Interface, position: usize) -> Result<Plan> {
    let function = interface
        .functions
        .get(position)
        .ok_or_else(|| Error::bug(format!("there is no function {position}")))?;
    let mut c = plan(interface, function)?;
    c.name = interface.facts.name(&function.name).to_owned();
    let position = position as u32;
    match interface.facts.functions.get(&position) {
        Some(facts) => {
            let name = c.name.clone();
            let types = &interface.signature(function.signature).params;
            Builder::new(interface, facts, c, (types, position))
                .build()
                .map_err(|error| error.context(name))
        }
        None => Ok(c),
    }
}

/// A 32-bit address or index as an operand.
const ADDRESS: Number = Number::U32;
/// A count of elements.
const COUNT: Number = Number::U64;

struct Builder<'a> {
    interface: &'a Interface,
    facts: &'a FunctionFacts,
    /// The plan without facts.
    c: Plan,
    /// C's parameter types.
    types: &'a [TypeId],
    position: u32,
    registers: u32,
    /// What [`Expr::Param`] reads: the parameters, then how many elements each has.
    operands: Vec<Operand>,
    result: Operand,
    args: Vec<Arg>,
    lower: Vec<Lower>,
    given: Vec<Give>,
    /// Operands that hosts provide.
    known: Vec<u32>,
    pending: Vec<Pending>,
    after: Vec<After>,
    outcomes: Vec<Outcome>,
    frees: Vec<Free>,
    discard: Option<(u32, u32)>,
}

impl<'a> Builder<'a> {
    fn new(
        interface: &'a Interface,
        facts: &'a FunctionFacts,
        c: Plan,
        (types, position): (&'a [TypeId], u32),
    ) -> Self {
        let result = Operand { register: c.slots, number: result_number(&c.lift) };
        let mut builder = Self {
            interface,
            facts,
            registers: c.slots + 1,
            c,
            types,
            position,
            operands: Vec::new(),
            result,
            args: Vec::new(),
            lower: Vec::new(),
            given: Vec::new(),
            known: Vec::new(),
            pending: Vec::new(),
            after: Vec::new(),
            outcomes: Vec::new(),
            frees: Vec::new(),
            discard: None,
        };
        let places = facts.params.iter().map(|param| builder.operand(param)).collect::<Vec<_>>();
        for (index, place) in places.into_iter().enumerate() {
            let place = place.unwrap_or_else(|| builder.fresh_operand(&facts.params[index]));
            builder.operands.push(place);
        }
        for _ in &facts.params {
            let register = builder.register();
            builder.operands.push(Operand { register, number: COUNT });
        }
        builder
    }

    /// Where C's own parameter is; `None` for a member, which gets a register of its own.
    fn operand(&self, param: &ParamFacts) -> Option<Operand> {
        let Place::Param(index) = param.place else { return None };
        let register = self.c.lower.iter().find_map(|step| slot_of(step, index)).unwrap_or(0);
        Some(Operand { register, number: self.number(self.types[index as usize]) })
    }

    fn fresh_operand(&mut self, param: &ParamFacts) -> Operand {
        let ty = match param.place {
            Place::Param(index) => self.types[index as usize],
            Place::Member { ty, .. } => ty,
        };
        Operand { register: self.register(), number: self.number(ty) }
    }

    /// The form of a value of type `ty` in a register.
    fn number(&self, ty: TypeId) -> Number {
        match Access::of(self.interface, ty) {
            Access::Number { number, .. } => number,
            _ => ADDRESS,
        }
    }

    fn register(&mut self) -> u32 {
        self.registers += 1;
        self.registers - 1
    }

    /// The operand that counts a parameter's elements.
    fn count(&self, param: u32) -> u32 {
        self.facts.params.len() as u32 + param
    }

    fn count_register(&self, param: u32) -> u32 {
        self.operands[self.count(param) as usize].register
    }

    fn build(mut self) -> Result<Plan> {
        self.lower.extend(self.c.lower.iter().filter(|step| is_unseen(step)).cloned());
        for index in 0..self.facts.params.len() {
            self.param(index as u32)?;
        }
        let mut before =
            in_order(std::mem::take(&mut self.known), std::mem::take(&mut self.pending))?;
        before.extend(self.stores());
        self.take_result()?;
        for index in 0..self.facts.params.len() {
            self.take_param(index as u32)?;
        }
        let after = self.ends().chain(self.fail()).chain(std::mem::take(&mut self.after)).collect();
        let program = Program {
            registers: self.registers,
            params: self.operands,
            result: self.result,
            given: self.given,
            before,
            after,
            outcomes: self.outcomes,
            frees: self.frees,
        };
        Ok(Plan { args: self.args, lower: self.lower, program: Some(Box::new(program)), ..self.c })
    }

    /// Steps before the call, and the argument, for one parameter.
    fn param(&mut self, param: u32) -> Result<()> {
        let facts = &self.facts.params[param as usize];
        let operand = self.operands[param as usize];
        match &facts.role {
            Role::Plain => self.plain(param, operand)?,
            Role::Value(value) => self.set(param, value.clone()),
            Role::Length { of, .. } => self.set(param, Expr::Param(self.count(*of))),
            Role::Data { text, size, nullable } => {
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
                        let pointer = pointer_plan(self.interface, ty)?;
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
                self.c.lower.iter().find(|step| slot_of(step, index).is_some()).cloned()
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
            Initial::Length(of) => (Some(self.register()), Some(Expr::Param(self.count(*of)))),
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
    fn stores(&self) -> Vec<Before> {
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

    /// What becomes of the result.
    fn take_result(&mut self) -> Result<()> {
        let facts = self.facts;
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
            (Take::Plain, lift) => self.direct("result", ty, register, lift),
            (take, _) => self.take("result", ty, register, take, None)?,
        }
        Ok(())
    }

    /// What a parameter adds to the results.
    fn take_param(&mut self, param: u32) -> Result<()> {
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
        text: Option<crate::facts::Encoding>,
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
                register
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

    /// What the call of this function ends, when other facts say so.
    fn ends(&self) -> impl Iterator<Item = After> + use<> {
        let ends = self.interface.facts.is_end(self.position);
        let (function, owner) = (self.position, self.owner().map(|(_, register)| register));
        ends.then_some(After::End { function, owner }).into_iter()
    }

    fn fail(&self) -> impl Iterator<Item = After> + use<> {
        let discard = self.discard;
        self.facts.rule.map(|rule| After::Fail { rule, discard }).into_iter()
    }

    /// The first handle among the parameters, with the register of its address.
    fn owner(&self) -> Option<(u32, u32)> {
        let is_handle =
            |param: &ParamFacts| matches!(param.role, Role::Handle { .. } | Role::Object { .. });
        let index = self.facts.params.iter().position(is_handle)?;
        Some((index as u32, self.operands[index].register))
    }

    /// Whether C is told how many elements a parameter has.
    fn is_counted(&self, param: u32) -> bool {
        self.facts.params.iter().any(|other| match other.role {
            Role::Length { of, .. } | Role::Cell { initial: Initial::Length(of), .. } => {
                of == param
            }
            _ => false,
        })
    }

    fn arg(&mut self, facts: &ParamFacts) -> u32 {
        let spelling = spell::type_name(self.interface, self.type_of(facts));
        self.args.push(Arg { name: facts.name.clone(), spelling, omitted: facts.omitted });
        self.args.len() as u32 - 1
    }

    fn wait(&mut self, provides: &[u32], needs: &[&Expr], step: Before) {
        let needs = needs.iter().flat_map(|expr| expr.params()).collect();
        self.pending.push(Pending { provides: provides.to_vec(), needs, step });
    }

    fn type_of(&self, facts: &ParamFacts) -> TypeId {
        match facts.place {
            Place::Param(index) => self.types[index as usize],
            Place::Member { ty, .. } => ty,
        }
    }

    fn pointee(&self, facts: &ParamFacts) -> Result<TypeId> {
        let ty = self.type_of(facts);
        match *self.interface.resolved(ty) {
            Type::Pointer { to, .. } => Ok(to),
            _ => Err(self.unsupported(ty)),
        }
    }

    fn layout(&self, ty: TypeId) -> Result<Layout> {
        layout::of(self.interface, ty).ok_or_else(|| self.unsupported(ty))
    }

    fn unsupported(&self, ty: TypeId) -> Error {
        Error::new(
            Code::UnsupportedType,
            format!("the facts do not fit the type `{}`", spell::type_name(self.interface, ty)),
        )
    }
}

fn unit(pointee: &Pointee) -> u32 {
    match pointee {
        Pointee::Bytes | Pointee::Opaque => 1,
        Pointee::Elements { layout, .. } => layout.size,
    }
}

fn is_address(value: &Access) -> bool {
    matches!(value, Access::Pointer { .. } | Access::Callback { .. })
}

fn result_number(lift: &Lift) -> Number {
    match *lift {
        Lift::Number { number, .. } => number,
        _ => ADDRESS,
    }
}

/// Steps that belong to no argument.
fn is_unseen(step: &Lower) -> bool {
    matches!(step, Lower::Area { .. } | Lower::Variadic { .. })
}

/// The first slot of C's parameter `index`, when the step is the one for it.
fn slot_of(step: &Lower, index: u32) -> Option<u32> {
    match *step {
        Lower::Number { arg, slot, .. }
        | Lower::Wide { arg, slot, .. }
        | Lower::Pointer { arg, slot, .. }
        | Lower::Callback { arg, slot, .. }
        | Lower::Image { arg, slot, .. }
        | Lower::Single { arg, slot, .. }
        | Lower::Lanes { arg, slot, .. } => (arg == index).then_some(slot),
        Lower::Nothing { arg } => (arg == index).then_some(0),
        Lower::Area { .. } | Lower::Variadic { .. } => None,
    }
}

fn renumber(step: &mut Lower, to: u32) {
    match step {
        Lower::Number { arg, .. }
        | Lower::Wide { arg, .. }
        | Lower::Pointer { arg, .. }
        | Lower::Callback { arg, .. }
        | Lower::Image { arg, .. }
        | Lower::Single { arg, .. }
        | Lower::Lanes { arg, .. }
        | Lower::Nothing { arg } => *arg = to,
        Lower::Area { .. } | Lower::Variadic { .. } => {}
    }
}
