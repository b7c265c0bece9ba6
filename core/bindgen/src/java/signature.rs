//! How a function is called from Java: the natural type of each parameter and of the result.

use sandbridge_interface::Interface;
use sandbridge_interface::plan::{Access, Number, Plan, PointerPlan, Wide};

use crate::model;
use crate::value::{self, Given, Memory, Taken};

/// The signature as a method's: `long crc32(long crc, byte[] buf, long len)`.
///
/// Java has no types of several forms, so each parameter has the one that is given most; a
/// `Pointer` goes where an array or a `Struct` does, and null where any of them do.
pub fn signature(interface: &Interface, plan: &Plan) -> String {
    let mut params: Vec<String> = value::parameters(plan)
        .map(|(arg, taken)| format!("{} {}", parameter(interface, &taken), name(&arg.name)))
        .collect();
    if plan.is_variadic {
        params.push("Object... args".to_owned());
    }
    let result = match value::results(plan).as_slice() {
        [] => "void".to_owned(),
        [(_, one)] => given(interface, one),
        _ => format!("{}Result", model::name::pascal(&plan.name)),
    };
    format!("{result} {}({})", name(&plan.name), params.join(", "))
}

/// A C name as Java can have it.
pub(crate) fn name(c_name: &str) -> String {
    if KEYWORDS.contains(&c_name) { format!("{c_name}_") } else { c_name.to_owned() }
}

/// The type of a parameter.
pub(crate) fn parameter(interface: &Interface, taken: &Taken<'_>) -> String {
    match taken {
        Taken::Number(form, of) => number(interface, *form, *of).to_owned(),
        Taken::Wide(form) => wide(*form).to_owned(),
        Taken::Pointer(plan) => pointer(interface, plan),
        Taken::Callback(id) => match value::callback(interface, *id) {
            Some(_) => "HostFunction".to_owned(),
            None => "FunctionPointer".to_owned(),
        },
        Taken::Value(Access::Vector { number: lane, .. }) => format!("{}[]", element(*lane)),
        Taken::Value(access) => object(interface, access).to_owned(),
        Taken::Empty(_) => "Struct".to_owned(),
        Taken::Handle { kind, .. } => handle(interface, *kind),
        // Text has a kind of its own; a `const char *` without it is bytes.
        Taken::Data { pointer: plan, .. } => memory(interface, plan),
        Taken::Text { .. } => "String".to_owned(),
        Taken::HostFunction { .. } => "HostFunction".to_owned(),
    }
}

/// The type of a result.
pub(crate) fn given(interface: &Interface, given: &Given) -> String {
    match given {
        Given::Nothing => "void".to_owned(),
        Given::Number(form, of) => number(interface, *form, *of).to_owned(),
        Given::Wide(form) => wide(*form).to_owned(),
        Given::Text | Given::FilledText => "String".to_owned(),
        Given::Pointer => "Pointer".to_owned(),
        Given::Callback => "FunctionPointer".to_owned(),
        Given::Value(access) => object(interface, access).to_owned(),
        Given::Bytes { .. } => "byte[]".to_owned(),
        Given::Elements { element: Access::Number { number, .. }, .. } => {
            format!("{}[]", element(*number))
        }
        Given::Elements { element, .. } => format!("List<{}>", boxed(interface, element)),
        Given::Texts => "List<String>".to_owned(),
        Given::Handle { kind, .. } => handle(interface, *kind),
        Given::Handles(kind) => format!("List<{}>", handle(interface, *kind)),
    }
}

/// The class of a kind of handle.
fn handle(interface: &Interface, kind: u32) -> String {
    interface.facts.handles.get(kind as usize).map_or("Handle", |handle| &handle.name).to_owned()
}

fn pointer(interface: &Interface, plan: &PointerPlan) -> String {
    if plan.text || plan.wide_text.is_some() {
        return "String".to_owned();
    }
    memory(interface, plan)
}

fn memory(interface: &Interface, plan: &PointerPlan) -> String {
    match value::memory(interface, plan) {
        Memory::Bytes { .. } => "byte[]".to_owned(),
        Memory::Texts => "List<String>".to_owned(),
        Memory::Record(_) => "Struct".to_owned(),
        Memory::Elements(of) => match value::innermost(of).0 {
            Access::Number { number, .. } => format!("{}[]", element(*number)),
            other if plan.is_const => format!("List<{}>", boxed(interface, other)),
            _ => "Pointer".to_owned(),
        },
        Memory::Opaque => "Pointer".to_owned(),
    }
}

/// An object of C as Java has it.
fn object(interface: &Interface, access: &Access) -> &'static str {
    match access {
        Access::Number { number: form, enumeration } => number(interface, *form, *enumeration),
        Access::Bits { is_bool: true, .. } => "boolean",
        Access::Bits { width: ..=32, enumeration, .. } if is_int(interface, *enumeration) => "int",
        Access::Bits { width, signed, .. } => bits((*width).into(), *signed),
        Access::Wide { wide: form, .. } => wide(*form),
        Access::Complex { .. } => "Complex",
        Access::Vector { .. } | Access::Array { .. } => "ArrayView",
        Access::Pointer { .. } => "Pointer",
        Access::Callback { .. } => "FunctionPointer",
        Access::Record { .. } => "Struct",
        Access::Opaque => "Object",
    }
}

/// The same as an object.
fn boxed(interface: &Interface, access: &Access) -> &'static str {
    match object(interface, access) {
        "int" => "Integer",
        "long" => "Long",
        "float" => "Float",
        "double" => "Double",
        "boolean" => "Boolean",
        other => other,
    }
}

/// A number; one that C makes unsigned because no constant of its enumeration is negative is an
/// `int` all the same, as the constants are.
fn number(interface: &Interface, number: Number, enumeration: Option<u32>) -> &'static str {
    match number {
        Number::U32 if is_int(interface, enumeration) => "int",
        Number::Bool => "boolean",
        Number::I8 | Number::U8 | Number::I16 | Number::U16 | Number::I32 => "int",
        Number::U32 | Number::I64 | Number::U64 => "long",
        Number::F32 => "float",
        Number::F64 => "double",
    }
}

/// Whether it is an enumeration whose constants all are of Java's `int`.
fn is_int(interface: &Interface, enumeration: Option<u32>) -> bool {
    let found = enumeration.and_then(|at| interface.enums.get(at as usize));
    found.is_some_and(|of| of.variants.iter().all(|one| i32::try_from(one.value).is_ok()))
}

/// An array of such numbers: `int[]`.
pub(crate) fn elements(number: Number) -> String {
    format!("{}[]", element(number))
}

/// What an array of such numbers is made of: the type of the same size.
const fn element(number: Number) -> &'static str {
    match number {
        Number::Bool | Number::I8 | Number::U8 => "byte",
        Number::I16 | Number::U16 => "short",
        Number::I32 | Number::U32 => "int",
        Number::I64 | Number::U64 => "long",
        Number::F32 => "float",
        Number::F64 => "double",
    }
}

const fn wide(wide: Wide) -> &'static str {
    match wide {
        Wide::I128 | Wide::U128 => "BigInteger",
        Wide::BitInt { bits: width, signed } => bits(width, signed),
        Wide::F128 => "LongDouble",
        Wide::F16 => "double",
    }
}

/// The type that holds integers of that many bits.
const fn bits(width: u32, signed: bool) -> &'static str {
    if width < 32 || (signed && width == 32) {
        "int"
    } else if width <= 64 {
        "long"
    } else {
        "BigInteger"
    }
}

const KEYWORDS: &[&str] = &[
    "_",
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "void",
    "volatile",
    "while",
];
