//! Steps around a call: what is computed and reserved before it, what is read and adopted after it.

use serde::{Deserialize, Serialize};

use super::{Number, Operand};
use crate::facts::{Encoding, Expr, Scope};
use crate::{Layout, SignatureId};

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
    /// Refuse `NULL`, which the facts say C never gives.
    Present {
        /// The register with the address.
        register: u32,
        /// What it is, for messages.
        name: String,
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
