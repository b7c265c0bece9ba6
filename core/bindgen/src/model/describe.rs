//! What documentation says of parameters, results and failures beyond their types: one text for all
//! languages, with C's spellings in backticks.

use sandbridge_interface::facts::{Encoding, Omitted};
use sandbridge_interface::plan::{After, Arg, Give, Number, Plan, PointerPlan, Program};
use sandbridge_interface::{Interface, spell};

use super::Model;
use super::function::Function;
use crate::value::{self, Given, Memory, Taken};

/// The texts of one language.
pub(crate) struct Describe<'m, 'a> {
    /// The library.
    pub(crate) model: &'m Model<'a>,
    /// What the language calls a pointer to nothing: `null`.
    pub(crate) null: &'static str,
}

impl Describe<'_, '_> {
    /// Each visible parameter of a function, in order.
    pub(crate) fn parameters(&self, plan: &Plan) -> Vec<String> {
        value::parameters(plan).map(|(arg, taken)| self.parameter(plan, arg, &taken)).collect()
    }

    fn parameter(&self, plan: &Plan, arg: &Arg, taken: &Taken<'_>) -> String {
        let mut text = match taken {
            Taken::Number(number, enumeration) => self.number(arg, *number, *enumeration),
            Taken::Wide(_) | Taken::Empty(_) => format!("`{}` in C", arg.spelling),
            Taken::Value(_) => format!("`{}`, of which C gets a copy", arg.spelling),
            Taken::Pointer(pointer) => self.pointer(arg, pointer),
            Taken::Data { pointer, nullable } => {
                let text = self.memory(arg, pointer) + "; C is told how many";
                self.or_null(text, *nullable)
            }
            Taken::Text { nullable } => {
                let text = format!("text, for C in {}", encoding(plan, arg));
                self.or_null(text, *nullable)
            }
            Taken::Handle { kind, nullable } => {
                self.or_null(format!("an open `{}`", self.handle(*kind)), *nullable)
            }
            Taken::Callback(_) => self.or_null("called while this call runs".to_owned(), true),
            Taken::HostFunction { nullable, .. } => {
                self.or_null(host_function(plan, arg), *nullable)
            }
        };
        match arg.omitted {
            Some(Omitted::Number(value)) => text += &format!("; {value} where it is left out"),
            Some(Omitted::Null) => text += &format!("; {} where it is left out", self.null),
            None => {}
        }
        text
    }

    fn number(&self, arg: &Arg, number: Number, enumeration: Option<u32>) -> String {
        if let Some(of) = enumeration.and_then(|id| self.model.enumeration(id)) {
            return format!("a constant of `{}`", of.c_name);
        }
        if arg.spelling.ends_with('*') {
            return format!("what C finds behind its `{}`", arg.spelling);
        }
        // Of other ranges the type says enough.
        let range = number
            .range()
            .filter(|_| !matches!(number, Number::Bool | Number::I32 | Number::I64 | Number::U64));
        match range {
            Some((min, max)) => format!("`{}` in C, {min} to {max}", arg.spelling),
            None => format!("`{}` in C", arg.spelling),
        }
    }

    fn pointer(&self, arg: &Arg, pointer: &PointerPlan) -> String {
        let is_text = pointer.text || pointer.wide_text.is_some();
        let text = match is_text {
            true => format!("text that C reads (`{}`)", arg.spelling),
            false => self.memory(arg, pointer),
        };
        self.or_null(text, true)
    }

    /// What C does with memory that it gets a pointer to.
    fn memory(&self, arg: &Arg, pointer: &PointerPlan) -> String {
        let what = match value::memory(self.model.interface, pointer) {
            Memory::Bytes { .. } => "bytes that",
            Memory::Texts => "texts that",
            Memory::Record(_) => "what",
            Memory::Elements(_) => "elements that",
            Memory::Opaque => {
                return format!("a pointer to what only C knows (`{}`)", arg.spelling);
            }
        };
        let more = if pointer.is_const { "" } else { ", and may write to" };
        format!("{what} C reads{more} (`{}`)", arg.spelling)
    }

    fn or_null(&self, text: String, nullable: bool) -> String {
        if nullable { format!("{text}, or {}", self.null) } else { text }
    }

    fn handle(&self, kind: u32) -> &str {
        self.model.handles.get(kind as usize).map_or("Handle", |handle| handle.name)
    }

    /// Each result of a function, in order.
    pub(crate) fn results(&self, function: &Function<'_>) -> Vec<String> {
        let plan = &function.plan;
        let results = value::results(plan);
        let each = results.iter().enumerate();
        each.map(|(at, (_, given))| self.result(function, at, given)).collect()
    }

    fn result(&self, function: &Function<'_>, at: usize, given: &Given) -> String {
        let outcome = function.plan.program.as_ref().and_then(|program| program.outcomes.get(at));
        let spelling = match outcome {
            Some(outcome) => outcome.spelling.clone(),
            None => c_result(self.model.interface, function),
        };
        let copied = |what: &str, nullable: bool| {
            self.or_null(format!("{what} that C gives (`{spelling}`), copied"), nullable)
        };
        match given {
            Given::Nothing => String::new(),
            Given::Number(..) | Given::Wide(_) | Given::Value(_) => format!("`{spelling}` in C"),
            Given::Text => copied("text", true),
            Given::FilledText => copied("text", false),
            Given::Bytes { nullable } => copied("the bytes", *nullable),
            Given::Elements { nullable, .. } => copied("the elements", *nullable),
            Given::Texts => copied("the texts", false),
            Given::Pointer => self.or_null(format!("memory of the library (`{spelling}`)"), true),
            Given::Callback => self.or_null(format!("a C function (`{spelling}`)"), true),
            Given::Handle { kind, nullable } => {
                let name = self.handle(*kind);
                let is_new = function.plan.program.as_ref().is_some_and(|all| is_owned(all, *kind));
                let text = match is_new {
                    true => format!("a new `{name}`, which the caller closes"),
                    false => format!("an open `{name}`"),
                };
                self.or_null(text, *nullable)
            }
            Given::Handles(kind) => format!("each `{}`", self.handle(*kind)),
        }
    }

    /// When a function raises the library's own exception, by the class of its rule.
    pub(crate) fn failure(&self, function: &Function<'_>) -> Option<(&str, String)> {
        let rule = self.model.interface.facts.rules.get(function.rule()? as usize)?;
        Some((&rule.class, format!("where {} reports a failure", function.c_name)))
    }
}

/// Whether the call makes a handle of that kind, which the caller then owns.
fn is_owned(program: &Program, kind: u32) -> bool {
    program
        .after
        .iter()
        .any(|step| matches!(*step, After::Adopt { handle, is_owned: true, .. } if handle == kind))
}

/// C's type of a function's result.
fn c_result(interface: &Interface, function: &Function<'_>) -> String {
    let signature = interface.functions[function.position].signature;
    spell::type_name(interface, interface.signature(signature).result)
}

fn encoding(plan: &Plan, arg: &Arg) -> &'static str {
    let found = gives(plan, arg).find_map(|give| match give {
        Give::Text { encoding, .. } => Some(*encoding),
        _ => None,
    });
    match found {
        Some(Encoding::Latin1) => "Latin-1",
        Some(Encoding::Utf16) => "UTF-16",
        _ => "UTF-8",
    }
}

/// How long C calls a host function, and what comes of its exceptions.
fn host_function(plan: &Plan, arg: &Arg) -> String {
    let found = gives(plan, arg).find_map(|give| match *give {
        Give::Callback { is_held, is_once, on_raise, .. } => Some((is_held, is_once, on_raise)),
        _ => None,
    });
    let (is_held, is_once, on_raise) = found.unwrap_or_default();
    let time = match (is_held, is_once) {
        (_, true) => "called once, in this call or a later one",
        (true, _) => "called in later calls too, until C lets go of it",
        _ => "called while this call runs",
    };
    match on_raise {
        Some(value) => format!("{time}; C gets {value} where it fails"),
        None => time.to_owned(),
    }
}

/// What facts make of a parameter.
fn gives<'p>(plan: &'p Plan, arg: &'p Arg) -> impl Iterator<Item = &'p Give> {
    let given = plan.program.iter().flat_map(|program| &program.given);
    given.filter(move |give| {
        let at = match **give {
            Give::Handle { arg, .. }
            | Give::Data { arg, .. }
            | Give::Text { arg, .. }
            | Give::Callback { arg, .. } => arg,
        };
        plan.args.get(at as usize).is_some_and(|of| std::ptr::eq(of, arg))
    })
}
