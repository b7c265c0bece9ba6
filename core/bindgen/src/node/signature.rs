//! How a function is called from JavaScript: its parameters and result as TypeScript has them.

use sandbridge_interface::plan::{Access, Number, Plan, PointerPlan, Wide};
use sandbridge_interface::{Interface, SignatureId};

use crate::value::{self, Given, Memory, Taken};

/// The signature: `crc32(crc: number, buf: Uint8Array | Pointer | null, len: number): number`.
///
/// Records go by their names in `lib.types`; the other names are those of the package's types.
pub fn signature(interface: &Interface, plan: &Plan) -> String {
    let mut params: Vec<String> = value::parameters(plan)
        .map(|(arg, taken)| format!("{}: {}", name(&arg.name), parameter(interface, &taken)))
        .collect();
    if plan.is_variadic {
        params.push("...args: Argument[]".to_owned());
    }
    let results = value::results(plan);
    let result = match results.as_slice() {
        [] => "void".to_owned(),
        [(_, one)] => given(interface, one),
        several => {
            let one = |(name, one): &(&str, Given)| format!("{name}: {}", given(interface, one));
            format!("{{ {} }}", several.iter().map(one).collect::<Vec<_>>().join("; "))
        }
    };
    format!("{}({}): {result}", plan.name, params.join(", "))
}

/// A C name as a JavaScript parameter can have it.
pub(crate) fn name(c_name: &str) -> String {
    if KEYWORDS.contains(&c_name) { format!("{c_name}_") } else { c_name.to_owned() }
}

/// The type of a parameter.
pub(crate) fn parameter(interface: &Interface, taken: &Taken<'_>) -> String {
    match taken {
        Taken::Number(form) => accepted(number(*form)).to_owned(),
        Taken::Wide(Wide::F128) => "LongDouble | number | bigint".to_owned(),
        Taken::Wide(form) => accepted(wide(*form)).to_owned(),
        Taken::Pointer(plan) => pointer(interface, plan),
        Taken::Callback(id) => match value::callback(interface, *id) {
            Some((params, back)) => {
                let params: Vec<_> = (0..)
                    .zip(&params)
                    .map(|(index, one)| format!("arg{index}: {}", given(interface, one)))
                    .collect();
                let back = given(interface, &back);
                format!("(({}) => {back}) | Callback | null", params.join(", "))
            }
            None => "FunctionPointer | null".to_owned(),
        },
        Taken::Value(Access::Complex { .. }) => "Complex | number".to_owned(),
        Taken::Value(access @ Access::Record { .. }) => {
            format!("{} | Members", object(interface, access))
        }
        Taken::Value(access) => object(interface, access),
        Taken::Empty(record) => format!("{record} | Members"),
        Taken::Handle { kind, nullable } => or_null(handle(interface, *kind), *nullable),
        Taken::Data { pointer, nullable } => {
            or_null(copied(interface, pointer).join(" | "), *nullable)
        }
        Taken::Text { nullable } => or_null("string".to_owned(), *nullable),
        Taken::HostFunction { signature, callback, nullable } => {
            or_null(host_function(interface, *signature, *callback), *nullable)
        }
    }
}

/// The type of a result, or of what a host function is given.
pub(crate) fn given(interface: &Interface, given: &Given) -> String {
    match given {
        Given::Nothing => "void".to_owned(),
        Given::Number(form) => number(*form).to_owned(),
        Given::Wide(form) => wide(*form).to_owned(),
        Given::Text => "string | null".to_owned(),
        Given::FilledText => "string".to_owned(),
        Given::Texts => "(string | null)[]".to_owned(),
        Given::Bytes { nullable } => or_null("Uint8Array".to_owned(), *nullable),
        Given::Elements { element: Access::Number { number, .. }, nullable } => {
            or_null(array(*number).to_owned(), *nullable)
        }
        Given::Elements { element, nullable } => {
            or_null(format!("{}[]", object(interface, element)), *nullable)
        }
        Given::Handle { kind, nullable } => or_null(handle(interface, *kind), *nullable),
        Given::Handles(kind) => format!("{}[]", handle(interface, *kind)),
        Given::Pointer => "Pointer | null".to_owned(),
        Given::Callback => "FunctionPointer | null".to_owned(),
        Given::Value(access) => object(interface, access),
    }
}

fn or_null(annotation: String, nullable: bool) -> String {
    if nullable { format!("{annotation} | null") } else { annotation }
}

/// The class of a kind of handle.
fn handle(interface: &Interface, kind: u32) -> String {
    interface.facts.handles.get(kind as usize).map_or("Handle", |handle| &handle.name).to_owned()
}

/// A function of which something is known, in brackets.
fn host_function(interface: &Interface, signature: SignatureId, callback: Option<u32>) -> String {
    let unnamed = |given: Vec<Given>| (0..).map(|at| format!("arg{at}")).zip(given).collect();
    let known = match callback {
        Some(position) => value::known_callback(interface, position),
        None => value::callback(interface, signature).map(|(given, back)| (unnamed(given), back)),
    };
    let Some((params, back)) = known else { return "FunctionPointer".to_owned() };
    let params: Vec<String> =
        params.iter().map(|(name, one)| format!("{name}: {}", given(interface, one))).collect();
    format!("(({}) => {})", params.join(", "), given(interface, &back))
}

fn pointer(interface: &Interface, plan: &PointerPlan) -> String {
    let mut forms = copied(interface, plan);
    forms.push("Pointer | null".to_owned());
    forms.join(" | ")
}

/// What is copied to the guest for a pointer.
fn copied(interface: &Interface, plan: &PointerPlan) -> Vec<String> {
    let mut forms = Vec::new();
    if plan.text || plan.wide_text.is_some() {
        forms.push("string".to_owned());
    }
    match value::memory(interface, plan) {
        Memory::Bytes { is_untyped: true } => forms.push("BufferLike".to_owned()),
        Memory::Bytes { is_untyped: false } => forms.push("Uint8Array".to_owned()),
        Memory::Texts => forms.push("(string | Pointer | null)[]".to_owned()),
        Memory::Record(record) => {
            forms.push(value::record_name(interface, record).to_owned());
            if plan.is_const {
                forms.push("Members".to_owned());
            }
        }
        Memory::Elements(element) => {
            let (innermost, depth) = value::innermost(element);
            if let Access::Number { number, .. } = innermost {
                forms.push(array(*number).to_owned());
            }
            if plan.is_const {
                let of = object(interface, innermost);
                let of = if of.contains(' ') { format!("({of})") } else { of };
                forms.push(format!("{of}{}", "[]".repeat(depth + 1)));
            }
        }
        Memory::Opaque => {}
    }
    forms
}

/// An object of C as JavaScript has it.
fn object(interface: &Interface, access: &Access) -> String {
    match access {
        Access::Number { number: form, .. } => number(*form).to_owned(),
        Access::Bits { is_bool: true, .. } => "boolean".to_owned(),
        Access::Bits { width, .. } => integer((*width).into()).to_owned(),
        Access::Wide { wide: form, .. } => wide(*form).to_owned(),
        Access::Complex { .. } => "Complex".to_owned(),
        Access::Vector { number: lane, .. } => format!("{}[]", number(*lane)),
        Access::Pointer { .. } => "Pointer | null".to_owned(),
        Access::Callback { .. } => "FunctionPointer | null".to_owned(),
        Access::Record { record } => value::record_name(interface, *record).to_owned(),
        Access::Array { .. } => "ArrayView".to_owned(),
        Access::Opaque => "unknown".to_owned(),
    }
}

/// What is taken where that comes back: a safe integer does for 64 bits.
fn accepted(result: &'static str) -> &'static str {
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

const fn wide(wide: Wide) -> &'static str {
    match wide {
        Wide::I128 | Wide::U128 => "bigint",
        Wide::BitInt { bits, .. } => integer(bits),
        Wide::F128 => "LongDouble",
        Wide::F16 => "number",
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
