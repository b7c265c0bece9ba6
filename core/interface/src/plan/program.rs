//! What the core does around a call whose function has facts. Hosts lower the visible arguments
//! into registers, the core runs the program, hosts lift its outcomes.
//!
//! *Registers* are the call's slots and, behind them, places of the program's own. The core leaves
//! the result in a register of its own, so that parameters can be read after the call.

use serde::{Deserialize, Serialize};

use super::{Access, Lift, Number, PointerPlan};
use crate::Layout;
use crate::facts::{Encoding, Expr, Scope};
use crate::{SignatureId, TypeId};

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

/// One step before the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Before {
    /// Turn the handle in a register into its address.
    Handle {
        /// The register.
        register: u32,
        /// The kind.
        handle: u32,
        /// The argument, for messages.
        arg: u32,
    },
    /// Compute a register.
    Set {
        /// The register.
        register: u32,
        /// Its form; a value that does not fit is an error.
        number: Number,
        /// The value.
        value: Expr,
        /// What it is, for messages.
        name: String,
    },
    /// Check that the caller gave enough elements.
    AtLeast {
        /// The register that holds how many were given.
        register: u32,
        /// How many C takes for granted.
        least: Expr,
        /// The argument, for messages.
        arg: u32,
    },
    /// Reserve an object and put its address in a register.
    Cell {
        /// The register for the address.
        register: u32,
        /// Its size.
        layout: Layout,
        /// The register that holds its first value, and its form; otherwise zeros.
        initial: Option<Operand>,
    },
    /// Reserve room and put its address in a register.
    Room {
        /// The register for the address.
        register: u32,
        /// How many elements.
        capacity: Expr,
        /// The register that keeps how many.
        elements: u32,
        /// Bytes of an element.
        unit: u32,
        /// What it is, for messages.
        name: String,
    },
    /// Allocate a zeroed object for a new handle and put its address in a register.
    Object {
        /// The register for the address.
        register: u32,
        /// Its size.
        layout: Layout,
    },
    /// Store a register in memory: a member that acts as a parameter.
    Store {
        /// The register with the object's address.
        object: u32,
        /// Bytes behind it.
        offset: u32,
        /// The value.
        value: Operand,
    },
    /// Keep the host function in a register beyond the call.
    Hold {
        /// The register with the table index.
        register: u32,
        /// For how long.
        scope: Scope,
        /// The register with the address of the handle that it belongs to.
        owner: Option<u32>,
    },
    /// Put what names the host functions of this call in a register.
    Userdata {
        /// The register.
        register: u32,
    },
    /// Put the table index of the core's own destroy function in a register.
    Destroy {
        /// The register.
        register: u32,
        /// Its C type.
        signature: SignatureId,
    },
    /// Put the table index of a function that raises the library's exception in a register.
    Raise {
        /// The register.
        register: u32,
        /// Its C type.
        signature: SignatureId,
        /// The position of the message among its parameters.
        message: u32,
        /// The rule whose class is raised.
        rule: u32,
    },
}

/// One step after the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum After {
    /// Raise the library's exception when the rule says so.
    Fail {
        /// The rule.
        rule: u32,
        /// Handles that even a failing call hands out and that have to be closed: the register with
        /// the address of the pointer, and the kind.
        discard: Option<(u32, u32)>,
    },
    /// Load a number from memory.
    Load {
        /// The register that gets it.
        register: u32,
        /// The register with the object's address.
        object: u32,
        /// Bytes behind it.
        offset: u32,
        /// Its form.
        number: Number,
    },
    /// Compute a register.
    Set {
        /// The register.
        register: u32,
        /// Its form; a value that does not fit is an error.
        number: Number,
        /// The value.
        value: Expr,
        /// The register that it must not exceed.
        limit: Option<u32>,
        /// What it is, for messages.
        name: String,
    },
    /// Find the NUL of a text and put how many bytes precede it in a register.
    Terminate {
        /// The register for the length.
        register: u32,
        /// The register with the address; `NULL` has length 0.
        address: u32,
        /// In which encoding.
        encoding: Encoding,
        /// The register with the elements of the room that it lies in.
        limit: Option<u32>,
    },
    /// Find the null that ends an array of pointers and put how many precede it in a register.
    Count {
        /// The register for their number.
        register: u32,
        /// The register with the address; `NULL` has none.
        address: u32,
    },
    /// Turn the address in a register into a handle.
    Adopt {
        /// The register: address before, handle after; `NULL` becomes 0.
        register: u32,
        /// The kind.
        handle: u32,
        /// Whether the caller has to close it.
        is_owned: bool,
        /// The register with the address of the parent.
        parent: Option<u32>,
    },
    /// Turn the addresses in an array into handles that C lends, in an array of 8 bytes each.
    AdoptAll {
        /// The register: address of the pointers before, of the handles after.
        register: u32,
        /// The register with their number.
        length: u32,
        /// The kind.
        handle: u32,
    },
    /// Make the pointer in a register one that its owner or a function ends.
    Lease {
        /// The register with the address.
        address: u32,
        /// The register that gets the lease.
        register: u32,
        /// The register with the address of the handle that owns it.
        owner: Option<u32>,
        /// Functions that end it.
        until: Vec<u32>,
    },
    /// End what lives until this function is called.
    End {
        /// The function's position.
        function: u32,
        /// The register with the address of the handle that it is called with.
        owner: Option<u32>,
    },
}

/// One value that the caller gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What it is called where there are several.
    pub name: String,
    /// How C declares it.
    pub spelling: String,
    /// How it is lifted.
    pub value: Lifted,
}

/// How a value is lifted from registers, and from guest memory that they point into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Lifted {
    /// The C result as without facts; its slot is the register.
    Direct {
        /// The register that stands for the first slot.
        register: u32,
        /// How it is lifted.
        lift: Lift,
    },
    /// Bytes: the host's byte string; null for `NULL`.
    Bytes {
        /// The register with the address.
        address: u32,
        /// The register with the number of bytes.
        length: u32,
    },
    /// Elements: a typed array where the host has one for them, else a list.
    Elements {
        /// The register with the address.
        address: u32,
        /// The register with the number of elements.
        length: u32,
        /// How one is read.
        element: Access,
        /// Bytes from one to the next.
        stride: u32,
    },
    /// Text; null for `NULL`.
    Text {
        /// The register with the address.
        address: u32,
        /// The register with the number of bytes.
        length: u32,
        /// In which encoding.
        encoding: Encoding,
    },
    /// A list of texts, each up to its NUL; null among them stays null.
    Texts {
        /// The register with the address of the pointers.
        address: u32,
        /// The register with their number.
        length: u32,
        /// In which encoding.
        encoding: Encoding,
    },
    /// A copy of an object in memory.
    Object {
        /// The register with the address.
        address: u32,
        /// How it is read.
        value: Access,
        /// Size and alignment.
        layout: Layout,
    },
    /// A handle; null for 0.
    Handle {
        /// The register.
        register: u32,
        /// The kind.
        handle: u32,
    },
    /// A list of handles.
    Handles {
        /// The register with the address of the handles, 8 bytes each.
        address: u32,
        /// The register with their number.
        length: u32,
        /// The kind.
        handle: u32,
    },
    /// A typed pointer with a lease.
    Leased {
        /// The register with the address.
        address: u32,
        /// The register with the lease.
        lease: u32,
        /// The pointer type.
        pointer: TypeId,
        /// The type pointed to.
        to: TypeId,
    },
}

/// Something that the caller owned and that is freed once it was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Free {
    /// The register with the address.
    pub register: u32,
    /// The function that frees it.
    pub function: u32,
}
