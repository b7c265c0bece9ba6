//! A library as generated sources need it, in no language's terms: what is there, under which name
//! once prefixes are gone, with the plan of each function and the comment of each thing.
//!
//! Names are C's spelling (`open_v2`, `key_event`); each language applies its own habit with
//! [`name`]. Functions, constants and classes that share a name in a language are its own concern.

mod callback;
mod check;
mod describe;
mod function;
pub mod name;
mod record;
mod tag;

use sandbridge_interface::facts::{Package, Rule};
use sandbridge_interface::{
    ConstantValue, Docs, EnumId, Interface, RecordId, Result, Variant, spell,
};

pub use callback::{Callback, HostFunction};
pub(crate) use describe::Describe;
pub use function::Function;
pub use record::{Inner, RecordClass};

/// Everything that a generated package offers.
#[derive(Debug)]
pub struct Model<'a> {
    /// What it was made of.
    pub interface: &'a Interface,
    /// How the package describes itself.
    pub package: &'a Package,
    /// Functions in the header's order. Those that no plan covers are left out.
    pub functions: Vec<Function<'a>>,
    /// Kinds of handles, by position in [`Facts::handles`](sandbridge_interface::facts::Facts::handles).
    pub handles: Vec<Handle<'a>>,
    /// The library's own exceptions, each class once.
    pub errors: Vec<ErrorClass<'a>>,
    /// Constants that belong to no enumeration.
    pub constants: Vec<Constant<'a>>,
    /// Enumerations with a name.
    pub enums: Vec<Enumeration<'a>>,
    /// Records whose members are known.
    pub records: Vec<RecordClass<'a>>,
    /// Records without a name that members of those are.
    pub inner: Vec<Inner<'a>>,
    /// The types of host functions that functions take.
    pub callbacks: Vec<Callback>,
    /// Those that only functions as C wrote them take.
    pub c_callbacks: Vec<Callback>,
}

/// A class of handles.
#[derive(Debug)]
pub struct Handle<'a> {
    /// The class, in Pascal case: `Database`.
    pub name: &'a str,
    /// What its pointer points to: `struct sqlite3`.
    pub spelling: String,
    /// The comment of that type.
    pub doc: Option<&'a str>,
    /// The kind that must outlive it.
    pub parent: Option<u32>,
    /// Whether the host may close it; others are only borrowed.
    pub is_closable: bool,
    /// Its methods, by position in [`Model::functions`].
    pub methods: Vec<usize>,
    /// The functions that make one, by position in [`Model::functions`].
    pub makers: Vec<usize>,
}

/// An exception class of the library's own.
#[derive(Debug)]
pub struct ErrorClass<'a> {
    /// Its name: `ZlibError`.
    pub name: &'a str,
    /// The constants that name its status.
    pub statuses: Vec<(i128, &'a str)>,
}

/// A constant.
#[derive(Debug)]
pub struct Constant<'a> {
    /// Its name in C.
    pub c_name: &'a str,
    /// Its name without prefix.
    pub name: &'a str,
    /// Its value.
    pub value: &'a ConstantValue,
    /// Its comment.
    pub doc: Option<&'a str>,
}

/// An enumeration.
#[derive(Debug)]
pub struct Enumeration<'a> {
    /// Which.
    pub id: EnumId,
    /// Its name in C: a tag or a `typedef` name.
    pub c_name: &'a str,
    /// Its name without prefix.
    pub name: &'a str,
    /// Its comment.
    pub doc: Option<&'a str>,
    /// Its constants.
    pub variants: Vec<EnumVariant<'a>>,
}

/// A constant of an enumeration.
#[derive(Debug)]
pub struct EnumVariant<'a> {
    /// The constant in C.
    pub variant: &'a Variant,
    /// Its name without prefix.
    pub name: &'a str,
    /// Its comment.
    pub doc: Option<&'a str>,
}

impl<'a> Model<'a> {
    /// The library that an interface describes.
    ///
    /// # Errors
    /// Facts that contradict each other beyond what was checked when they were resolved, or names of
    /// theirs that are no identifiers.
    pub fn new(interface: &'a Interface, docs: &'a Docs) -> Result<Self> {
        let functions = function::all(interface, docs)?;
        check::names(interface, &functions)?;
        let callbacks = callback::all(interface, &functions);
        let c_callbacks = callback::of_c(interface, &functions, &callbacks);
        let records = record::named(interface, docs);
        Ok(Self {
            interface,
            package: &interface.facts.package,
            handles: handles(interface, docs, &functions),
            errors: errors(interface),
            constants: constants(interface, docs),
            enums: enumerations(interface, docs),
            inner: record::inner(interface, docs, &records),
            records,
            functions,
            callbacks,
            c_callbacks,
        })
    }

    /// The functions that are nobody's methods.
    pub fn free_functions(&self) -> impl Iterator<Item = &Function<'a>> {
        self.functions.iter().filter(|f| !f.is_skipped && f.method_of().is_none())
    }

    /// The methods of a handle.
    pub fn methods(&self, handle: &Handle<'a>) -> impl Iterator<Item = &Function<'a>> {
        handle.methods.iter().filter_map(|&at| self.functions.get(at))
    }

    /// The type of a host function, as [`Model::callbacks`] or [`Model::c_callbacks`] have it.
    pub fn callback(&self, wanted: HostFunction) -> Option<&Callback> {
        self.callbacks.iter().chain(&self.c_callbacks).find(|callback| callback.of == wanted)
    }

    /// The class of an enumeration, when it has a name.
    pub fn enumeration(&self, id: u32) -> Option<&Enumeration<'a>> {
        self.enums.iter().find(|one| one.id.0 == id)
    }

    /// The class of a record.
    pub fn record(&self, id: RecordId) -> Option<&RecordClass<'a>> {
        self.records.iter().find(|one| one.id == id)
    }
}

fn doc<'a>(docs: &'a Docs, path: &str) -> Option<&'a str> {
    docs.0.get(path).map(String::as_str).filter(|text| !text.trim().is_empty())
}

fn handles<'a>(
    interface: &'a Interface,
    docs: &'a Docs,
    functions: &[Function<'a>],
) -> Vec<Handle<'a>> {
    let one = |(kind, handle): (usize, &'a sandbridge_interface::facts::Handle)| {
        let spelling = spell::type_name(interface, handle.ty);
        let having = |test: &dyn Fn(&Function<'a>) -> bool| {
            let found = functions.iter().enumerate();
            let found = found.filter(|(_, function)| !function.is_skipped && test(function));
            found.map(|(at, _)| at).collect()
        };
        Handle {
            name: &handle.name,
            doc: doc(docs, &spelling).or_else(|| doc(docs, &format!("typedef {spelling}"))),
            spelling,
            parent: handle.parent,
            is_closable: handle.close.is_some(),
            methods: having(&|function| function.method_of() == Some(kind as u32)),
            makers: having(&|function| function.makes(kind as u32)),
        }
    };
    interface.facts.handles.iter().enumerate().map(one).collect()
}

fn errors(interface: &Interface) -> Vec<ErrorClass<'_>> {
    let mut classes: Vec<ErrorClass<'_>> = Vec::new();
    for rule in &interface.facts.rules {
        let statuses = statuses(interface, rule);
        match classes.iter_mut().find(|class| class.name == rule.class) {
            Some(class) => class.statuses.extend(statuses),
            None => classes.push(ErrorClass { name: &rule.class, statuses }),
        }
    }
    for class in &mut classes {
        class.statuses.sort();
        class.statuses.dedup();
    }
    classes
}

fn statuses<'a>(interface: &'a Interface, rule: &'a Rule) -> Vec<(i128, &'a str)> {
    let listed = rule.names.iter().map(|(value, name)| (i128::from(*value), name.as_str()));
    let variants = rule.enumeration.and_then(|at| interface.enums.get(at as usize));
    let variants = variants.into_iter().flat_map(|of| &of.variants);
    listed.chain(variants.map(|variant| (variant.value, variant.name.as_str()))).collect()
}

fn constants<'a>(interface: &'a Interface, docs: &'a Docs) -> Vec<Constant<'a>> {
    let facts = &interface.facts;
    let named = |constant: &&sandbridge_interface::Constant| {
        let variants = interface.enums.iter().filter(|of| of.name.is_some());
        let is_variant =
            variants.flat_map(|of| &of.variants).any(|variant| variant.name == constant.name);
        !is_variant && !facts.skipped.contains(&constant.name)
    };
    let shown = interface.constants.iter().filter(named);
    shown
        .map(|constant| Constant {
            c_name: &constant.name,
            name: facts.name(&constant.name),
            value: &constant.value,
            doc: doc(docs, &constant.name),
        })
        .collect()
}

fn enumerations<'a>(interface: &'a Interface, docs: &'a Docs) -> Vec<Enumeration<'a>> {
    let facts = &interface.facts;
    let one = |(at, of): (usize, &'a sandbridge_interface::Enum)| {
        let c_name = of.name.as_deref()?;
        if facts.skipped.contains(c_name) {
            return None;
        }
        let keyed = |variant: &'a Variant| EnumVariant {
            variant,
            name: facts.name(&variant.name),
            doc: doc(docs, &variant.name),
        };
        Some(Enumeration {
            id: EnumId(at as u32),
            c_name,
            name: facts.name(c_name),
            doc: doc(docs, &format!("enum {c_name}"))
                .or_else(|| doc(docs, &format!("typedef {c_name}"))),
            variants: of.variants.iter().map(keyed).collect(),
        })
    };
    interface.enums.iter().enumerate().filter_map(one).collect()
}
