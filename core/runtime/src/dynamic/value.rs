//! The values that cross between a Rust host and C.

use sandbridge_interface::plan::Number;

use super::{CFunction, Callable, Callback, Handle, Pointer, Record};

/// A host value: an argument, a member, an element or a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `NULL`, and what a `void` function gives.
    Null,
    /// A `_Bool`.
    Bool(bool),
    /// An integer; `unsigned __int128` beyond its range is [`Value::Uint`].
    Int(i128),
    /// An integer above `i128::MAX`.
    Uint(u128),
    /// A `float` or `double`, or a `_Float16` widened.
    Float(f64),
    /// A `long double`: IEEE 754 binary128 as in memory. Other numbers are accepted for it, see
    /// [`wide`](sandbridge_interface::wide) for conversions.
    Quad([u8; 16]),
    /// A `float _Complex` or `double _Complex`: real and imaginary part.
    Complex(f64, f64),
    /// Text, for `const char *` and `char` arrays.
    Text(String),
    /// Bytes that C may only read.
    Bytes(Vec<u8>),
    /// Bytes that C may write: they are updated by the call.
    Buffer(Vec<u8>),
    /// Numbers of one type that C may write: they are updated by the call.
    Array(Array),
    /// Values one after the other: elements, or a record's members in order.
    List(Vec<Value>),
    /// A record's members by name; those not given are zero.
    Members(Vec<(String, Value)>),
    /// A struct or union. C may write it through a pointer: it is updated by the call.
    Record(Record),
    /// The address of something in the guest; never `NULL`.
    Pointer(Pointer),
    /// A host function where an argument is a function pointer: C may call it until the call ends.
    Function(Callable),
    /// A host function that C may keep.
    Callback(Callback),
    /// A function pointer that came from C; never `NULL`.
    CFunction(CFunction),
    /// An object of the library's.
    Handle(Handle),
    /// A variable argument with the name of its type.
    Typed(String, Box<Value>),
}

impl Value {
    /// What it is, for messages.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Int(value) => value.to_string(),
            Self::Uint(value) => value.to_string(),
            Self::Float(value) => format!("the floating number {value}"),
            Self::Quad(_) => "a long double".to_owned(),
            Self::Complex(re, im) => format!("the complex number {re} + {im}i"),
            Self::Text(text) => format!("text of {} bytes", text.len()),
            Self::Bytes(bytes) => format!("{} read-only bytes", bytes.len()),
            Self::Buffer(bytes) => format!("a buffer of {} bytes", bytes.len()),
            Self::Array(array) => {
                format!("an array of {} {}", array.len(), spelling(array.number))
            }
            Self::List(items) => format!("a list of {} values", items.len()),
            Self::Members(members) => format!("a mapping of {} members", members.len()),
            Self::Record(record) => format!("a `{}`", record.type_name()),
            Self::Pointer(pointer) => format!("a `{}`", pointer.type_name()),
            Self::Function(_) => "a function".to_owned(),
            Self::Callback(callback) => format!("a callback `{}`", callback.type_name()),
            Self::CFunction(function) => format!("a `{}`", function.type_name()),
            Self::Handle(handle) => format!("a `{}`", handle.class()),
            Self::Typed(name, value) => format!("{} stated as `{name}`", value.describe()),
        }
    }
}

/// Numbers of one type, side by side as in C memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Array {
    number: Number,
    bytes: Vec<u8>,
}

impl Array {
    /// An array with this memory; a last incomplete element is dropped.
    pub fn from_bytes(number: Number, mut bytes: Vec<u8>) -> Self {
        let size = number.size() as usize;
        bytes.truncate(bytes.len() / size * size);
        Self { number, bytes }
    }

    /// The type of its elements.
    pub fn number(&self) -> Number {
        self.number
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        self.bytes.len() / self.number.size() as usize
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Its memory, little-endian.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its elements as values.
    pub fn values(&self) -> Vec<Value> {
        let chunks = self.bytes.chunks_exact(self.number.size() as usize);
        chunks.map(|bytes| super::number::load(self.number, bytes)).collect()
    }

    pub(super) fn as_bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }
}

/// How messages name a number's form.
pub(super) fn spelling(number: Number) -> &'static str {
    match number {
        Number::Bool => "booleans",
        Number::I8 => "8-bit signed integers",
        Number::U8 => "8-bit unsigned integers",
        Number::I16 => "16-bit signed integers",
        Number::U16 => "16-bit unsigned integers",
        Number::I32 => "32-bit signed integers",
        Number::U32 => "32-bit unsigned integers",
        Number::I64 => "64-bit signed integers",
        Number::U64 => "64-bit unsigned integers",
        Number::F32 => "32-bit floating numbers",
        Number::F64 => "64-bit floating numbers",
    }
}
