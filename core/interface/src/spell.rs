//! Types and prototypes as a C programmer writes them.

use crate::{Function, Interface, Param, RecordId, RecordKind, SignatureId, Type, TypeId};

/// Function types nested deeper than this are cut off with `...`.
const MAX_DEPTH: u32 = 16;
/// A spelling longer than this is cut off: shared types can make it exponentially long.
const MAX_LENGTH: usize = 4096;

/// A declaration of `name` with type `id`: `int (*name)(void *)`, `char name[16]`.
///
/// ```
/// use sandbridge_interface::{Interface, Scalar, Type, TypeId, spell};
///
/// let mut interface = Interface::default();
/// interface.types.push(Type::Scalar(Scalar::Char));
/// interface.types.push(Type::Array { of: TypeId(0), count: Some(16) });
/// interface.types.push(Type::Pointer { to: TypeId(1), is_const: true });
/// assert_eq!(spell::declare(&interface, TypeId(2), "p"), "const char (*p)[16]");
/// ```
pub fn declare(interface: &Interface, id: TypeId, name: &str) -> String {
    declare_in(interface, id, name.to_owned(), 0)
}

/// A type without a name, as in a cast: `const char *`, `int (*)(void)`.
pub fn type_name(interface: &Interface, id: TypeId) -> String {
    declare(interface, id, "")
}

/// A function's prototype: `uLong crc32(uLong crc, const Bytef *buf, uInt len)`.
pub fn prototype(interface: &Interface, function: &Function) -> String {
    call_type(interface, function.signature, &function.params, function.name.clone(), 0)
}

/// A pointer to a function of that type: `int (*)(const void *, const void *)`.
pub fn function_pointer(interface: &Interface, id: SignatureId) -> String {
    call_type(interface, id, &[], "(*)".to_owned(), 0)
}

/// A record as C names it: `struct z_stream_s`, or its `typedef` name when it has no tag.
pub fn record_name(interface: &Interface, id: RecordId) -> String {
    let record = interface.record(id);
    let keyword = match record.kind {
        RecordKind::Struct => "struct",
        RecordKind::Union => "union",
    };
    tagged(keyword, record.name.as_deref(), record.is_tag)
}

/// Wraps `declarator` in what `id` adds, from the outside of the type to its core.
fn declare_in(interface: &Interface, mut id: TypeId, mut declarator: String, depth: u32) -> String {
    let mut is_const = false;
    // A type deeper than the table is long would be a cycle.
    for _ in 0..=interface.types.len() {
        if declarator.len() > MAX_LENGTH || depth > MAX_DEPTH {
            return "...".to_owned();
        }
        match interface.ty(id) {
            Type::Pointer { to, is_const: pointee_is_const } => {
                // The pointer itself is `const` when what pointed to it says so.
                let qualifier = match (is_const, declarator.is_empty()) {
                    (true, true) => "const",
                    (true, false) => "const ",
                    (false, _) => "",
                };
                declarator = match interface.ty(*to) {
                    Type::Array { .. } | Type::Function(_) => {
                        format!("(*{qualifier}{declarator})")
                    }
                    _ => format!("*{qualifier}{declarator}"),
                };
                is_const = *pointee_is_const;
                id = *to;
            }
            Type::Array { of, count } => {
                let count = count.map(|count| count.to_string()).unwrap_or_default();
                declarator = format!("{declarator}[{count}]");
                id = *of;
            }
            Type::Function(signature) => {
                return call_type(interface, *signature, &[], declarator, depth);
            }
            core => return finish(&core_name(interface, core), is_const, &declarator),
        }
    }
    "...".to_owned()
}

/// A function type around the declarator of what has that type.
fn call_type(
    interface: &Interface,
    signature: SignatureId,
    names: &[Param],
    declarator: String,
    depth: u32,
) -> String {
    let signature = interface.signature(signature);
    let mut params = Vec::with_capacity(signature.params.len());
    let mut length = 0;
    for (index, param) in signature.params.iter().enumerate() {
        let name = names.get(index).and_then(|param| param.name.clone()).unwrap_or_default();
        let text = declare_in(interface, *param, name, depth + 1);
        length += text.len();
        params.push(text);
        if length > MAX_LENGTH {
            break;
        }
    }
    if signature.is_variadic {
        params.push("...".to_owned());
    } else if params.is_empty() {
        params.push("void".to_owned());
    }
    let declarator = format!("{declarator}({})", params.join(", "));
    declare_in(interface, signature.result, declarator, depth + 1)
}

fn finish(name: &str, is_const: bool, declarator: &str) -> String {
    let qualifier = if is_const { "const " } else { "" };
    let gap = if declarator.is_empty() || declarator.starts_with('[') { "" } else { " " };
    format!("{qualifier}{name}{gap}{declarator}")
}

fn core_name(interface: &Interface, ty: &Type) -> String {
    match ty {
        Type::Void => "void".to_owned(),
        Type::Scalar(scalar) => scalar.spelling().to_owned(),
        Type::Complex(part) => format!("{} _Complex", part.spelling()),
        Type::BitInt { bits, signed: true } => format!("_BitInt({bits})"),
        Type::BitInt { bits, signed: false } => format!("unsigned _BitInt({bits})"),
        Type::Vector { lane, lanes } => {
            let bytes = lane.size().saturating_mul(*lanes);
            format!("{} __attribute__((vector_size({bytes})))", lane.spelling())
        }
        Type::Named { name, .. } => name.clone(),
        Type::Record(id) => record_name(interface, *id),
        Type::Enum(id) => {
            let enumeration = interface.enumeration(*id);
            tagged("enum", enumeration.name.as_deref(), enumeration.is_tag)
        }
        // These are peeled off before the core is reached.
        Type::Pointer { .. } | Type::Array { .. } | Type::Function(_) => "...".to_owned(),
    }
}

fn tagged(keyword: &str, name: Option<&str>, is_tag: bool) -> String {
    match name {
        Some(name) if is_tag => format!("{keyword} {name}"),
        Some(name) => name.to_owned(),
        None => format!("{keyword} {{...}}"),
    }
}
