//! Resolved facts as short text, to compare with.

use std::fmt::Write;

use sandbridge_interface::Interface;
use sandbridge_interface::facts::{
    Binary, CallbackFacts, CallbackRole, Encoding, Expr, FunctionFacts, Initial, Omitted, Place,
    Role, Scope, Take, Unary,
};
use sandbridge_interface::plan::idiomatic;

/// A function with its facts: the signature that callers see, then each parameter's role.
pub(crate) fn function(interface: &Interface, c_name: &str) -> String {
    let (position, _) = interface.function(c_name).expect("the function is there");
    let plan = idiomatic(interface, position).expect("a plan");
    let Some(facts) = interface.facts.functions.get(&(position as u32)) else {
        return format!("{}: as in C\n", plan.name);
    };
    let describe = Describe { interface, names: names(interface, position, facts) };
    let handles = &interface.facts.handles;
    let owner = facts.method_of.map(|handle| format!("{}.", handles[handle as usize].name));
    let args: Vec<String> = plan
        .args
        .iter()
        .map(|arg| match arg.omitted {
            Some(Omitted::Null) => format!("{} = null", arg.name),
            Some(Omitted::Number(number)) => format!("{} = {number}", arg.name),
            None => arg.name.clone(),
        })
        .collect();
    let program = plan.program.as_ref().expect("it has facts");
    let outcomes: Vec<&str> =
        program.outcomes.iter().map(|outcome| outcome.name.as_str()).collect();
    let mut text = format!(
        "{}{}({}) -> {}\n",
        owner.unwrap_or_default(),
        plan.name,
        args.join(", "),
        if outcomes.is_empty() { "nothing".to_owned() } else { outcomes.join(", ") },
    );
    for (index, param) in facts.params.iter().enumerate() {
        let name = &describe.names[index];
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name}: {}", describe.role(&param.role));
    }
    if facts.result != Take::Plain {
        let _ = writeln!(text, "  ret: {}", describe.take(&facts.result));
    }
    if let Some(rule) = facts.rule {
        let rule = &interface.facts.rules[rule as usize];
        let message = rule.message.as_ref().map_or("none".to_owned(), |e| describe.expr(e));
        let (fails, status) = (describe.expr(&rule.fails), describe.expr(&rule.status));
        let _ = writeln!(text, "  fails: {fails}, {} {status}: {message}", rule.class);
    }
    text
}

/// What is known of a host function, argument by argument.
pub(crate) fn callback(interface: &Interface, facts: &CallbackFacts) -> String {
    let describe = Describe { interface, names: facts.names.clone() };
    let roles = facts
        .params
        .iter()
        .zip(&facts.names)
        .map(|(role, name)| format!("{name}: {}", describe.callback_role(role)));
    format!("({})\n", roles.collect::<Vec<_>>().join(", "))
}

fn names(interface: &Interface, position: usize, facts: &FunctionFacts) -> Vec<String> {
    let params = &interface.functions[position].params;
    let name = |place| match place {
        Place::Param(at) => params[at as usize].name.clone().unwrap_or_else(|| format!("arg{at}")),
        Place::Member { param, offset, .. } => {
            format!("{}+{offset}", params[param as usize].name.as_deref().unwrap_or("?"))
        }
    };
    facts.params.iter().map(|param| name(param.place)).collect()
}

struct Describe<'a> {
    interface: &'a Interface,
    names: Vec<String>,
}

impl Describe<'_> {
    fn role(&self, role: &Role) -> String {
        let name = |index: &u32| self.names[*index as usize].clone();
        match role {
            Role::Plain => "plain".to_owned(),
            Role::Value(value) => format!("value {}", self.expr(value)),
            Role::Length { of, scale, is_result } => {
                format!("length of {}{}{}", name(of), times(*scale), flag(*is_result, "result"))
            }
            Role::Data { text, size, nullable, is_written } => format!(
                "data{}{}{}{}",
                encoding(text.as_ref()),
                size.as_ref().map(|e| format!(", at least {}", self.expr(e))).unwrap_or_default(),
                flag(*nullable, "nullable"),
                flag(*is_written, "written"),
            ),
            Role::Room { text, capacity, size } => format!(
                "room{} for {}{}",
                encoding(text.as_ref()),
                self.expr(capacity),
                size.as_ref().map(|e| format!(", of which {}", self.expr(e))).unwrap_or_default(),
            ),
            Role::Cell { initial, take } => {
                let initial = match initial {
                    Initial::Zero => "zero".to_owned(),
                    Initial::Given => "given".to_owned(),
                    Initial::Value(value) => self.expr(value),
                    Initial::Length { of, scale } => {
                        format!("length of {}{}", name(of), times(*scale))
                    }
                };
                format!("cell {initial}, gives {}", self.take(take))
            }
            Role::Handle { handle, nullable } => {
                format!("handle {}{}", self.handle(*handle), flag(*nullable, "nullable"))
            }
            Role::Object { handle, parent } => format!(
                "object {}{}",
                self.handle(*handle),
                parent.as_ref().map(|p| format!(" below {}", name(p))).unwrap_or_default()
            ),
            Role::Callback { callback, scope, on_raise, nullable, .. } => format!(
                "callback{} {}{}{}",
                callback.map(|at| format!(" {at}")).unwrap_or_default(),
                self.scope(scope),
                on_raise.map(|value| format!(", {value} when it raises")).unwrap_or_default(),
                flag(*nullable, "nullable"),
            ),
            Role::Userdata => "userdata".to_owned(),
            Role::Destroy { .. } => "destroy".to_owned(),
            Role::Raise { message, rule, .. } => {
                let class = &self.interface.facts.rules[*rule as usize].class;
                format!("raises {class} with argument {message}")
            }
        }
    }

    fn take(&self, take: &Take) -> String {
        let freed = |free: &Option<u32>| {
            free.map(|at| format!(", freed by {}", self.called(at))).unwrap_or_default()
        };
        let from = |from: &Option<u32>| {
            from.map(|at| format!(" of {}", self.names[at as usize])).unwrap_or_default()
        };
        match take {
            Take::Nothing => "nothing".to_owned(),
            Take::Plain => "itself".to_owned(),
            Take::Value(value) => self.expr(value),
            Take::Text { encoding: of, size, free } => format!(
                "text{}{}{}",
                encoding(Some(of)),
                size.as_ref().map(|e| format!(" of {} bytes", self.expr(e))).unwrap_or_default(),
                freed(free)
            ),
            Take::Data { size, free } => format!("data of {}{}", self.expr(size), freed(free)),
            Take::Handle { handle, is_owned, parent, is_handed_out_on_failure } => format!(
                "{} {}{}{}",
                if *is_owned { "owned" } else { "lent" },
                self.handle(*handle),
                from(parent),
                flag(*is_handed_out_on_failure, "also on failure"),
            ),
            Take::Filled(take) => match **take {
                Take::Handle { .. } => self.take(take),
                _ => format!("{}, never null", self.take(take)),
            },
            Take::Borrowed { from: owner, until } => {
                let until: Vec<&str> = until.iter().map(|at| self.called(*at)).collect();
                format!("borrowed{} until {}", from(owner), until.join(" "))
            }
        }
    }

    fn callback_role(&self, role: &CallbackRole) -> String {
        match role {
            CallbackRole::Plain => "plain".to_owned(),
            CallbackRole::Hidden => "hidden".to_owned(),
            CallbackRole::Handle { handle } => format!("handle {}", self.handle(*handle)),
            CallbackRole::Text { encoding: of, size } => format!(
                "text{}{}",
                encoding(Some(of)),
                size.as_ref().map(|e| format!(" of {} bytes", self.expr(e))).unwrap_or_default()
            ),
            CallbackRole::Data { size } => format!("data of {}", self.expr(size)),
            CallbackRole::Texts { encoding: of, count } => format!(
                "texts{}{}",
                encoding(Some(of)),
                count.as_ref().map(|e| format!(", {} of them", self.expr(e))).unwrap_or_default()
            ),
            CallbackRole::Handles { handle, count } => {
                format!("{} handles {}", self.expr(count), self.handle(*handle))
            }
            CallbackRole::Room { capacity, is_exact } => {
                format!("room for {}{}", self.expr(capacity), flag(*is_exact, "exactly"))
            }
        }
    }

    fn scope(&self, scope: &Scope) -> String {
        match scope {
            Scope::Call => "for the call".to_owned(),
            Scope::Once => "once".to_owned(),
            Scope::Destroy => "until destroyed".to_owned(),
            Scope::Forever => "forever".to_owned(),
            Scope::Until(until) if until.is_empty() => "with its handle".to_owned(),
            Scope::Until(until) => {
                let until: Vec<&str> = until.iter().map(|at| self.called(*at)).collect();
                format!("until {}", until.join(" or "))
            }
        }
    }

    fn handle(&self, handle: u32) -> &str {
        &self.interface.facts.handles[handle as usize].name
    }

    fn called(&self, function: u32) -> &str {
        &self.interface.functions[function as usize].name
    }

    /// An expression as C would write it; `#p` is how many elements `p` has.
    fn expr(&self, expr: &Expr) -> String {
        expression(self.interface, &self.names, expr)
    }
}

/// An expression as C would write it, with `names` for parameters.
pub(crate) fn expression(interface: &Interface, names: &[String], expr: &Expr) -> String {
    let inner = |expr: &Expr| expression(interface, names, expr);
    match expr {
        Expr::Integer(value) => value.to_string(),
        Expr::Param(at) => match names.get(*at as usize) {
            Some(name) => name.clone(),
            None => format!("#{}", names[*at as usize - names.len()]),
        },
        Expr::Result => "ret".to_owned(),
        Expr::This => "self".to_owned(),
        Expr::Parent => "parent".to_owned(),
        Expr::Load { address, offset, number } => {
            format!("[{}+{offset} {number:?}]", inner(address))
        }
        Expr::Cell(value) => format!("&{}", inner(value)),
        Expr::Unary(operator, value) => {
            let operator = match operator {
                Unary::Negate => "-",
                Unary::Not => "!",
                Unary::Complement => "~",
            };
            format!("{operator}{}", inner(value))
        }
        Expr::Binary(operator, left, right) => {
            format!("({} {} {})", inner(left), symbol(*operator), inner(right))
        }
        Expr::Conditional(condition, then, otherwise) => {
            format!("({} ? {} : {})", inner(condition), inner(then), inner(otherwise))
        }
        Expr::Call { function, args } => {
            let args: Vec<String> = args.iter().map(inner).collect();
            format!("{}({})", interface.functions[*function as usize].name, args.join(", "))
        }
    }
}

fn symbol(operator: Binary) -> &'static str {
    match operator {
        Binary::Multiply => "*",
        Binary::Divide => "/",
        Binary::Remainder => "%",
        Binary::Add => "+",
        Binary::Subtract => "-",
        Binary::ShiftLeft => "<<",
        Binary::ShiftRight => ">>",
        Binary::Less => "<",
        Binary::LessOrEqual => "<=",
        Binary::Greater => ">",
        Binary::GreaterOrEqual => ">=",
        Binary::Equal => "==",
        Binary::NotEqual => "!=",
        Binary::BitAnd => "&",
        Binary::BitXor => "^",
        Binary::BitOr => "|",
        Binary::And => "&&",
        Binary::Or => "||",
    }
}

fn encoding(encoding: Option<&Encoding>) -> &'static str {
    match encoding {
        Some(Encoding::Utf8) => " utf8",
        Some(Encoding::Latin1) => " latin1",
        Some(Encoding::Utf16) => " utf16",
        None => "",
    }
}

fn flag(is: bool, word: &str) -> String {
    if is { format!(", {word}") } else { String::new() }
}

fn times(scale: u32) -> String {
    if scale == 1 { String::new() } else { format!(" times {scale}") }
}
