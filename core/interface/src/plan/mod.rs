//! One function's marshalling, decided once: which slot each argument goes to, in what form, and
//! what the result becomes. Hosts interpret a plan or write code from it; none decides about C.
//!
//! A plan is executed as: run [`Plan::lower`] in order, call, run [`Plan::lift`]. A *slot* is one
//! parameter of the WebAssembly function.

mod access;
mod callback;
mod gathering;
mod idiom;
mod idiom_callback;
mod lowering;
mod order;
mod program;
mod tag;

use serde::{Deserialize, Serialize};

use crate::facts::Omitted;
use crate::{Layout, RecordId, SignatureId, TypeId};

pub use access::{Access, Member, Number, Shape, Wide, members, shape};
pub use callback::{CallbackParam, CallbackPlan, Return, callback_plan};
pub use gathering::{Gathering, Piece, Vector, gathering};
pub use idiom::idiomatic;
pub use idiom_callback::{CallbackProgram, IdiomaticCallback, RoomReturn, idiomatic_callback};
pub use lowering::{lift_value, may_point, plan, plan_pointer, pointer_plan};
pub use program::{After, Before, Free, Give, Lifted, Operand, Outcome, Program};
pub(crate) use tag::resolve as resolve_tag;
pub use tag::{Case, Making, Refusal, Tag, tag};

/// How to call one function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The C name.
    pub name: String,
    /// The prototype as C writes it.
    pub prototype: String,
    /// What the caller gives, in order.
    pub args: Vec<Arg>,
    /// Whether more arguments may follow.
    pub is_variadic: bool,
    /// How many slots the WebAssembly function has.
    pub slots: u32,
    /// Steps before the call.
    pub lower: Vec<Lower>,
    /// What the result becomes. With a program, its outcomes say that.
    pub lift: Lift,
    /// What surrounds the call of a function with facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<Box<Program>>,
}

/// One argument as the caller sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arg {
    /// The parameter's name, or `arg0`, `arg1`, … where the prototype has none.
    pub name: String,
    /// Its C type as written.
    pub spelling: String,
    /// What stands for it when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub omitted: Option<Omitted>,
}

/// One step before the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Lower {
    /// Check a number's range, extend it to the slot's width and store it.
    Number {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// Its form.
        number: Number,
        /// The enumeration that it belongs to, by position.
        enumeration: Option<u32>,
    },
    /// Store a wide number: one slot up to 64 bits, two 64-bit slots (low half first) up to 128,
    /// else the address of a copy.
    Wide {
        /// Which argument.
        arg: u32,
        /// The first slot.
        slot: u32,
        /// Its form.
        #[serde(flatten)]
        wide: Wide,
        /// How many slots it takes; 0 when the slot takes the address of a copy.
        slots: u32,
        /// Size of its image.
        size: u32,
    },
    /// Store the address of memory: a typed pointer's, `NULL`, or that of a copy of what was given.
    Pointer {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// What may be given.
        #[serde(flatten)]
        pointer: PointerPlan,
    },
    /// Store the table index of a function.
    Callback {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// The function type.
        signature: SignatureId,
    },
    /// Copy an object's image to the guest and store its address: a struct or complex by value.
    Image {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// How the image is written.
        value: Access,
        /// Size and alignment of the image.
        layout: Layout,
    },
    /// Make a record's image and store its only member, at offset 0, in the slot.
    Single {
        /// Which argument.
        arg: u32,
        /// The first slot.
        slot: u32,
        /// The record.
        record: RecordId,
        /// Its size.
        layout: Layout,
        /// The form in which the image's bytes go to the slot.
        number: SlotForm,
    },
    /// Store each lane of a vector, or of a record that is one, in a slot of its own, or all in slots
    /// of 16 bytes where SIMD is on.
    Lanes {
        /// Which argument.
        arg: u32,
        /// The first slot.
        slot: u32,
        /// How the image is written.
        value: Access,
        /// Size and alignment of the image.
        layout: Layout,
        /// Form of one lane.
        number: Number,
        /// How many slots.
        slots: u32,
        /// Bytes of the image in each slot: a lane, or 16 where SIMD is on.
        width: u32,
    },
    /// An argument of an empty type: it must be given and goes nowhere.
    Nothing {
        /// Which argument.
        arg: u32,
    },
    /// Reserve scratch for the result and store its address.
    Area {
        /// Which slot: always 0.
        slot: u32,
        /// What to reserve.
        layout: Layout,
    },
    /// Store the address of a buffer with the arguments beyond the named ones.
    Variadic {
        /// Which slot.
        slot: u32,
    },
}

impl Lower {
    /// The argument that it is about and the first slot that it goes to, 0 where it goes nowhere;
    /// `None` for steps that belong to no argument.
    pub fn arg(&self) -> Option<(u32, u32)> {
        match *self {
            Self::Number { arg, slot, .. }
            | Self::Wide { arg, slot, .. }
            | Self::Pointer { arg, slot, .. }
            | Self::Callback { arg, slot, .. }
            | Self::Image { arg, slot, .. }
            | Self::Single { arg, slot, .. }
            | Self::Lanes { arg, slot, .. } => Some((arg, slot)),
            Self::Nothing { arg } => Some((arg, 0)),
            Self::Area { .. } | Self::Variadic { .. } => None,
        }
    }
}

/// In which form a record's image goes to or comes from slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotForm {
    /// An integer of at most 32 bits, sign-extended.
    I32,
    /// 64 bits.
    I64,
    /// `float`.
    F32,
    /// `double`.
    F64,
    /// Two 64-bit slots, low half first.
    Pair,
    /// A 128-bit vector.
    V128,
}

/// What a caller may give for a pointer. Accepted are: a typed pointer to `to` (or any pointer
/// when `to` is `void`), the host's null, and what `pointee` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointerPlan {
    /// The pointer type.
    pub pointer: TypeId,
    /// The type pointed to, `typedef` names seen through; what typed pointers are checked against.
    pub to: TypeId,
    /// The callee does not write: read-only buffers are fine, and nothing is copied back.
    pub is_const: bool,
    /// A `const char *`: the host's text is accepted and encoded as UTF-8 with a final NUL.
    pub text: bool,
    /// A `const wchar_t *` or the like: the host's text is accepted in units of so many bytes, 2
    /// for UTF-16 and 4 for UTF-32, with a final 0.
    #[serde(default)]
    pub wide_text: Option<u8>,
    /// What the pointer covers when a copy of host data is passed.
    pub pointee: Pointee,
}

/// What lies behind a pointer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "pointee")]
pub enum Pointee {
    /// Untyped or byte-sized: any buffer, as bytes.
    Bytes,
    /// Elements: a typed array or buffer of them, or a sequence of values.
    Elements {
        /// How one is accessed.
        element: Access,
        /// Bytes from one to the next.
        layout: Layout,
    },
    /// Nothing that can be copied: only a typed pointer or null will do.
    Opaque,
}

/// What the result becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Lift {
    /// No result.
    Nothing,
    /// A number in the result slot; upper bits beyond its width are garbage.
    Number {
        /// Its form.
        number: Number,
        /// The enumeration that it belongs to, by position.
        enumeration: Option<u32>,
    },
    /// A `const char *`: copied to the host's text up to its NUL; `NULL` becomes the host's null.
    Text {
        /// The pointer type.
        pointer: TypeId,
    },
    /// A typed pointer, or the host's null.
    Pointer {
        /// The pointer type.
        pointer: TypeId,
        /// The type pointed to.
        to: TypeId,
    },
    /// A C function, callable from the host.
    Callback {
        /// The function type.
        signature: SignatureId,
    },
    /// A wide number in the result slot: `_BitInt` up to 64 bits, `_Float16`.
    Wide {
        /// Its form.
        #[serde(flatten)]
        wide: Wide,
    },
    /// A record whose image is the result slot's low bytes.
    Single {
        /// The record.
        record: RecordId,
        /// Its size.
        layout: Layout,
        /// The form in which it comes.
        number: SlotForm,
    },
    /// An object in the area that the first slot pointed to; without such an area a vector, whose
    /// image is the result slot's low bytes.
    Area {
        /// How it is read.
        value: Access,
        /// Size and alignment.
        layout: Layout,
    },
}
