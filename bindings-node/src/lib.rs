//! The native half of the npm package: loading, descriptions of what a library offers, and the
//! entries through which emitted JavaScript calls it.
//!
//! Marshalling is not here: `lib/` writes JavaScript from a function's plan, which fills the call
//! frame by itself and then calls [`call`]'s entry. Everything else is a method of
//! [`library::NativeLibrary`]. Failures leave as JSON, which `lib/native.js` makes exceptions of,
//! so that nothing here holds on to JavaScript objects and every worker has its own.
// Functions are registered with Node only outside tests, so that tests see no use of them.
#![cfg_attr(test, allow(dead_code))]

mod buffer;
mod call;
mod callback;
mod command;
mod copy;
mod describe;
mod error;
mod facts;
mod function;
mod handle;
mod host_function;
mod idiom;
mod library;
mod lifting;
mod memory;
mod options;
mod variable;
mod wide;
