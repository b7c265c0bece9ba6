//! `[functions]`: one function's facts from what the file says of it, and from handles among its
//! types.

use std::collections::BTreeMap;

use sandbridge_interface::facts::{FunctionFacts, Handle, Initial, ParamFacts, Place, Role, Take};
use sandbridge_interface::{Code, Function, Interface, Result, TypeId};

use super::document::Value;
use super::form::Typed;
use super::scope::{MemberParam, Ret, Scope, missing_function};
use super::syntax::Node;
use super::{Context, evaluate, expression, parse, place};

/// Keys of a function that are no parameters, unless a table stands behind them.
pub(super) const OWN_KEYS: [&str; 5] = ["name", "method_of", "error", "skip", "ret"];

/// Facts of all functions that have some.
pub(super) fn functions(
    context: &mut Context<'_>,
    handles: &[Handle],
) -> Result<BTreeMap<u32, FunctionFacts>> {
    let interface = context.interface;
    let section = context.root.get("functions");
    for (name, entry) in section.as_ref().map(|all| all.entries()).unwrap_or_default() {
        if interface.function(name).is_none() {
            return Err(missing_function(interface, name, 0).of_key(&entry));
        }
    }
    let mut facts = BTreeMap::new();
    for (position, function) in interface.functions.iter().enumerate() {
        let table = section.as_ref().and_then(|all| all.get(&function.name));
        if let Some(read) = Reader::new(context, handles, function, table)?.read()? {
            facts.insert(position as u32, read);
        }
    }
    Ok(facts)
}

/// One parameter while its role is found.
pub(super) struct Draft<'a> {
    pub(super) place: Place,
    /// What the header calls it.
    pub(super) c_name: String,
    pub(super) ty: TypeId,
    /// What the file says of it.
    pub(super) keys: Option<Value<'a>>,
    pub(super) role: Option<Role>,
}

/// Reads one function.
pub(super) struct Reader<'c, 'a> {
    pub(super) context: &'c mut Context<'a>,
    pub(super) handles: &'c [Handle],
    pub(super) interface: &'a Interface,
    pub(super) function: &'a Function,
    pub(super) table: Option<Value<'a>>,
    pub(super) result: TypeId,
    /// The handle whose method the file says it is.
    pub(super) method_of: Option<u32>,
    pub(super) rule: Option<u32>,
    pub(super) drafts: Vec<Draft<'a>>,
    before: Scope<'a>,
    after: Scope<'a>,
}

impl<'c, 'a> Reader<'c, 'a> {
    fn new(
        context: &'c mut Context<'a>,
        handles: &'c [Handle],
        function: &'a Function,
        table: Option<Value<'a>>,
    ) -> Result<Self> {
        let interface = context.interface;
        let signature = interface.signature(function.signature);
        let mut drafts = Vec::new();
        for (index, (param, &ty)) in function.params.iter().zip(&signature.params).enumerate() {
            let c_name = param.name.clone().unwrap_or_else(|| format!("arg{index}"));
            let keys = table.as_ref().and_then(|table| table.get(&c_name));
            let keys = keys.filter(|keys| keys.is_table() && c_name != "ret");
            let place = Place::Param(index as u32);
            drafts.push(Draft { place, c_name, ty, keys, role: None });
        }
        let method = table.as_ref().and_then(|table| table.get("method_of"));
        let method_of = match method {
            Some(class) if class.text().is_some() => Some(context.kind_named(&class)?),
            _ => None,
        };
        let scope = Scope::new(interface);
        let mut reader = Self {
            context,
            handles,
            interface,
            function,
            table,
            result: signature.result,
            method_of,
            rule: None,
            drafts,
            before: scope.clone(),
            after: scope,
        };
        place::members(&mut reader)?;
        reader.scopes();
        Ok(reader)
    }

    /// What names mean before and after the call.
    fn scopes(&mut self) {
        let mut params = Vec::new();
        for (index, draft) in (0..).zip(&self.drafts) {
            if let Place::Param(_) = draft.place {
                params.push((draft.c_name.clone(), index, draft.ty));
            }
        }
        // `self` is the first handle, however C calls it.
        let is_handle = |draft: &&(usize, &Draft<'_>)| {
            let kinds = self.context.kinds_at(draft.1.ty);
            matches!(draft.1.place, Place::Param(_))
                && (kinds.len() == 1 || self.method_of.is_some_and(|kind| kinds.contains(&kind)))
        };
        let first = self.drafts.iter().enumerate().find(|draft| is_handle(&draft));
        if let Some((index, draft)) = first
            && !params.iter().any(|(name, ..)| name == "self")
        {
            params.push(("self".to_owned(), index as u32, draft.ty));
        }
        self.before.params.clone_from(&params);
        self.before.ret = Ret::Before;
        self.before.members = (0..)
            .zip(&self.drafts)
            .filter_map(|(position, draft)| match draft.place {
                Place::Member { param, offset, .. } => {
                    Some(MemberParam { object: param, offset, position })
                }
                Place::Param(_) => None,
            })
            .collect();
        self.after.params = params;
        self.after.ret = Ret::Type(self.result);
    }

    fn read(mut self) -> Result<Option<FunctionFacts>> {
        if self.table.as_ref().is_some_and(|table| table.is("skip")) {
            return Ok(None);
        }
        let error = self.own_key("error");
        if let Some(named) = &error {
            let (rules, after) = (&mut self.context.rules, &self.after);
            self.rule = Some(rules.make(named, &self.function.name, after)?);
        }
        self.roles()?;
        let result = self.take_result()?;
        let is_plain = |draft: &Draft<'_>| matches!(draft.role, None | Some(Role::Plain));
        if self.table.is_none() && result == Take::Plain && self.drafts.iter().all(is_plain) {
            return Ok(None);
        }
        let mut params = Vec::with_capacity(self.drafts.len());
        for index in 0..self.drafts.len() {
            params.push(self.finished(index)?);
        }
        let method_of = self.method(&params)?;
        self.check_omitted(&params)?;
        let ret = self.table.as_ref().and_then(|table| table.get("ret"));
        let result_name = ret.as_ref().and_then(|ret| ret.text_of("name"));
        Ok(Some(FunctionFacts {
            method_of,
            rule: self.rule,
            params,
            result,
            result_name: result_name.unwrap_or("result").to_owned(),
        }))
    }

    /// A key of the function that is no parameter.
    pub(super) fn own_key(&self, key: &str) -> Option<Value<'a>> {
        self.table.as_ref()?.get(key).filter(|value| !value.is_table())
    }

    /// Where to point for what is said nowhere in particular.
    pub(super) fn somewhere(&self) -> Value<'a> {
        let table = self.table.clone();
        let section = self.context.root.get("types").or_else(|| self.context.root.get("handles"));
        table.or(section).unwrap_or_else(|| self.context.root.clone())
    }

    /// The value of an expression that is computed before the call.
    pub(super) fn before(&self, value: &Value<'a>) -> Result<Typed> {
        evaluate(&self.before, value)
    }

    /// The value of an expression that is computed after the call.
    pub(super) fn after(&self, value: &Value<'a>) -> Result<Typed> {
        evaluate(&self.after, value)
    }

    /// The number that an expression gives before the call.
    pub(super) fn number_before(&self, value: &Value<'a>) -> Result<super::Expr> {
        let node = self.parse(value)?;
        expression::number(&self.before, &node).map_err(|fault| fault.of(value))
    }

    /// The number that an expression gives after the call.
    pub(super) fn number_after(&self, value: &Value<'a>) -> Result<super::Expr> {
        let node = self.parse(value)?;
        expression::number(&self.after, &node).map_err(|fault| fault.of(value))
    }

    pub(super) fn parse(&self, value: &Value<'a>) -> Result<Node> {
        parse(self.interface, value)
    }

    /// The position of a parameter that `value` names.
    pub(super) fn param_named(&self, value: &Value<'a>) -> Result<u32> {
        let name = value.text().unwrap_or_default();
        let found = self.before.params.iter().find(|(param, ..)| param == name);
        found.map(|(_, position, _)| *position).ok_or_else(|| self.no_param(name, value, false))
    }

    /// The error for a name that no parameter has, at the value or at its key.
    pub(super) fn no_param(
        &self,
        name: &str,
        value: &Value<'a>,
        is_key: bool,
    ) -> sandbridge_interface::Error {
        let message = format!("`{}` has no parameter called `{name}`", self.function.name);
        let error = match is_key {
            true => value.key_error(Code::FactsName, message),
            false => value.error(Code::FactsName, message),
        };
        let own = if is_key { OWN_KEYS.as_slice() } else { &[] };
        let names =
            || self.drafts.iter().map(|draft| draft.c_name.as_str()).filter(|name| *name != "ret");
        let near = sandbridge_interface::name::nearest(name, names().chain(own.iter().copied()));
        match near {
            Some(near) => error.with_help(format!("did you mean `{near}`?")),
            None => {
                let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
                error.with_help(match all.is_empty() {
                    true => "it has none".to_owned(),
                    false => format!("there are: {}", all.join(", ")),
                })
            }
        }
    }

    /// The handle whose first visible argument it is.
    fn method(&self, params: &[ParamFacts]) -> Result<Option<u32>> {
        let key = self.own_key("method_of");
        if key.as_ref().and_then(|key| key.flag()) == Some(false) {
            return Ok(None);
        }
        let first = in_order(params).find(|&at| is_visible(&params[at].role));
        let of = match first.map(|at| &params[at].role) {
            Some(Role::Handle { handle, nullable: false }) => Some(*handle),
            _ => None,
        };
        match (key, self.method_of) {
            (Some(key), Some(wanted)) if of != Some(wanted) => {
                let class = &self.handles[wanted as usize].name;
                let message = format!(
                    "the first argument of `{}` is no `{class}`, which its methods have",
                    self.function.name
                );
                Err(key.error(Code::FactsType, message))
            }
            (Some(key), None) if key.flag() == Some(true) => {
                Err(key.error(Code::FactsType, "name the class, or say `false`"))
            }
            _ => Ok(of),
        }
    }

    /// What may be left out comes last.
    fn check_omitted(&self, params: &[ParamFacts]) -> Result<()> {
        let mut left_out: Option<usize> = None;
        for at in in_order(params).filter(|&at| is_visible(&params[at].role)) {
            match (params[at].omitted, left_out) {
                (Some(_), _) => left_out = Some(at),
                (None, Some(earlier)) => {
                    let keys = self.drafts[earlier].keys.clone();
                    let place = keys.unwrap_or_else(|| self.somewhere());
                    let message = format!(
                        "it cannot be left out, because `{}` behind it cannot",
                        params[at].name
                    );
                    return Err(place.key_error(Code::FactsType, message));
                }
                (None, None) => {}
            }
        }
        Ok(())
    }
}

/// Positions in the order in which callers give them: members behind their object.
fn in_order(params: &[ParamFacts]) -> impl Iterator<Item = usize> {
    let object = |at: &usize| match params[*at].place {
        Place::Param(param) => (param, 0),
        Place::Member { param, .. } => (param, 1 + *at),
    };
    let mut order: Vec<usize> = (0..params.len()).collect();
    order.sort_by_key(object);
    order.into_iter()
}

/// Whether the caller gives it.
fn is_visible(role: &Role) -> bool {
    match role {
        Role::Plain | Role::Data { .. } | Role::Handle { .. } | Role::Callback { .. } => true,
        Role::Cell { initial, .. } => *initial == Initial::Given,
        Role::Value(_)
        | Role::Length { .. }
        | Role::Room { .. }
        | Role::Object { .. }
        | Role::Userdata
        | Role::Destroy { .. }
        | Role::Raise { .. } => false,
    }
}
