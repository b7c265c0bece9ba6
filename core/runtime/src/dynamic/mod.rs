//! Calling by name: how Rust hosts use a library without generated code, and the reference for
//! what every other host does with a plan.
//!
//! Clean and exact rather than fastest: values are an enum, arguments are copied in and what the
//! callee may write is copied back into them.
//!
//! ```no_run
//! use sandbridge_runtime::{Options, dynamic::{self, Value}, load};
//!
//! let zlib = load("zlib.wasm".as_ref(), &Options::default())?;
//! let mut args = [Value::Int(0), Value::Bytes(b"hello".to_vec()), Value::Int(5)];
//! assert_eq!(dynamic::call(&zlib, "crc32", &mut args)?, Value::Int(0x3610_a686));
//! # Ok::<(), sandbridge_interface::Error>(())
//! ```

mod argument;
mod arithmetic;
mod call;
mod callback;
mod constant;
mod form;
mod function;
mod handle;
mod idiom;
mod idiom_callback;
mod lift;
mod lower;
mod number;
mod object;
mod path;
mod pointer;
mod record;
mod text;
mod value;
mod variable;
mod variadic;
mod wide;

pub use call::call;
pub use callback::{Callable, Callback, HostResult, callback};
pub use constant::{constant, enumeration};
pub use function::CFunction;
pub use handle::Handle;
pub use idiom::call_idiomatic;
pub use path::Step;
pub use pointer::{Pointer, new};
pub use record::Record;
pub use value::{Array, Value};
pub use variable::{address, assign, errno, set_errno, variable};
