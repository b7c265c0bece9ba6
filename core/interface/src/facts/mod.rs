//! Facts: what C's types cannot say of a library, resolved. How long a buffer is, who frees what,
//! which numbers are failures, which pointers are handles.
//!
//! `sandbridge-extract` reads them from a facts file; [`plan::idiomatic`](crate::plan::idiomatic)
//! lowers them. Every name is an index here and every expression is checked against the types.

mod callback;
mod expression;
mod function;
mod validate;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Enum, TypeId};

pub(crate) use validate::validate;

pub use callback::{CallbackFacts, CallbackRole, Scope};
pub use expression::{Binary, Expr, Unary};
pub use function::{Encoding, FunctionFacts, Initial, Omitted, ParamFacts, Place, Role, Take};

/// All that is known of a library beyond its header.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// How packages made of the library describe themselves.
    pub package: Package,
    /// Which results are failures.
    pub rules: Vec<Rule>,
    /// Pointers that become closable objects.
    pub handles: Vec<Handle>,
    /// By position in [`Interface::functions`](crate::Interface::functions). A function that is
    /// missing here is called as in C.
    pub functions: BTreeMap<u32, FunctionFacts>,
    /// Function types whose host functions get more than C's types say.
    pub callbacks: Vec<CallbackFacts>,
    /// Which member of a union is live.
    pub union_tags: Vec<UnionTag>,
    /// C name to the name without prefix, for functions, constants, records, enumerations and
    /// variables. What is missing keeps its name.
    pub names: BTreeMap<String, String>,
    /// C names that only the C layer has.
    pub skipped: BTreeSet<String>,
}

/// The metadata of packages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Package {
    /// Name in the registries: `zlib-wasm`.
    pub name: String,
    /// Version of the package.
    pub version: String,
    /// One line on what it does.
    pub description: String,
    /// SPDX expression.
    pub license: String,
    /// The licence's own text, which every package carries.
    pub license_text: String,
    /// Where the library lives.
    pub homepage: String,
    /// `Name <address>` each.
    pub authors: Vec<String>,
    /// Group of the Java package and prefix of its classes: `org.example`.
    pub group: String,
}

/// When a status is a failure, and what the exception says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name in the facts file.
    pub name: String,
    /// The class of the exception: `ZlibError`.
    pub class: String,
    /// True when the call failed. Reads the result and the parameters.
    pub fails: Expr,
    /// Address of a NUL-terminated message.
    pub message: Option<Expr>,
    /// The number that the exception carries.
    pub status: Expr,
    /// The enumeration whose constants name the number.
    pub enumeration: Option<u32>,
    /// Constants that name the number, where they are no enumeration.
    #[serde(default)]
    pub names: Vec<(i64, String)>,
}

impl Rule {
    /// The constant that names a status.
    pub fn status_name<'a>(&'a self, enums: &'a [Enum], status: i128) -> Option<&'a str> {
        let listed = self.names.iter().find(|(value, _)| i128::from(*value) == status);
        listed.map(|(_, name)| name.as_str()).or_else(|| {
            let variants = &enums.get(self.enumeration? as usize)?.variants;
            let variant = variants.iter().find(|variant| variant.value == status)?;
            Some(variant.name.as_str())
        })
    }
}

/// A kind of object that C owns and the host refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handle {
    /// The class: `Database`.
    pub name: String,
    /// What the pointer points to.
    pub ty: TypeId,
    /// The call that ends it, over [`Expr::This`] and [`Expr::Parent`]. A handle without one is only
    /// ever borrowed.
    pub close: Option<Expr>,
    /// The function that [`Handle::close`] calls.
    pub closer: Option<u32>,
    /// The kind of handle that must outlive it, by position.
    pub parent: Option<u32>,
    /// The rule for the result of closing it.
    pub rule: Option<u32>,
    /// The caller provides the memory of the object: it is allocated before the function that
    /// initialises it and freed after it was closed.
    pub is_object: bool,
}

/// The member of a union that a tag selects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnionTag {
    /// The record that holds both.
    pub record: u32,
    /// Name of the union member, empty for an anonymous union.
    pub member: String,
    /// Name of the tag member.
    pub tag: String,
    /// Tag value to the name of the member that is live.
    pub cases: Vec<(i64, String)>,
}

impl Facts {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether calling the function ends something: a pointer or a host function that lives until
    /// then.
    pub fn is_end(&self, function: u32) -> bool {
        let takes = |facts: &FunctionFacts| {
            let of_params = facts.params.iter().filter_map(|param| match &param.role {
                Role::Cell { take, .. } => Some(take),
                _ => None,
            });
            of_params.chain([&facts.result]).any(
                |take| matches!(take, Take::Borrowed { until, .. } if until.contains(&function)),
            )
        };
        // Being given another one ends the one before.
        let holds = |position: u32, facts: &FunctionFacts| {
            facts.params.iter().any(|param| {
                matches!(&param.role, Role::Callback { scope: Scope::Until(until), .. }
                    if until.contains(&function) || position == function)
            })
        };
        self.functions.iter().any(|(&position, facts)| takes(facts) || holds(position, facts))
    }

    /// The name without prefix of what C calls `name`.
    pub fn name<'a>(&'a self, name: &'a str) -> &'a str {
        self.names.get(name).map_or(name, String::as_str)
    }
}
