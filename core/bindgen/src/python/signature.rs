//! How a function is called from Python: its parameters and result as annotations.

use sandbridge_interface::Interface;
use sandbridge_interface::plan::{Access, Number, Plan, PointerPlan, Wide};

use crate::value::{self, Given, Memory, Taken};

/// The signature, without `def`: `crc32(crc: int, buf: Buffer | Pointer | None, len: int) -> int`.
///
/// Records go by their names in `lib.types`; the other names are those of `sandbridge`, `typing`
/// and `collections.abc`.
pub fn signature(interface: &Interface, plan: &Plan) -> String {
    let mut params: Vec<String> = value::parameters(plan)
        .map(|(arg, taken)| format!("{}: {}", name(&arg.name), parameter(interface, &taken)))
        .collect();
    if plan.is_variadic {
        params.push("*args: object".to_owned());
    }
    let result = given(interface, &value::result(&plan.lift));
    format!("{}({}) -> {result}", name(&plan.name), params.join(", "))
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
    }
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
    }
}

fn pointer(interface: &Interface, plan: &PointerPlan) -> String {
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
    forms.push("Pointer | None".to_owned());
    forms.join(" | ")
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
