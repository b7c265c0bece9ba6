//! What names mean in an expression of the facts.

use sandbridge_interface::name::{find_type, nearest};
use sandbridge_interface::{Code, ConstantValue, Interface, TypeId};

use super::Fault;

/// The names that an expression may use beside constants and functions.
#[derive(Debug, Clone)]
pub(super) struct Scope<'a> {
    pub(super) interface: &'a Interface,
    /// Parameters by name, with their position and type.
    pub(super) params: Vec<(String, u32, TypeId)>,
    /// Members that act as parameters, before the call.
    pub(super) members: Vec<MemberParam>,
    /// What `ret` is.
    pub(super) ret: Ret,
    /// What `self` points to, where a handle is closed.
    pub(super) this: Option<TypeId>,
    /// What `parent` points to there.
    pub(super) parent: Option<TypeId>,
}

/// A member that acts as a parameter.
#[derive(Debug, Clone, Copy)]
pub(super) struct MemberParam {
    /// The parameter that points to the object.
    pub(super) object: u32,
    /// Bytes behind its start.
    pub(super) offset: u32,
    /// The position among the parameters.
    pub(super) position: u32,
}

/// What `ret` means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ret {
    /// The result, of that type.
    Type(TypeId),
    /// Nothing yet: the expression is computed before the call.
    Before,
    /// Nothing: there is no call of which it could be the result.
    Nowhere,
}

/// What a name means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    Param(u32, TypeId),
    Result(TypeId),
    This(TypeId),
    Parent(TypeId),
    Number(i128),
    Null,
}

impl<'a> Scope<'a> {
    /// One that knows constants and functions only.
    pub(super) fn new(interface: &'a Interface) -> Self {
        Self {
            interface,
            params: Vec::new(),
            members: Vec::new(),
            ret: Ret::Nowhere,
            this: None,
            parent: None,
        }
    }

    /// Looks a name up.
    pub(super) fn find(&self, name: &str, at: usize) -> Result<Meaning, Fault> {
        if let Some((_, position, ty)) = self.params.iter().find(|(param, ..)| param == name) {
            return Ok(Meaning::Param(*position, *ty));
        }
        match (name, self.ret, self.this, self.parent) {
            ("ret", Ret::Type(ty), ..) => return Ok(Meaning::Result(ty)),
            ("ret", Ret::Before, ..) => {
                return Err(self.unknown(at, "`ret` is not known before the call"));
            }
            ("self", _, Some(ty), _) => return Ok(Meaning::This(ty)),
            ("parent", _, _, Some(ty)) => return Ok(Meaning::Parent(ty)),
            ("NULL" | "nullptr", ..) => return Ok(Meaning::Null),
            _ => {}
        }
        match self.interface.constant(name).map(|constant| &constant.value) {
            Some(ConstantValue::Integer(value)) => return Ok(Meaning::Number(*value)),
            Some(_) => {
                let message = format!("the constant `{name}` is no whole number");
                return Err(Fault::new(at, Code::FactsType, message));
            }
            None => {}
        }
        if self.interface.function(name).is_some() {
            let fault = Fault::new(at, Code::FactsType, format!("`{name}` is a function"));
            return Err(fault.help(format!("call it: `{name}(...)`")));
        }
        let fault = Fault::new(at, Code::FactsName, format!("nothing is called `{name}` here"));
        Err(match nearest(name, self.names()) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help(self.offered()),
        })
    }

    /// The position of a function.
    pub(super) fn function(&self, name: &str, at: usize) -> Result<u32, Fault> {
        if let Some((position, _)) = self.interface.function(name) {
            return Ok(position as u32);
        }
        Err(missing_function(self.interface, name, at))
    }

    /// The type of that name.
    pub(super) fn ty(&self, name: &str, at: usize) -> Result<TypeId, Fault> {
        find_type(self.interface, name).ok_or_else(|| missing_type(self.interface, name, at))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let params = self.params.iter().map(|(name, ..)| name.as_str());
        params.chain(self.interface.constants.iter().map(|constant| constant.name.as_str()))
    }

    fn unknown(&self, at: usize, message: &str) -> Fault {
        Fault::new(at, Code::FactsName, message).help(self.offered())
    }

    fn offered(&self) -> String {
        let mut names: Vec<String> =
            self.params.iter().map(|(name, ..)| format!("`{name}`")).collect();
        let special = [
            ("ret", matches!(self.ret, Ret::Type(_))),
            ("self", self.this.is_some()),
            ("parent", self.parent.is_some()),
        ];
        names
            .extend(special.into_iter().filter(|(_, is)| *is).map(|(name, _)| format!("`{name}`")));
        match names.is_empty() {
            true => "there are constants and functions of the header".to_owned(),
            false => format!("there are {}, and constants and functions", names.join(", ")),
        }
    }
}

/// The error for a function that the header or the module lacks.
pub(super) fn missing_function(interface: &Interface, name: &str, at: usize) -> Fault {
    let fault =
        Fault::new(at, Code::FactsName, format!("the library has no function called `{name}`"));
    let names = interface.functions.iter().map(|function| function.name.as_str());
    match nearest(name, names) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("it must be declared by the header and exported by the module"),
    }
}

/// The error for a type that the header lacks.
pub(super) fn missing_type(interface: &Interface, name: &str, at: usize) -> Fault {
    let fault = Fault::new(at, Code::FactsName, format!("the header has no type called `{name}`"));
    let typedefs = interface.type_names.iter().map(|named| named.name.as_str());
    let records = interface.records.iter().filter_map(|record| record.name.as_deref());
    let enums = interface.enums.iter().filter_map(|enumeration| enumeration.name.as_deref());
    let bare = name.rsplit(' ').next().unwrap_or(name);
    match nearest(bare, typedefs.chain(records).chain(enums)) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("give a `typedef` name, `struct tag`, `union tag` or `enum tag`"),
    }
}
