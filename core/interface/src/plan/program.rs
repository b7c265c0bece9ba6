//! What the core does around a call whose function has facts. Hosts lower the visible arguments
//! into registers, the core runs the program, hosts lift its outcomes.
//!
//! *Registers* are the call's slots and, behind them, places of the program's own. The core leaves
//! the result in a register of its own, so that parameters can be read after the call.

mod outcome;
mod step;

use serde::{Deserialize, Serialize};

use super::{Number, PointerPlan};
use crate::SignatureId;
use crate::facts::Encoding;

pub use outcome::{Free, Lifted, Outcome};
pub use step::{After, Before};

/// The steps around one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// How many registers there are, slots included.
    pub registers: u32,
    /// Where [`Expr::Param`] finds its values.
    pub params: Vec<Operand>,
    /// Where [`Expr::Result`] finds its value.
    pub result: Operand,
    /// What hosts do with visible arguments that [`Plan::lower`](super::Plan::lower) leaves out.
    pub given: Vec<Give>,
    /// Steps before the call.
    pub before: Vec<Before>,
    /// Steps after the call.
    pub after: Vec<After>,
    /// What the caller gets: nothing, one value, or several by name.
    pub outcomes: Vec<Outcome>,
    /// What is freed once the outcomes were lifted.
    pub frees: Vec<Free>,
}

/// What a host does with one visible argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Give {
    /// Put a handle's id in a register, 0 for null.
    Handle {
        /// Which argument.
        arg: u32,
        /// The register.
        register: u32,
        /// The kind.
        handle: u32,
        /// Whether null may be given.
        nullable: bool,
    },
    /// Put the address of a copy of a buffer or array in a register, and how many elements it has in
    /// another. What C may write is copied back. A bare pointer has no length and is refused.
    Data {
        /// Which argument.
        arg: u32,
        /// The register for the address.
        register: u32,
        /// The register for the number of elements.
        length: u32,
        /// Bytes of an element.
        unit: u32,
        /// What may be given.
        pointer: PointerPlan,
        /// Whether null may be given.
        nullable: bool,
    },
    /// Put the address of encoded text, with a NUL behind it, in a register, and how many bytes
    /// precede the NUL in another.
    Text {
        /// Which argument.
        arg: u32,
        /// The register for the address.
        register: u32,
        /// The register for the number of units of the encoding.
        length: u32,
        /// In which encoding.
        encoding: Encoding,
        /// Whether C is told the length, so that the text may hold NULs.
        is_sized: bool,
        /// Whether null may be given.
        nullable: bool,
    },
    /// Put the table index of a host function in a register, 0 for null.
    Callback {
        /// Which argument.
        arg: u32,
        /// The register.
        register: u32,
        /// Its C type.
        signature: SignatureId,
        /// What is known of it, by position in [`Facts::callbacks`](crate::facts::Facts::callbacks).
        callback: Option<u32>,
        /// Whether C keeps it, so that the host leaves it to the core to release it.
        is_held: bool,
        /// Whether it is released once it was called.
        is_once: bool,
        /// What C gets when it raises; without, the exception unwinds C.
        on_raise: Option<i64>,
        /// Whether null may be given.
        nullable: bool,
    },
}

/// A value that expressions read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operand {
    /// Its register.
    pub register: u32,
    /// Its form there; pointers are 32 bits.
    pub number: Number,
}
