//! `[errors]`: rules that say which results are failures. A rule names parameters, so that each
//! function that uses it may make another of it.

use sandbridge_interface::facts::{Expr, Rule};
use sandbridge_interface::name::nearest;
use sandbridge_interface::{Code, ConstantValue, Error, Interface, Result, Type};

use super::document::Value;
use super::expression::resolve;
use super::form::{Form, Typed, form_of, mismatch};
use super::scope::{Ret, Scope};
use super::syntax::Node;
use super::{name, parse};

/// All rules, as written and as made.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    written: Vec<Written<'a>>,
    /// By position in [`Facts::rules`](sandbridge_interface::facts::Facts::rules).
    pub(super) made: Vec<Rule>,
}

#[derive(Debug)]
struct Written<'a> {
    name: &'a str,
    class: String,
    fails: (Value<'a>, Node),
    message: Option<(Value<'a>, Node)>,
    status: Option<(Value<'a>, Node)>,
    /// Without names of its own a rule has those of another with the same class.
    names: Option<Names>,
}

/// What names the numbers of a rule.
#[derive(Debug, Default, Clone)]
struct Names {
    enumeration: Option<u32>,
    constants: Vec<(i64, String)>,
}

impl<'a> Rules<'a> {
    /// Reads all rules, as far as that can be done without a function.
    pub(super) fn read(interface: &Interface, root: &Value<'a>) -> Result<Self> {
        let mut written = Vec::new();
        for (rule, table) in root.get("errors").map(|rules| rules.entries()).unwrap_or_default() {
            let expression = |key: &str| {
                let parsed =
                    table.get(key).map(|value| parse(interface, &value).map(|node| (value, node)));
                parsed.transpose()
            };
            let class = match table.get("class") {
                Some(class) => name::class(&class)?,
                None => format!("{}Error", name::pascal(rule)),
            };
            let missing = || table.key_error(Code::FactsSyntax, "the key `fails` is missing");
            let names =
                table.get("names").map(|names| read_names(interface, &names)).transpose()?;
            written.push(Written {
                name: rule,
                class,
                fails: expression("fails")?.ok_or_else(missing)?,
                message: expression("message")?,
                status: expression("status")?,
                names,
            });
        }
        share_names(&mut written);
        Ok(Self { written, made: Vec::new() })
    }

    /// The rule that `named` names, for the function or handle `user` whose names are in `scope`.
    pub(super) fn make(&mut self, named: &Value<'_>, user: &str, scope: &Scope<'_>) -> Result<u32> {
        let wanted = named.text().unwrap_or_default();
        let Some(written) = self.written.iter().find(|rule| rule.name == wanted) else {
            let error = named.error(Code::FactsName, format!("there is no rule `errors.{wanted}`"));
            return Err(match nearest(wanted, self.written.iter().map(|rule| rule.name)) {
                Some(near) => error.with_help(format!("did you mean `{near}`?")),
                None => error.with_help(format!("write one: [errors.{wanted}]")),
            });
        };
        let rule = written.made_for(user, scope)?;
        if let Some(known) = self.made.iter().position(|made| *made == rule) {
            return Ok(known as u32);
        }
        self.made.push(rule);
        Ok(self.made.len() as u32 - 1)
    }
}

/// Gives rules without names those of the first rule of the same class that has some.
fn share_names(written: &mut [Written<'_>]) {
    let shared: Vec<Option<Names>> = written
        .iter()
        .map(|rule| {
            let mut same = written.iter().filter(|other| other.class == rule.class);
            rule.names.clone().or_else(|| same.find_map(|other| other.names.clone()))
        })
        .collect();
    for (rule, names) in written.iter_mut().zip(shared) {
        rule.names = names;
    }
}

impl Written<'_> {
    fn made_for(&self, user: &str, scope: &Scope<'_>) -> Result<Rule> {
        let resolved = |(value, node): &(Value<'_>, Node)| -> Result<Typed> {
            resolve(scope, node).map_err(|mut fault| {
                fault.message = format!("for `{user}`: {}", fault.message);
                fault.of(value)
            })
        };
        let wrong = |(value, node): &(Value<'_>, Node), wanted: &str, form: Form| -> Error {
            mismatch(scope.interface, node.at, wanted, form).of(value)
        };
        let fails = resolved(&self.fails)?;
        if fails.form == Form::Void {
            return Err(wrong(&self.fails, "a condition", fails.form));
        }
        let message = match &self.message {
            Some(written) => match resolved(written)? {
                Typed { expr, form: Form::Pointer(to) } => {
                    let is_text = to.is_none_or(|to| is_text(scope.interface, to));
                    if !is_text {
                        return Err(wrong(written, "the address of a text", Form::Pointer(to)));
                    }
                    Some(expr)
                }
                Typed { form, .. } => return Err(wrong(written, "the address of a text", form)),
            },
            None => None,
        };
        let status = match (&self.status, scope.ret) {
            (Some(written), _) => match resolved(written)? {
                Typed { expr, form: Form::Number(_) } => expr,
                Typed { form, .. } => return Err(wrong(written, "a number", form)),
            },
            (None, Ret::Type(ty)) => match form_of(scope.interface, ty) {
                Some(Form::Number(_)) => Expr::Result,
                _ => Expr::Integer(0),
            },
            (None, _) => Expr::Integer(0),
        };
        let names = self.names.clone().unwrap_or_default();
        Ok(Rule {
            name: self.name.to_owned(),
            class: self.class.clone(),
            fails: fails.expr,
            message,
            status,
            enumeration: names.enumeration,
            names: names.constants,
        })
    }
}

/// Whether an object of that type may be a character of a text.
pub(super) fn is_text(interface: &Interface, ty: sandbridge_interface::TypeId) -> bool {
    match interface.resolved(ty) {
        Type::Void => true,
        Type::Scalar(scalar) => scalar.size() == 1 && !scalar.is_float(),
        _ => false,
    }
}

/// What names the numbers: an enumeration, or constants.
fn read_names(interface: &Interface, value: &Value<'_>) -> Result<Names> {
    if let Some(text) = value.text()
        && interface.constant(text).is_none()
    {
        let ty = interface
            .type_named(text)
            .ok_or_else(|| super::scope::missing_type(interface, text, 0).of(value))?;
        return match *interface.resolved(ty) {
            Type::Enum(id) => Ok(Names { enumeration: Some(id.0), ..Names::default() }),
            _ => Err(value.error(Code::FactsType, format!("`{text}` is no enumeration"))),
        };
    }
    let mut names = Names::default();
    for item in value.items() {
        let name = item.text().unwrap_or_default();
        let Some(constant) = interface.constant(name) else {
            let error =
                item.error(Code::FactsName, format!("the header has no constant called `{name}`"));
            let all = interface.constants.iter().map(|constant| constant.name.as_str());
            return Err(match nearest(name, all) {
                Some(near) => error.with_help(format!("did you mean `{near}`?")),
                None => error,
            });
        };
        match constant.value {
            ConstantValue::Integer(number) if i64::try_from(number).is_ok() => {
                names.constants.push((number as i64, name.to_owned()));
            }
            _ => {
                let message = format!("`{name}` is no whole number of 64 bits");
                return Err(item.error(Code::FactsType, message));
            }
        }
    }
    Ok(names)
}
