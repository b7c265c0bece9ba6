//! What is known of one function.

use serde::{Deserialize, Serialize};

use super::{Expr, Scope};
use crate::SignatureId;

/// One function with facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionFacts {
    /// The handle whose method it is; the handle is its first visible argument.
    pub method_of: Option<u32>,
    /// When its result is a failure.
    pub rule: Option<u32>,
    /// C's parameters in order, then members that act as parameters.
    pub params: Vec<ParamFacts>,
    /// What becomes of the result.
    pub result: Take,
    /// What the caller calls it, where there are several.
    #[serde(default = "result_name")]
    pub result_name: String,
}

fn result_name() -> String {
    "result".to_owned()
}

/// One parameter with facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParamFacts {
    /// Where C finds it.
    pub place: Place,
    /// What the caller calls it, or its result.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// What stands for it when it is left out.
    pub omitted: Option<Omitted>,
}

/// Where C finds a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The C parameter of that position.
    Param(u32),
    /// A member of the object that a parameter points to, stored before the call.
    Member {
        /// The parameter.
        param: u32,
        /// Bytes from the object's start.
        offset: u32,
        /// The member's type.
        ty: crate::TypeId,
    },
}

/// What stands for an argument that the caller left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Omitted {
    /// The host's null.
    Null,
    /// A number.
    Number(i64),
}

/// What a parameter is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Given by the caller as in C.
    Plain,
    /// Filled in; the caller does not see it.
    Value(Expr),
    /// How many elements the caller gave for another parameter; the caller does not see it.
    Length {
        /// The parameter whose elements are counted, by position in the list.
        of: u32,
        /// What C counts for each element: 1, or its bytes.
        scale: u32,
        /// Whether what C leaves there is a result: only for members.
        is_result: bool,
    },
    /// A buffer, array or text that the caller gives.
    Data {
        /// Text in this encoding, rather than a buffer.
        text: Option<Encoding>,
        /// How many elements C takes for granted; fewer are an error.
        size: Option<Expr>,
        /// Whether the caller may give null.
        nullable: bool,
        /// Whether the caller sees what C writes there. Otherwise C only reads, whatever its type
        /// says.
        #[serde(default)]
        is_written: bool,
    },
    /// A buffer, array or text that is reserved before the call and returned after it.
    Room {
        /// Text in this encoding, rather than a buffer.
        text: Option<Encoding>,
        /// How many elements to reserve.
        capacity: Expr,
        /// How many elements, or units of the text, C wrote, read after the call; by default all,
        /// or up to the NUL of a text.
        size: Option<Expr>,
    },
    /// An object behind a pointer, of the pointee's type, that lives for the call.
    Cell {
        /// What it holds before the call.
        initial: Initial,
        /// What becomes of what it holds after the call.
        take: Take,
    },
    /// A handle that the caller gives.
    Handle {
        /// Which kind, by position.
        handle: u32,
        /// Whether the caller may give null.
        nullable: bool,
    },
    /// Memory for an object, which the call initialises and a new handle then owns.
    Object {
        /// Which kind, by position.
        handle: u32,
        /// The parameter whose handle is its parent.
        parent: Option<u32>,
    },
    /// A host function.
    Callback {
        /// Its C type.
        signature: SignatureId,
        /// What is known of it, by position in [`Facts::callbacks`](super::Facts::callbacks).
        callback: Option<u32>,
        /// How long C may call it.
        scope: Scope,
        /// What C gets when it raises; without, the exception unwinds C.
        on_raise: Option<i64>,
        /// Whether the caller may give null.
        nullable: bool,
    },
    /// What C hands to host functions; nothing that the caller sees.
    Userdata,
    /// A function that C calls when it no longer needs the host functions of this call.
    Destroy {
        /// Its C type.
        signature: SignatureId,
    },
    /// A function by which C reports a failure: it raises the library's exception and never returns.
    Raise {
        /// Its C type.
        signature: SignatureId,
        /// The position among its parameters of the message.
        message: u32,
        /// The rule whose class is raised.
        rule: u32,
    },
}

/// What an object holds before the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Initial {
    /// Zeros.
    Zero,
    /// What the caller gives.
    Given,
    /// A value; only for numbers.
    Value(Expr),
    /// How many elements the caller gave, or were reserved, for another parameter; only for numbers.
    Length {
        /// The parameter, by position in the list.
        of: u32,
        /// What C counts for each element: 1, or its bytes.
        scale: u32,
    },
}

/// What becomes of a value that C hands over: a result, or what it left behind a pointer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Take {
    /// Nothing: the caller does not see it.
    Nothing,
    /// A value by its C type.
    Plain,
    /// This instead.
    Value(Expr),
    /// A copy of the text that it points to.
    Text {
        /// In which encoding.
        encoding: Encoding,
        /// Bytes; without, up to its NUL.
        size: Option<Expr>,
        /// The function that frees it once it was copied.
        free: Option<u32>,
    },
    /// A copy of the elements that it points to.
    Data {
        /// How many.
        size: Expr,
        /// The function that frees them once they were copied.
        free: Option<u32>,
    },
    /// A handle.
    Handle {
        /// Which kind, by position.
        handle: u32,
        /// The caller has to close it. Otherwise it is one that C lends: known already, or alive
        /// for as long as its parent.
        is_owned: bool,
        /// The parameter whose handle is its parent.
        parent: Option<u32>,
        /// Whether C hands it out even when the call fails, to be closed.
        is_handed_out_on_failure: bool,
    },
    /// A typed pointer that is refused once its owner is closed or one of the functions was called.
    Borrowed {
        /// The parameter whose handle owns it.
        from: Option<u32>,
        /// Functions after which it is refused, by position.
        until: Vec<u32>,
    },
    /// The same, and C never gives `NULL`.
    Filled(Box<Take>),
}

/// How text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// ISO 8859-1: each byte is a character.
    Latin1,
    /// UTF-16, little-endian, without a byte order mark.
    Utf16,
}

impl Encoding {
    /// Bytes of one unit, which is also how many its NUL has.
    pub const fn unit(self) -> u32 {
        match self {
            Self::Utf8 | Self::Latin1 => 1,
            Self::Utf16 => 2,
        }
    }
}
