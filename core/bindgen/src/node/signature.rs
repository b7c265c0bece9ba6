//! How a function is called from JavaScript: its parameters and result as TypeScript has them.

use sandbridge_interface::facts::Omitted;
use sandbridge_interface::habit::camel;
use sandbridge_interface::plan::{Access, Number, Plan, PointerPlan, Wide};
use sandbridge_interface::{Interface, RecordId};

use super::names;
use crate::model::{HostFunction, Model};
use crate::value::{self, Given, Memory, Taken};

/// The signature: `crc32(crc: number, buf: Uint8Array | Pointer | null, len: number): number`.
///
/// Records go by their names in `lib.types`; the other names are those of the package's types.
pub fn signature(interface: &Interface, plan: &Plan) -> String {
    let annotate = Annotate { interface, model: None };
    let params: Vec<String> = annotate.parameters(plan).iter().map(Param::declared).collect();
    let results = value::results(plan);
    let result = match results.as_slice() {
        [] => "void".to_owned(),
        [(_, one)] => annotate.given(one),
        several => {
            let one = |(name, one): &(&str, Given)| format!("{name}: {}", annotate.given(one));
            format!("{{ {} }}", several.iter().map(one).collect::<Vec<_>>().join("; "))
        }
    };
    format!("{}({}): {result}", called(interface, &plan.name), params.join(", "))
}

/// The property of a library that a plan of that name is: names that facts give have JavaScript's habit.
fn called(interface: &Interface, plan: &str) -> String {
    let facts = &interface.facts;
    let is_c = interface.function(plan).is_some() && facts.name(plan) != plan;
    if facts.is_empty() || is_c { plan.to_owned() } else { name(&camel(plan)) }
}

/// A C name as a JavaScript parameter can have it.
pub(crate) fn name(c_name: &str) -> String {
    if KEYWORDS.contains(&c_name) { format!("{c_name}_") } else { c_name.to_owned() }
}

/// A parameter as TypeScript declares it.
#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) annotation: String,
    /// Whether it may be left out.
    pub(crate) is_optional: bool,
    /// Whether it stands for any number of arguments.
    pub(crate) is_rest: bool,
}

impl Param {
    /// `level?: number`.
    pub(crate) fn declared(&self) -> String {
        let dots = if self.is_rest { "..." } else { "" };
        let mark = if self.is_optional { "?" } else { "" };
        format!("{dots}{}{mark}: {}", self.name, self.annotation)
    }

    /// As a call passes it on.
    pub(crate) fn passed(&self) -> String {
        let dots = if self.is_rest { "..." } else { "" };
        format!("{dots}{}", self.name)
    }
}

/// Makes annotations.
#[derive(Clone, Copy)]
pub(crate) struct Annotate<'a> {
    pub(crate) interface: &'a Interface,
    /// The package whose classes they name; without, C's names.
    pub(crate) model: Option<&'a Model<'a>>,
}

impl Annotate<'_> {
    /// The parameters of a function.
    pub(crate) fn parameters(&self, plan: &Plan) -> Vec<Param> {
        let last = plan.args.iter().rposition(|arg| arg.omitted.is_none());
        let is_habitual = self.model.is_some() && are_distinct(plan);
        let mut params: Vec<Param> = value::parameters(plan)
            .enumerate()
            .map(|(index, (arg, taken))| {
                let mut annotation = self.parameter(&taken);
                let may_lack = arg.omitted.is_some();
                // Only those at the end can be left out in TypeScript.
                let is_optional = may_lack && last.is_none_or(|last| index > last);
                if may_lack && !is_optional {
                    annotation.push_str(" | undefined");
                }
                if arg.omitted == Some(Omitted::Null) && !annotation.ends_with("null") {
                    annotation.push_str(" | null");
                }
                let name = if is_habitual { name(&camel(&arg.name)) } else { name(&arg.name) };
                Param { name, annotation, is_optional, is_rest: false }
            })
            .collect();
        if plan.is_variadic {
            let annotation = format!("{}[]", self.own("Argument"));
            let is_taken = params.iter().any(|param| param.name == "args");
            let name = if is_taken { "args_" } else { "args" }.to_owned();
            params.push(Param { name, annotation, is_optional: false, is_rest: true });
        }
        params
    }

    /// A type of the project's own package.
    pub(crate) fn own(&self, name: &str) -> String {
        if self.model.is_some() { format!("sandbridge.{name}") } else { name.to_owned() }
    }

    /// The type of a parameter.
    fn parameter(&self, taken: &Taken<'_>) -> String {
        match taken {
            Taken::Number(form, _) => accepted(number(*form)).to_owned(),
            Taken::Wide(Wide::F128) => format!("{} | number | bigint", self.own("LongDouble")),
            Taken::Wide(form) => accepted(&self.wide(*form)).to_owned(),
            Taken::Pointer(plan) => self.pointer(plan),
            Taken::Callback(signature) => {
                let of = HostFunction { signature: *signature, facts: None };
                match self.host_function(of) {
                    Some(function) => format!("{function} | {} | null", self.own("Callback")),
                    None => format!("{} | null", self.own("FunctionPointer")),
                }
            }
            Taken::Value(Access::Complex { .. }) => format!("{} | number", self.own("Complex")),
            Taken::Value(access @ Access::Record { .. }) => {
                format!("{} | {}", self.object(access), self.own("Members"))
            }
            Taken::Value(access) => self.object(access),
            Taken::Empty(record) => match self.model {
                Some(_) => self.own("Members"),
                None => format!("{record} | Members"),
            },
            Taken::Handle { kind, nullable } => or_null(self.handle(*kind), *nullable),
            Taken::Data { pointer, nullable } => {
                or_null(self.copied(pointer).join(" | "), *nullable)
            }
            Taken::Text { nullable } => or_null("string".to_owned(), *nullable),
            Taken::HostFunction { signature, callback, nullable } => {
                let of = HostFunction { signature: *signature, facts: *callback };
                let function = self.host_function(of);
                let function = function.unwrap_or_else(|| self.own("FunctionPointer"));
                or_null(function, *nullable)
            }
        }
    }

    /// The type of a result, or of what a host function is given.
    pub(crate) fn given(&self, given: &Given) -> String {
        match given {
            Given::Nothing => "void".to_owned(),
            Given::Number(form, _) => number(*form).to_owned(),
            Given::Wide(form) => self.wide(*form),
            Given::Text => "string | null".to_owned(),
            Given::FilledText => "string".to_owned(),
            Given::Texts => "(string | null)[]".to_owned(),
            Given::Bytes { nullable } => or_null("Uint8Array".to_owned(), *nullable),
            Given::Elements { element: Access::Number { number, .. }, nullable } => {
                or_null(array(*number).to_owned(), *nullable)
            }
            Given::Elements { element, nullable } => {
                or_null(list(&self.object(element), 1), *nullable)
            }
            Given::Handle { kind, nullable } => or_null(self.handle(*kind), *nullable),
            Given::Handles(kind) => format!("{}[]", self.handle(*kind)),
            Given::Pointer => format!("{} | null", self.own("Pointer")),
            Given::Callback => format!("{} | null", self.own("FunctionPointer")),
            Given::Value(access) => self.object(access),
        }
    }

    /// The class of a kind of handle.
    fn handle(&self, kind: u32) -> String {
        let handles = &self.interface.facts.handles;
        handles.get(kind as usize).map_or("Handle", |handle| &handle.name).to_owned()
    }

    /// A function of the caller's: by the name that the package has for it, or in full.
    fn host_function(&self, of: HostFunction) -> Option<String> {
        let (params, back) = self.callable(of)?;
        if let Some(name) = self.model.and_then(|model| names::callback(model, of)) {
            return Some(name);
        }
        Some(format!("(({}) => {back})", params.join(", ")))
    }

    /// What such a function is given, with names, and what it gives; `None` where none can be.
    pub(crate) fn callable(&self, of: HostFunction) -> Option<(Vec<String>, String)> {
        let (params, back) = match of.facts {
            Some(position) => value::known_callback(self.interface, position)?,
            None => {
                let (given, back) = value::callback(self.interface, of.signature)?;
                ((0..).map(|at| format!("arg{at}")).zip(given).collect(), back)
            }
        };
        let named = |(at, (own, one)): (usize, (String, Given))| {
            let own = if own.is_empty() { format!("arg{at}") } else { name(&camel(&own)) };
            format!("{own}: {}", self.given(&one))
        };
        let back = match back {
            Given::Bytes { .. } => self.own("BufferLike"),
            back => accepted(&self.given(&back)).to_owned(),
        };
        Some((params.into_iter().enumerate().map(named).collect(), back))
    }

    fn pointer(&self, plan: &PointerPlan) -> String {
        let mut forms = self.copied(plan);
        forms.push(format!("{} | null", self.own("Pointer")));
        forms.join(" | ")
    }

    /// What is copied to the guest for a pointer.
    fn copied(&self, plan: &PointerPlan) -> Vec<String> {
        let mut forms = Vec::new();
        if plan.text || plan.wide_text.is_some() {
            forms.push("string".to_owned());
        }
        match value::memory(self.interface, plan) {
            Memory::Bytes { is_untyped: true } => forms.push(self.own("BufferLike")),
            Memory::Bytes { is_untyped: false } => forms.push("Uint8Array".to_owned()),
            Memory::Texts => forms.push(format!("(string | {} | null)[]", self.own("Pointer"))),
            Memory::Record(record) => {
                let class = self.record(record);
                forms.push(class.clone());
                if plan.is_const {
                    let members = self.own("Members");
                    forms.push(format!("({class} | {members})[]"));
                    forms.push(members);
                }
            }
            Memory::Elements(element) => {
                let (innermost, depth) = value::innermost(element);
                if let Access::Number { number, .. } = innermost {
                    forms.push(array(*number).to_owned());
                }
                if plan.is_const {
                    forms.push(list(&self.object(innermost), depth + 1));
                }
            }
            Memory::Opaque => {}
        }
        forms
    }

    /// An object of C as JavaScript has it.
    pub(crate) fn object(&self, access: &Access) -> String {
        match access {
            Access::Number { number: form, .. } => number(*form).to_owned(),
            Access::Bits { is_bool: true, .. } => "boolean".to_owned(),
            Access::Bits { width, .. } => integer((*width).into()).to_owned(),
            Access::Wide { wide: form, .. } => self.wide(*form),
            Access::Complex { .. } => self.own("Complex"),
            Access::Vector { number: lane, .. } => format!("{}[]", number(*lane)),
            Access::Pointer { .. } => format!("{} | null", self.own("Pointer")),
            Access::Callback { .. } => format!("{} | null", self.own("FunctionPointer")),
            Access::Record { record } => self.record(*record),
            Access::Array { .. } => self.own("ArrayView"),
            Access::Opaque => "unknown".to_owned(),
        }
    }

    fn record(&self, id: RecordId) -> String {
        match self.model {
            // One without a name, or that only the C layer has.
            Some(model) => names::record(model, id).unwrap_or_else(|| self.own("Record")),
            None => value::record_name(self.interface, id).to_owned(),
        }
    }

    fn wide(&self, wide: Wide) -> String {
        match wide {
            Wide::I128 | Wide::U128 => "bigint".to_owned(),
            Wide::BitInt { bits, .. } => integer(bits).to_owned(),
            Wide::F128 => self.own("LongDouble"),
            Wide::F16 => "number".to_owned(),
        }
    }
}

/// Whether the arguments have names of their own in JavaScript's habit.
fn are_distinct(plan: &Plan) -> bool {
    let names: std::collections::BTreeSet<String> =
        plan.args.iter().map(|arg| camel(&arg.name)).collect();
    names.len() == plan.args.len()
}

fn or_null(annotation: String, nullable: bool) -> String {
    if nullable { format!("{annotation} | null") } else { annotation }
}

/// Lists of lists of something, so deep.
fn list(of: &str, depth: usize) -> String {
    let of = if of.contains(' ') { format!("({of})") } else { of.to_owned() };
    format!("{of}{}", "[]".repeat(depth))
}

/// What is taken where that comes back: a safe integer does for 64 bits.
fn accepted(result: &str) -> &str {
    if result == "bigint" { "bigint | number" } else { result }
}

const fn number(number: Number) -> &'static str {
    match number {
        Number::Bool => "boolean",
        Number::I64 | Number::U64 => "bigint",
        Number::I8
        | Number::U8
        | Number::I16
        | Number::U16
        | Number::I32
        | Number::U32
        | Number::F32
        | Number::F64 => "number",
    }
}

/// The typed array of such numbers.
const fn array(number: Number) -> &'static str {
    match number {
        Number::Bool | Number::U8 => "Uint8Array",
        Number::I8 => "Int8Array",
        Number::I16 => "Int16Array",
        Number::U16 => "Uint16Array",
        Number::I32 => "Int32Array",
        Number::U32 => "Uint32Array",
        Number::I64 => "BigInt64Array",
        Number::U64 => "BigUint64Array",
        Number::F32 => "Float32Array",
        Number::F64 => "Float64Array",
    }
}

/// The type that holds integers of that many bits.
const fn integer(bits: u32) -> &'static str {
    if bits <= 32 { "number" } else { "bigint" }
}

/// What no variable or parameter of a strict module is called.
pub(crate) const KEYWORDS: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];
