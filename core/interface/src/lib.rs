//! What a C library offers, in terms that no host language and no engine owns:
//! types and their layout, functions and how they are called, constants, and the errors that
//! calling them can end in.
//!
//! The crate does no I/O, parses no C and runs no code. `sandbridge-extract` makes an
//! [`Interface`] from evidence, [`section`] carries it inside the module, [`plan`] lowers each
//! function once, and the hosts execute or emit the plan.
#![forbid(unsafe_code)]

pub mod abi;
pub mod bits;
pub mod error;
pub mod facts;
mod function;
pub mod habit;
mod interface;
pub mod layout;
pub mod name;
pub mod plan;
pub mod section;
pub mod spell;
mod types;
mod validate;
pub mod variadic;
pub mod wide;

pub use error::{Code, Error, Failure, Kind, Result};
pub use function::{Constant, ConstantValue, Function, Global, Origin, Param, Signature, TypeName};
pub use interface::{Docs, Interface};
pub use types::{
    BitField, Enum, EnumId, Field, GuestAddr, Layout, Passing, Record, RecordId, RecordKind,
    Scalar, SignatureId, Type, TypeId, Variant,
};
