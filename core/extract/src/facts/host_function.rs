//! Parameters for host functions, with what belongs to them: userdata, destroy functions, scopes.

use sandbridge_interface::facts::{Place, Role, Scope};
use sandbridge_interface::{Code, Result, Type, spell};

use super::callback::{self, Taken};
use super::constant;
use super::document::Value;
use super::form::assignable;
use super::function::Reader;

impl<'a> Reader<'_, 'a> {
    pub(super) fn callback_role(&mut self, index: usize, keys: &Value<'a>) -> Result<()> {
        let Some(table) = keys.get("callback") else { return Ok(()) };
        let ty = self.drafts[index].ty;
        let Some(signature) = callback::signature(self.interface, ty) else {
            return Err(self.not(&table, ty, "a callback is a pointer to a function"));
        };
        let userdata = table.get("userdata");
        if let Some(userdata) = &userdata {
            let param = self.claimed(userdata, Role::Userdata)?;
            if !matches!(self.interface.resolved(self.drafts[param].ty), Type::Pointer { .. }) {
                return Err(self.not(userdata, self.drafts[param].ty, "userdata is a pointer"));
            }
        }
        if let Some(destroy) = table.get("destroy") {
            let param = self.param_named(&destroy)? as usize;
            let ty = self.drafts[param].ty;
            match callback::signature(self.interface, ty) {
                Some(signature) if self.interface.signature(signature).params.len() == 1 => {
                    self.claimed(&destroy, Role::Destroy { signature })?;
                }
                _ => {
                    let what = "a destroy function is one that takes the userdata";
                    return Err(self.not(&destroy, ty, what));
                }
            }
        }
        let scope = self.callback_scope(&table)?;
        let on_raise = table.get("on_raise");
        if let Some(value) = &on_raise {
            let result = self.interface.signature(signature).result;
            let typed = super::evaluate(&super::Scope::new(self.interface), value)?;
            assignable(self.interface, &typed, result)
                .map_err(|what| value.error(Code::FactsType, what))?;
        }
        let on_raise = on_raise.map(|value| constant(self.interface, &value)).transpose()?;
        let member = match self.drafts[index].place {
            Place::Member { param, .. } => self.member_path(index, param),
            Place::Param(_) => None,
        };
        let path = format!("{}.{}", self.function.name, self.drafts[index].c_name);
        let has_userdata = userdata.is_some();
        let taken = Taken { table: &table, path, member, ty, signature, has_userdata };
        let callback = self.context.callback(&taken)?;
        let nullable = keys.is("nullable") || keys.is("optional");
        let role = Role::Callback { signature, callback, scope, on_raise, nullable };
        self.drafts[index].role = Some(role);
        Ok(())
    }

    /// `struct.member` of a member that acts as a parameter.
    fn member_path(&self, index: usize, object: u32) -> Option<String> {
        let Type::Pointer { to, .. } = *self.interface.resolved(self.drafts[object as usize].ty)
        else {
            return None;
        };
        let Type::Record(record) = *self.interface.resolved(to) else { return None };
        let record = self.interface.record(record).name.clone()?;
        let (_, member) = self.drafts[index].c_name.split_once("->")?;
        Some(format!("{record}.{member}"))
    }

    /// Gives the parameter that `value` names a role, unless it has that one already.
    fn claimed(&mut self, value: &Value<'a>, role: Role) -> Result<usize> {
        let param = self.param_named(value)? as usize;
        let draft = &mut self.drafts[param];
        let is_free = draft.role.is_none() && draft.keys.is_none();
        if !is_free && draft.role.as_ref() != Some(&role) {
            let message = format!("`{}` is something else already", draft.c_name);
            return Err(value.error(Code::FactsType, message));
        }
        draft.role = Some(role);
        Ok(param)
    }

    fn callback_scope(&self, table: &Value<'a>) -> Result<Scope> {
        let until = table.get("until");
        let given = table.get("scope");
        let has_destroy = table.get("destroy").is_some();
        let scope = given.as_ref().and_then(Value::text);
        let contradiction = |value: &Value<'a>, what: &str| value.error(Code::FactsType, what);
        let listed = |value: &Value<'a>| {
            value
                .items()
                .iter()
                .map(|item| self.ending(item, item.text().unwrap_or_default()))
                .collect()
        };
        match (scope, &given, until, has_destroy) {
            (Some("destroy") | None, _, None, true) => Ok(Scope::Destroy),
            (_, Some(given), _, true) => {
                Err(contradiction(given, "with `destroy` the scope is `destroy`"))
            }
            (None | Some("handle"), _, Some(until), false) => {
                let functions: Result<Vec<Vec<u32>>> = listed(&until);
                Ok(Scope::Until(functions?.concat()))
            }
            (_, _, Some(until), _) => {
                Err(contradiction(&until, "`until` and `scope` exclude each other"))
            }
            (Some("call"), ..) => Ok(Scope::Call),
            (Some("once"), ..) => Ok(Scope::Once),
            (Some("forever"), ..) => Ok(Scope::Forever),
            (Some("handle"), ..) => Ok(Scope::Until(Vec::new())),
            (Some("destroy"), Some(given), ..) => {
                Err(contradiction(given, "say which parameter with `destroy`"))
            }
            (Some(other), Some(given), ..) => match other.strip_prefix("until:") {
                Some(function) => Ok(Scope::Until(self.ending(given, function)?)),
                None => Err(given
                    .error(Code::FactsSyntax, format!("there is no scope `{other}`"))
                    .with_help(
                        "there are `call`, `once`, `until:function`, `handle`, `destroy`, `forever`",
                    )),
            },
            _ => Err(table
                .key_error(Code::FactsSyntax, "the key `scope` is missing")
                .with_help("how long may C call it? `call`, `once`, `until:function`, `forever`")),
        }
    }

    /// The function that ends a scope; none when it is the one that the callback is given to, which
    /// always ends the one given before.
    pub(super) fn ending(&self, value: &Value<'a>, name: &str) -> Result<Vec<u32>> {
        let Some((position, function)) = self.interface.function(name) else {
            return Err(super::scope::missing_function(self.interface, name, 0).of(value));
        };
        let is_own = function.name == self.function.name;
        Ok(if is_own { Vec::new() } else { vec![position as u32] })
    }

    pub(super) fn raise_role(&mut self, index: usize, keys: &Value<'a>) -> Result<()> {
        let Some(raise) = keys.get("raise") else { return Ok(()) };
        let ty = self.drafts[index].ty;
        let Some(signature) = callback::signature(self.interface, ty) else {
            return Err(self.not(&raise, ty, "what C reports a failure with is a function"));
        };
        let types = &self.interface.signature(signature).params;
        let name = raise.text().unwrap_or_default();
        let message = name.strip_prefix("arg").and_then(|number| number.parse::<u32>().ok());
        let is_message =
            message.and_then(|at| types.get(at as usize)).is_some_and(|&ty| {
                match *self.interface.resolved(ty) {
                    Type::Pointer { to, .. } => super::rule::is_text(self.interface, to),
                    _ => false,
                }
            });
        let (Some(message), true) = (message, is_message) else {
            let function = spell::function_pointer(self.interface, signature);
            let text = format!("`{name}` is no text among the arguments of `{function}`");
            return Err(raise
                .error(Code::FactsName, text)
                .with_help("they are `arg0`, `arg1`, ..."));
        };
        let Some(rule) = self.rule else {
            let message = "the function has no `error`, whose class would be raised";
            return Err(raise.key_error(Code::FactsType, message));
        };
        self.drafts[index].role = Some(Role::Raise { signature, message, rule });
        Ok(())
    }
}
