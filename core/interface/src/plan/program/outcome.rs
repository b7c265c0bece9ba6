//! What the caller gets: values lifted from registers, and what is freed then.

use serde::{Deserialize, Serialize};

use crate::facts::Encoding;
use crate::plan::{Access, Lift};
use crate::{Layout, TypeId};

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
