//! The declarations parser against real headers, the wasm target's compiler and another parser.

mod abi;
mod cdef;
mod comment;
mod dwarf;
mod error;
mod facts;
mod header;
mod layout;
mod name;
mod oracle;
mod random;
mod robust;
mod toolchain;
