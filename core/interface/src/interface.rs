//! The tables that make up a library's interface, and looking things up in them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::{
    Constant, Enum, EnumId, Function, Global, Record, RecordId, Signature, SignatureId, Type,
    TypeId, TypeName,
};

/// Everything a library offers, with every type resolved and laid out.
///
/// Whoever builds one calls [`Interface::validate`] before handing it on; all other code trusts
/// the indices in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Interface {
    /// The library's name, for messages: `zlib`.
    pub name: String,
    /// Whether the module was compiled with SIMD, which changes how vectors are passed.
    pub simd: bool,
    /// All types; the others refer into it.
    pub types: Vec<Type>,
    /// Structs and unions.
    pub records: Vec<Record>,
    /// Enumerations.
    pub enums: Vec<Enum>,
    /// Function types.
    pub signatures: Vec<Signature>,
    /// Functions in declaration order.
    pub functions: Vec<Function>,
    /// Macros with a value and enumeration constants, in declaration order.
    pub constants: Vec<Constant>,
    /// Variables.
    pub globals: Vec<Global>,
    /// `typedef` names in declaration order.
    pub type_names: Vec<TypeName>,
    /// What the header cannot say.
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
}

impl Interface {
    /// The type at `id`.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }

    /// The type at `id` with `typedef` names seen through.
    pub fn resolved(&self, id: TypeId) -> &Type {
        self.ty(self.resolve(id))
    }

    /// The id that `id` stands for once `typedef` names are seen through.
    pub fn resolve(&self, mut id: TypeId) -> TypeId {
        while let Type::Named { to, .. } = self.ty(id) {
            id = *to;
        }
        id
    }

    /// The record at `id`.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.index()]
    }

    /// The enumeration at `id`.
    pub fn enumeration(&self, id: EnumId) -> &Enum {
        &self.enums[id.index()]
    }

    /// The function type at `id`.
    pub fn signature(&self, id: SignatureId) -> &Signature {
        &self.signatures[id.index()]
    }

    /// The function of that C name, with its position in [`Interface::functions`].
    pub fn function(&self, name: &str) -> Option<(usize, &Function)> {
        self.functions.iter().enumerate().find(|(_, function)| function.name == name)
    }

    /// The constant of that name.
    pub fn constant(&self, name: &str) -> Option<&Constant> {
        self.constants.iter().find(|constant| constant.name == name)
    }

    /// The constant that is called `name` once facts are applied; its C name does as well.
    pub fn idiomatic_constant(&self, name: &str) -> Option<&Constant> {
        let shown = |constant: &&Constant| {
            self.facts.name(&constant.name) == name && !self.facts.skipped.contains(&constant.name)
        };
        self.constants.iter().find(shown).or_else(|| self.constant(name))
    }

    /// The type that a C programmer calls `name`: a `typedef` name, `struct tag`, `union tag`,
    /// `enum tag`, a bare tag, or a basic type such as `unsigned int`.
    pub fn type_named(&self, name: &str) -> Option<TypeId> {
        crate::name::find_type(self, name)
    }
}

/// What the header's comments say, apart from the interface so that loading need not read it.
///
/// Keys are paths: `crc32`, `struct z_stream_s`, `struct z_stream_s.next_in`, `enum color`,
/// `Z_OK`, `typedef uLong`. Values are the comments without their decoration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Docs(pub BTreeMap<String, String>);

/// A comment of a group of functions that is longer than this is stored once; shorter ones are better
/// read in place.
const LONGEST_COPY: usize = 300;

impl Docs {
    /// These comments, where a long one that several functions have is kept by one of them, to which
    /// the others refer: by the first that packages have too. Two thirds of SQLite's comments are such
    /// copies.
    pub fn shared(&self, interface: &Interface) -> Self {
        let mut docs = self.clone();
        let is_skipped = |function: &&Function| interface.facts.skipped.contains(&function.name);
        let (skipped, shown): (Vec<_>, Vec<_>) = interface.functions.iter().partition(is_skipped);
        let mut kept: BTreeMap<&str, &str> = BTreeMap::new();
        for function in shown.into_iter().chain(skipped) {
            let Some(text) = self.0.get(&function.name) else { continue };
            if text.len() <= LONGEST_COPY {
                continue;
            }
            match kept.entry(text) {
                Entry::Vacant(first) => {
                    first.insert(&function.name);
                }
                Entry::Occupied(first) => {
                    let other = format!("Its comment is that of `{}`.", first.get());
                    docs.0.insert(function.name.clone(), other);
                }
            }
        }
        docs
    }
}
