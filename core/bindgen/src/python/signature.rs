//! How a function is called from Python: its parameters and result as annotations.

use sandbridge_interface::facts::Omitted;
use sandbridge_interface::plan::{Access, Number, Plan, PointerPlan, Wide};
use sandbridge_interface::{Interface, SignatureId};

use crate::value::{self, Given, Memory, Taken};

/// The signature, without `def`: `crc32(crc: int, buf: Buffer | Pointer | None, len: int) -> int`.
///
/// Records go by their names in `lib.types`; the other names are those of `sandbridge`, `typing`
/// and `collections.abc`.
pub fn signature(interface: &Interface, plan: &Plan) -> String {
    let params = parameters(interface, plan);
    let results = value::results(plan);
    let types: Vec<String> = results.iter().map(|(_, one)| given(interface, one)).collect();
    let result = match types.as_slice() {
        [] => "None".to_owned(),
        [one] => one.clone(),
        several => format!("tuple[{}]", several.join(", ")),
    };
    format!("{}({}) -> {result}", name(&plan.name), params.join(", "))
}

/// The parameters with their annotations, and with what stands for them when they are left out.
pub(crate) fn parameters(interface: &Interface, plan: &Plan) -> Vec<String> {
    let mut params: Vec<String> = value::parameters(plan)
        .map(|(arg, taken)| {
            let annotation = parameter(interface, &taken);
            let default = match arg.omitted {
                None => String::new(),
                Some(Omitted::Null) => " = None".to_owned(),
                Some(Omitted::Number(number)) => format!(" = {number}"),
            };
            format!("{}: {annotation}{default}", name(&arg.name))
        })
        .collect();
    if plan.is_variadic {
        params.push("*args: object".to_owned());
    }
    params
}

/// A C name as Python can have it.
pub(crate) fn name(c_name: &str) -> String {
    if KEYWORDS.contains(&c_name) { format!("{c_name}_") } else { c_name.to_owned() }
}

/// The annotation of a parameter.
pub(crate) fn parameter(interface: &Interface, taken: &Taken<'_>) -> String {
    match taken {
        Taken::Number(form) => number(*form).to_owned(),
        Taken::Wide(Wide::F128) => "LongDouble | float".to_owned(),
        Taken::Wide(form) => wide(*form).to_owned(),
        Taken::Pointer(plan) => pointer(interface, plan),
        Taken::Callback(id) => match value::callback(interface, *id) {
            Some((params, back)) => {
                let params: Vec<_> = params.iter().map(|one| given(interface, one)).collect();
                let back = given(interface, &back);
                format!("Callable[[{}], {back}] | Callback | None", params.join(", "))
            }
            None => "FunctionPointer | None".to_owned(),
        },
        Taken::Value(Access::Vector { number: lane, .. }) => {
            format!("Sequence[{}]", number(*lane))
        }
        Taken::Value(access) => object(interface, access),
        Taken::Empty(record) => (*record).to_owned(),
        Taken::Handle { kind, nullable } => or_none(handle(interface, *kind), *nullable),
        Taken::Data { pointer, nullable } => {
            or_none(copied(interface, pointer).join(" | "), *nullable)
        }
        Taken::Text { nullable } => or_none("str | bytes".to_owned(), *nullable),
        Taken::HostFunction { signature, callback, nullable } => {
            or_none(host_function(interface, *signature, *callback), *nullable)
        }
    }
}

fn or_none(annotation: String, nullable: bool) -> String {
    if nullable { format!("{annotation} | None") } else { annotation }
}

/// The class of a kind of handle.
fn handle(interface: &Interface, kind: u32) -> String {
    interface.facts.handles.get(kind as usize).map_or("Handle", |handle| &handle.name).to_owned()
}

/// A callable of which something is known; one that returns nothing may return anything.
fn host_function(interface: &Interface, signature: SignatureId, callback: Option<u32>) -> String {
    let known = match callback {
        Some(position) => value::known_callback(interface, position)
            .map(|(params, back)| (params.into_iter().map(|(_, one)| one).collect(), back)),
        None => value::callback(interface, signature),
    };
    let Some((params, back)) = known else { return "FunctionPointer".to_owned() };
    let params: Vec<String> = params.iter().map(|one| given(interface, one)).collect();
    let back = match back {
        Given::Nothing => "object".to_owned(),
        Given::Bytes { .. } => "Buffer".to_owned(),
        back => given(interface, &back),
    };
    format!("Callable[[{}], {back}]", params.join(", "))
}

/// The annotation of a result, or of what a host function is given.
pub(crate) fn given(interface: &Interface, given: &Given) -> String {
    match given {
        Given::Nothing => "None".to_owned(),
        Given::Number(form) => number(*form).to_owned(),
        Given::Wide(form) => wide(*form).to_owned(),
        Given::Text => "str | None".to_owned(),
        Given::Pointer => "Pointer | None".to_owned(),
        Given::Callback => "FunctionPointer | None".to_owned(),
        Given::Value(access) => object(interface, access),
        Given::Bytes { nullable } => or_none("bytes".to_owned(), *nullable),
        Given::Elements { element, nullable } => {
            or_none(format!("list[{}]", object(interface, element)), *nullable)
        }
        Given::FilledText => "str".to_owned(),
        Given::Texts => "list[str | None]".to_owned(),
        Given::Handle { kind, nullable } => or_none(handle(interface, *kind), *nullable),
        Given::Handles(kind) => format!("list[{}]", handle(interface, *kind)),
    }
}

fn pointer(interface: &Interface, plan: &PointerPlan) -> String {
    let mut forms = copied(interface, plan);
    forms.push("Pointer | None".to_owned());
    forms.join(" | ")
}

/// What is copied to the guest for a pointer.
fn copied(interface: &Interface, plan: &PointerPlan) -> Vec<String> {
    let mut forms = Vec::new();
    if plan.text || plan.wide_text.is_some() {
        forms.push("str".to_owned());
    }
    match value::memory(interface, plan) {
        Memory::Bytes { .. } => forms.push("Buffer".to_owned()),
        Memory::Texts => forms.push("Sequence[str | Pointer | None]".to_owned()),
        Memory::Record(record) => {
            forms.push(value::record_name(interface, record).to_owned());
            if plan.is_const {
                forms.push("Mapping[str, object]".to_owned());
            }
        }
        Memory::Elements(element) => {
            let (innermost, depth) = value::innermost(element);
            if matches!(innermost, Access::Number { .. }) {
                forms.push("Buffer".to_owned());
            }
            if plan.is_const {
                let nested = "Sequence[".repeat(depth + 1);
                let of = object(interface, innermost);
                forms.push(format!("{nested}{of}{}", "]".repeat(depth + 1)));
            }
        }
        Memory::Opaque => {}
    }
    forms
}

/// An object of C as Python has it.
fn object(interface: &Interface, access: &Access) -> String {
    match access {
        Access::Number { number: form, .. } => number(*form).to_owned(),
        Access::Bits { is_bool: true, .. } => "bool".to_owned(),
        Access::Bits { .. } => "int".to_owned(),
        Access::Wide { wide: form, .. } => wide(*form).to_owned(),
        Access::Complex { .. } => "complex".to_owned(),
        Access::Vector { number: lane, .. } => format!("list[{}]", number(*lane)),
        Access::Pointer { .. } => "Pointer | None".to_owned(),
        Access::Callback { .. } => "FunctionPointer | None".to_owned(),
        Access::Record { record } => value::record_name(interface, *record).to_owned(),
        Access::Array { .. } => "Array".to_owned(),
        Access::Opaque => "object".to_owned(),
    }
}

const fn number(number: Number) -> &'static str {
    match number {
        Number::Bool => "bool",
        Number::F32 | Number::F64 => "float",
        Number::I8
        | Number::U8
        | Number::I16
        | Number::U16
        | Number::I32
        | Number::U32
        | Number::I64
        | Number::U64 => "int",
    }
}

const fn wide(wide: Wide) -> &'static str {
    match wide {
        Wide::I128 | Wide::U128 | Wide::BitInt { .. } => "int",
        Wide::F128 => "LongDouble",
        Wide::F16 => "float",
    }
}

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "class", "def", "del",
    "elif", "except", "finally", "from", "global", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "try", "with", "yield",
];
