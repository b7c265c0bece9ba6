//! From a function with facts to its plan: which parameters the caller sees, what the core fills in
//! before the call (`before`), and what it reads after it (`after`).

mod after;
mod before;

use super::order::{Pending, in_order};
use super::program::{After, Before, Free, Give, Operand, Outcome, Program};
use super::{Access, Arg, Lift, Lower, Number, Plan, Pointee, plan};
use crate::facts::{Expr, FunctionFacts, Initial, ParamFacts, Place, Role, Take};
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
    let plain;
    let facts = match interface.facts.functions.get(&position) {
        Some(facts) => facts,
        None if interface.facts.is_end(position) => {
            plain = as_in_c(&c);
            &plain
        }
        None => return Ok(c),
    };
    let name = c.name.clone();
    let types = &interface.signature(function.signature).params;
    Builder::new(interface, facts, c, (types, position))
        .build()
        .map_err(|error| error.context(name))
}

/// The facts of a function that is called as in C, but ends something.
fn as_in_c(c: &Plan) -> FunctionFacts {
    let param = |(position, arg): (u32, &Arg)| ParamFacts {
        place: Place::Param(position),
        name: arg.name.clone(),
        role: Role::Plain,
        omitted: None,
    };
    FunctionFacts {
        method_of: None,
        rule: None,
        params: (0..).zip(&c.args).map(param).collect(),
        result: Take::Plain,
        result_name: "result".to_owned(),
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
        let register = self
            .c
            .lower
            .iter()
            .find_map(|step| step.arg().filter(|(arg, _)| *arg == index))
            .map_or(0, |(_, slot)| slot);
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

    /// How many elements a parameter has, times what C counts for each.
    fn length(&self, param: u32, scale: u32) -> Expr {
        Expr::Param(self.count(param)).times(scale)
    }

    fn count_register(&self, param: u32) -> u32 {
        self.operands[self.count(param) as usize].register
    }

    fn build(mut self) -> Result<Plan> {
        self.lower.extend(self.c.lower.iter().filter(|step| step.arg().is_none()).cloned());
        let order = self.in_order();
        for &index in &order {
            self.param(index)?;
        }
        let mut before =
            in_order(std::mem::take(&mut self.known), std::mem::take(&mut self.pending))
                .map_err(|waiting| self.waiting(&waiting))?;
        before.extend(self.stores());
        self.take_result()?;
        for &index in &order {
            self.take_param(index)?;
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

    /// The parameters in the order in which callers see them: members behind their object.
    fn in_order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.facts.params.len() as u32).collect();
        order.sort_by_key(|&index| match self.facts.params[index as usize].place {
            Place::Param(param) => (param, 0),
            Place::Member { param, .. } => (param, index + 1),
        });
        order
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
            Role::Length { of, .. } | Role::Cell { initial: Initial::Length { of, .. }, .. } => {
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

    /// The error for steps that wait for each other.
    fn waiting(&self, operands: &[u32]) -> Error {
        let count = self.facts.params.len();
        let name = |&operand: &u32| {
            let param = self.facts.params.get(operand as usize % count.max(1));
            param.map_or_else(String::new, |param| format!("`{}`", param.name))
        };
        let mut names: Vec<String> = operands.iter().map(name).collect();
        names.dedup();
        Error::new(
            Code::FactsType,
            format!("what is computed before the call waits for itself: {}", names.join(", ")),
        )
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
