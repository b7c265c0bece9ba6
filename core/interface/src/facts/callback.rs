//! What is known of the functions that C calls back.

use serde::{Deserialize, Serialize};

use super::{Encoding, Expr};
use crate::SignatureId;

/// How long C may call a host function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// During the call that it is given to.
    Call,
    /// Until it was called once.
    Once,
    /// Until one of these functions is called with the same handle, or that handle is closed. The
    /// function that it is given to ends the one given before.
    Until(Vec<u32>),
    /// Until C calls the destroy function of the same call.
    Destroy,
    /// For as long as the library lives.
    Forever,
}

/// A function type whose parameters mean more than their types say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackFacts {
    /// The C type.
    pub signature: SignatureId,
    /// What the host function's own parameters are called, one for each of C's.
    pub names: Vec<String>,
    /// C's parameters in order. [`Expr::Param`] counts these.
    pub params: Vec<CallbackRole>,
}

/// What a parameter of a host function is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CallbackRole {
    /// Given to the host function as in C.
    Plain,
    /// Not given: userdata, or a length that follows from another argument.
    Hidden,
    /// A handle that C lends for the time of the call, or one that is known already.
    Handle {
        /// Which kind, by position.
        handle: u32,
    },
    /// A copy of the text that it points to.
    Text {
        /// In which encoding.
        encoding: Encoding,
        /// Bytes; without, up to its NUL.
        size: Option<Expr>,
    },
    /// A copy of the elements that it points to.
    Data {
        /// How many.
        size: Expr,
    },
    /// A list of texts, each up to its NUL; null among them stays null.
    Texts {
        /// In which encoding.
        encoding: Encoding,
        /// How many; without, up to the null that ends the list.
        count: Option<Expr>,
    },
    /// A list of handles that C lends for the time of the call.
    Handles {
        /// Which kind, by position.
        handle: u32,
        /// How many.
        count: Expr,
    },
    /// Room that C provides: the host function returns the bytes for it.
    Room {
        /// How many elements it has.
        capacity: Expr,
        /// Whether the host function must fill it; otherwise how many bytes it gave is C's result.
        is_exact: bool,
    },
}
