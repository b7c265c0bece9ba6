//! How C values travel in wasm32 calls: which wasm values a parameter or result becomes.
//!
//! The rules are those of clang's `WebAssemblyABIInfo` and of LLVM's splitting of types that wasm
//! has no value for. Narrow integers are the caller's to extend: a callee trusts its arguments,
//! and the upper bits of a narrow result mean nothing.

use std::fmt;

use crate::{
    Code, Error, Function, Interface, Layout, Passing, Result, Scalar, SignatureId, Type, TypeId,
};

/// A wasm value type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValType {
    /// 32-bit integer.
    I32,
    /// 64-bit integer.
    I64,
    /// 32-bit float.
    F32,
    /// 64-bit float.
    F64,
    /// 128-bit vector.
    V128,
}

impl fmt::Display for ValType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::V128 => "v128",
        })
    }
}

/// The wasm type of a function: C functions never have more than one wasm result.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct WasmSignature {
    /// Parameters in order.
    pub params: Vec<ValType>,
    /// The result, if any.
    pub result: Option<ValType>,
}

/// Reads as in wasm tools: `(i32, i64) -> (i32)`.
impl fmt::Display for WasmSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (index, param) in self.params.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            param.fmt(f)?;
        }
        f.write_str(") -> (")?;
        if let Some(result) = self.result {
            result.fmt(f)?;
        }
        f.write_str(")")
    }
}

/// What one C parameter becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lowered {
    /// Nothing: a record without members.
    Ignored,
    /// One wasm value. Records that flatten to a scalar are that scalar.
    Scalar(ValType),
    /// Two `i64`, the low half first: `__int128`, `long double`, wide `_BitInt`.
    Pair,
    /// A vector in pieces: one value a lane without SIMD, several `v128` with it.
    Lanes {
        /// Type of one piece; narrow lanes are `i32`.
        lane: ValType,
        /// Number of pieces.
        lanes: u32,
    },
    /// An `i32`: the address of a copy that the caller makes and the callee may change.
    Address,
}

/// What a C result becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoweredResult {
    /// Nothing: `void` and records without members.
    None,
    /// One wasm value.
    Scalar(ValType),
    /// The callee writes it to memory of this layout, whose address is a hidden first argument.
    Area(Layout),
}

/// How a parameter of type `id` is passed.
pub fn lower_param(interface: &Interface, id: TypeId) -> Lowered {
    if let Type::Record(record) = interface.resolved(id) {
        let record = interface.record(*record);
        if record.is_transparent
            && let Some(first) = record.fields.first()
        {
            return lower(interface, first.ty);
        }
    }
    lower(interface, id)
}

/// How a result of type `id` is returned.
pub fn lower_result(interface: &Interface, id: TypeId) -> LoweredResult {
    match lower(interface, id) {
        Lowered::Ignored => LoweredResult::None,
        Lowered::Scalar(value) | Lowered::Lanes { lane: value, lanes: 1 } => {
            LoweredResult::Scalar(value)
        }
        Lowered::Pair | Lowered::Lanes { .. } | Lowered::Address => {
            match crate::layout::of(interface, id) {
                Some(layout) => LoweredResult::Area(layout),
                None => LoweredResult::None,
            }
        }
    }
}

/// The wasm type of a C function type.
///
/// ```
/// use sandbridge_interface::{Interface, Scalar, Signature, SignatureId, Type, TypeId, abi};
///
/// let mut interface = Interface::default();
/// interface.types.push(Type::Scalar(Scalar::LongDouble));
/// let twice = Signature { result: TypeId(0), params: vec![TypeId(0)], is_variadic: true };
/// interface.signatures.push(twice);
/// let wasm = abi::wasm_signature(&interface, SignatureId(0));
/// assert_eq!(wasm.to_string(), "(i32, i64, i64, i32) -> ()");
/// ```
pub fn wasm_signature(interface: &Interface, id: SignatureId) -> WasmSignature {
    let signature = interface.signature(id);
    let mut wasm = WasmSignature::default();
    match lower_result(interface, signature.result) {
        LoweredResult::None => {}
        LoweredResult::Scalar(value) => wasm.result = Some(value),
        LoweredResult::Area(_) => wasm.params.push(ValType::I32),
    }
    for param in &signature.params {
        match lower_param(interface, *param) {
            Lowered::Ignored => {}
            Lowered::Scalar(value) => wasm.params.push(value),
            Lowered::Pair => wasm.params.extend([ValType::I64; 2]),
            Lowered::Lanes { lane, lanes } => {
                wasm.params.extend(std::iter::repeat_n(lane, lanes as usize));
            }
            Lowered::Address => wasm.params.push(ValType::I32),
        }
    }
    if signature.is_variadic {
        // The address of the buffer that holds the variable arguments.
        wasm.params.push(ValType::I32);
    }
    wasm
}

/// Compares a prototype with the type of the export that it stands for.
///
/// # Errors
/// [`Code::PrototypeMismatch`], naming the prototype, its place, and both types.
pub fn check_export(
    interface: &Interface,
    function: &Function,
    export: &WasmSignature,
) -> Result<()> {
    let expected = wasm_signature(interface, function.signature);
    if expected == *export {
        return Ok(());
    }
    let prototype = crate::spell::prototype(interface, function);
    let symbol = function.symbol.as_deref().unwrap_or(&function.name);
    Err(Error::new(
        Code::PrototypeMismatch,
        format!(
            "library `{}`: `{prototype}` is {expected} in wasm, but the export `{symbol}` is {export}",
            interface.name
        ),
    )
    .with_origin(function.origin.clone())
    .with_help("build the module from the same version of the header, with the same macros"))
}

fn lower(interface: &Interface, id: TypeId) -> Lowered {
    match interface.resolved(id) {
        Type::Void | Type::Function(_) => Lowered::Ignored,
        Type::Scalar(scalar) => lower_scalar(*scalar),
        Type::Enum(enumeration) => lower_scalar(interface.enumeration(*enumeration).repr),
        Type::BitInt { bits: 0..=32, .. } | Type::Pointer { .. } => Lowered::Scalar(ValType::I32),
        Type::BitInt { bits: 33..=64, .. } => Lowered::Scalar(ValType::I64),
        Type::BitInt { bits: 65..=128, .. } => Lowered::Pair,
        // `resolved` sees through names.
        Type::BitInt { .. } | Type::Complex(_) | Type::Array { .. } | Type::Named { .. } => {
            Lowered::Address
        }
        Type::Vector { lane, lanes } => lower_vector(*lane, *lanes, interface.simd),
        Type::Record(record) => match interface.record(*record).passing {
            Passing::Empty => Lowered::Ignored,
            Passing::Memory => Lowered::Address,
            // Never a record, so this goes one level deep.
            Passing::Single(element) => match interface.resolved(element) {
                Type::Record(_) => Lowered::Address,
                _ => lower(interface, element),
            },
        },
    }
}

fn lower_scalar(scalar: Scalar) -> Lowered {
    match scalar {
        Scalar::Bool
        | Scalar::Char
        | Scalar::SChar
        | Scalar::UChar
        | Scalar::Short
        | Scalar::UShort
        | Scalar::Int
        | Scalar::UInt
        | Scalar::Long
        | Scalar::ULong => Lowered::Scalar(ValType::I32),
        Scalar::LongLong | Scalar::ULongLong => Lowered::Scalar(ValType::I64),
        // wasm has no half floats: LLVM passes them widened.
        Scalar::Half | Scalar::Float => Lowered::Scalar(ValType::F32),
        Scalar::Double => Lowered::Scalar(ValType::F64),
        Scalar::Int128 | Scalar::UInt128 | Scalar::LongDouble => Lowered::Pair,
    }
}

/// With SIMD a vector up to 128 bits is widened to one `v128` and a larger one is split, when its
/// size is a power of two; all others go lane by lane.
fn lower_vector(lane: Scalar, lanes: u32, simd: bool) -> Lowered {
    let bytes = lane.size().saturating_mul(lanes);
    match lower_scalar(lane) {
        Lowered::Scalar(_) if simd && bytes <= 16 => Lowered::Scalar(ValType::V128),
        Lowered::Scalar(_) if simd && bytes.is_power_of_two() => {
            Lowered::Lanes { lane: ValType::V128, lanes: bytes / 16 }
        }
        Lowered::Scalar(value) => Lowered::Lanes { lane: value, lanes },
        _ => Lowered::Lanes { lane: ValType::I64, lanes: lanes.saturating_mul(2) },
    }
}
