//! The check that makes facts of an untrusted section safe to lower: every index is in its table,
//! every expression is shallow. What facts say is checked again by each call.

use std::collections::BTreeSet;

use super::{
    CallbackFacts, CallbackRole, Expr, Facts, FunctionFacts, Initial, Place, Role, Scope, Take,
};
use crate::{Code, Error, Interface, Result, Type};

/// Nodes of one expression.
const MAX_NODES: usize = 256;
/// Depth of one expression.
const MAX_DEPTH: u32 = 32;

/// Checks the facts of an interface whose tables were checked.
///
/// # Errors
/// [`Code::SectionDamaged`], naming what is wrong.
pub(crate) fn validate(interface: &Interface) -> Result<()> {
    let facts = &interface.facts;
    let check = Check { interface, facts };
    for rule in &facts.rules {
        check.expr(&rule.fails)?;
        check.expr(&rule.status)?;
        rule.message.iter().try_for_each(|message| check.expr(message))?;
        check.index(rule.enumeration, interface.enums.len(), "enumeration")?;
    }
    for handle in &facts.handles {
        check.index(Some(handle.ty.0), interface.types.len(), "type")?;
        check.index(handle.parent, facts.handles.len(), "handle")?;
        check.index(handle.rule, facts.rules.len(), "rule")?;
        check.index(handle.closer, interface.functions.len(), "function")?;
        handle.close.iter().try_for_each(|close| check.expr(close))?;
    }
    check.parents()?;
    for callback in &facts.callbacks {
        check.callback(callback)?;
    }
    for (&position, function) in &facts.functions {
        check.index(Some(position), interface.functions.len(), "function")?;
        check.function(position, function)?;
    }
    let mut tagged = BTreeSet::new();
    for tag in &facts.union_tags {
        check.index(Some(tag.record), interface.records.len(), "record")?;
        if !tagged.insert(tag.record) || crate::plan::resolve_tag(interface, tag).is_none() {
            return Err(damaged(format!("the tag `{}` of a union", tag.tag)));
        }
    }
    Ok(())
}

struct Check<'a> {
    interface: &'a Interface,
    facts: &'a Facts,
}

fn damaged(what: impl Into<String>) -> Error {
    Error::new(Code::SectionDamaged, format!("the facts are damaged: {}", what.into()))
        .with_help("build the library again with `sandbridge build` or `sandbridge bind`")
}

impl Check<'_> {
    fn index(&self, index: Option<u32>, count: usize, what: &str) -> Result<()> {
        match index {
            Some(index) if index as usize >= count => {
                Err(damaged(format!("there is no {what} {index}")))
            }
            _ => Ok(()),
        }
    }

    /// No handle is its own ancestor.
    fn parents(&self) -> Result<()> {
        for start in 0..self.facts.handles.len() {
            let mut at = Some(start as u32);
            for _ in 0..=self.facts.handles.len() {
                at = at.and_then(|at| self.facts.handles[at as usize].parent);
            }
            if at.is_some() {
                return Err(damaged("a handle is its own parent"));
            }
        }
        Ok(())
    }

    fn expr(&self, expr: &Expr) -> Result<()> {
        let mut nodes = 0;
        self.node(expr, 0, &mut nodes)
    }

    fn node(&self, expr: &Expr, depth: u32, nodes: &mut usize) -> Result<()> {
        *nodes += 1;
        if depth > MAX_DEPTH || *nodes > MAX_NODES {
            return Err(damaged("an expression is too large"));
        }
        match expr {
            Expr::Integer(_) | Expr::Param(_) | Expr::Result | Expr::This | Expr::Parent => Ok(()),
            Expr::Load { address: inner, .. } | Expr::Cell(inner) | Expr::Unary(_, inner) => {
                self.node(inner, depth + 1, nodes)
            }
            Expr::Binary(_, left, right) => {
                self.node(left, depth + 1, nodes)?;
                self.node(right, depth + 1, nodes)
            }
            Expr::Conditional(condition, then, otherwise) => [condition, then, otherwise]
                .into_iter()
                .try_for_each(|part| self.node(part, depth + 1, nodes)),
            Expr::Call { function, args } => {
                self.index(Some(*function), self.interface.functions.len(), "function")?;
                let function = &self.interface.functions[*function as usize];
                let wanted = self.interface.signature(function.signature).params.len();
                if args.len() != wanted {
                    return Err(damaged(format!("a call of `{}`", function.name)));
                }
                args.iter().try_for_each(|arg| self.node(arg, depth + 1, nodes))
            }
        }
    }

    fn function(&self, position: u32, facts: &FunctionFacts) -> Result<()> {
        let function = &self.interface.functions[position as usize];
        let types = &self.interface.signature(function.signature).params;
        let own = facts.params.iter().take(types.len());
        let in_order = own.enumerate().all(
            |(index, param)| matches!(param.place, Place::Param(place) if place as usize == index),
        );
        if facts.params.len() < types.len() || !in_order || facts.params.len() > 2000 {
            return Err(damaged(format!("the parameters of `{}`", function.name)));
        }
        self.index(facts.method_of, self.facts.handles.len(), "handle")?;
        self.index(facts.rule, self.facts.rules.len(), "rule")?;
        let count = facts.params.len();
        self.take(&facts.result, count)?;
        for param in facts.params.iter().skip(types.len()) {
            let Place::Member { param, ty, .. } = param.place else {
                return Err(damaged(format!("the parameters of `{}`", function.name)));
            };
            self.index(Some(param), types.len(), "parameter")?;
            self.index(Some(ty.0), self.interface.types.len(), "type")?;
        }
        facts.params.iter().try_for_each(|param| self.role(&param.role, count))
    }

    fn role(&self, role: &Role, params: usize) -> Result<()> {
        let param = |index| self.index(index, params, "parameter");
        match role {
            Role::Plain | Role::Userdata => Ok(()),
            Role::Value(value) => self.expr(value),
            Role::Length { of, .. } => param(Some(*of)),
            Role::Data { size, .. } => size.iter().try_for_each(|size| self.expr(size)),
            Role::Room { capacity, size, .. } => {
                self.expr(capacity)?;
                size.iter().try_for_each(|size| self.expr(size))
            }
            Role::Cell { initial, take } => {
                match initial {
                    Initial::Value(value) => self.expr(value)?,
                    Initial::Length { of, .. } => param(Some(*of))?,
                    Initial::Zero | Initial::Given => {}
                }
                self.take(take, params)
            }
            Role::Handle { handle, .. } => self.handle(*handle),
            Role::Object { handle, parent } => {
                self.handle(*handle)?;
                param(*parent)
            }
            Role::Callback { signature, callback, scope, .. } => {
                self.signature(signature.0)?;
                self.index(*callback, self.facts.callbacks.len(), "callback")?;
                match scope {
                    Scope::Until(until) => self.functions(until),
                    Scope::Call | Scope::Once | Scope::Destroy | Scope::Forever => Ok(()),
                }
            }
            Role::Destroy { signature } => self.signature(signature.0),
            Role::Raise { signature, rule, .. } => {
                self.signature(signature.0)?;
                self.index(Some(*rule), self.facts.rules.len(), "rule")
            }
        }
    }

    fn take(&self, take: &Take, params: usize) -> Result<()> {
        let functions = self.interface.functions.len();
        match take {
            Take::Nothing | Take::Plain => Ok(()),
            Take::Value(value) => self.expr(value),
            Take::Text { size, free, .. } => {
                size.iter().try_for_each(|size| self.expr(size))?;
                self.index(*free, functions, "function")
            }
            Take::Data { size, free } => {
                self.expr(size)?;
                self.index(*free, functions, "function")
            }
            Take::Handle { handle, parent, .. } => {
                self.handle(*handle)?;
                self.index(*parent, params, "parameter")
            }
            Take::Borrowed { from, until } => {
                self.index(*from, params, "parameter")?;
                self.functions(until)
            }
            Take::Filled(take) => match **take {
                Take::Text { .. } | Take::Data { .. } | Take::Handle { .. } | Take::Plain => {
                    self.take(take, params)
                }
                _ => Err(damaged("a result that is never null")),
            },
        }
    }

    fn callback(&self, facts: &CallbackFacts) -> Result<()> {
        self.signature(facts.signature.0)?;
        let wanted = self.interface.signature(facts.signature).params.len();
        if facts.params.len() != wanted || facts.names.len() != wanted {
            return Err(damaged("the parameters of a callback"));
        }
        facts.params.iter().try_for_each(|role| match role {
            CallbackRole::Plain | CallbackRole::Hidden => Ok(()),
            CallbackRole::Handle { handle } => self.handle(*handle),
            CallbackRole::Text { size, .. } => size.iter().try_for_each(|size| self.expr(size)),
            CallbackRole::Data { size } => self.expr(size),
            CallbackRole::Texts { count, .. } => {
                count.iter().try_for_each(|count| self.expr(count))
            }
            CallbackRole::Handles { handle, count } => {
                self.handle(*handle)?;
                self.expr(count)
            }
            CallbackRole::Room { capacity, .. } => self.expr(capacity),
        })
    }

    fn handle(&self, handle: u32) -> Result<()> {
        self.index(Some(handle), self.facts.handles.len(), "handle")
    }

    fn signature(&self, signature: u32) -> Result<()> {
        self.index(Some(signature), self.interface.signatures.len(), "function type")?;
        let result = self.interface.signatures[signature as usize].result;
        let sane = !matches!(self.interface.resolved(result), Type::Function(_));
        if sane { Ok(()) } else { Err(damaged("a callback's type")) }
    }

    fn functions(&self, functions: &[u32]) -> Result<()> {
        functions
            .iter()
            .try_for_each(|&at| self.index(Some(at), self.interface.functions.len(), "function"))
    }
}
