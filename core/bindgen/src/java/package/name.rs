//! The names of a package's classes and members, and the types that its functions have.

use std::collections::BTreeSet;

use sandbridge_interface::RecordId;
use sandbridge_interface::plan::Access;

use super::super::code::Ty;
use super::super::signature;
use super::{RUNTIME, record};
use crate::model::name::{camel, pascal, result_class};
use crate::model::{Callback, Function, HostFunction, Model};
use crate::value::{Given, Taken};

/// Methods that the classes have already, or that every object has.
const TAKEN: &[&str] = &[
    "clone",
    "close",
    "equals",
    "finalize",
    "getClass",
    "hashCode",
    "isOpen",
    "kind",
    "library",
    "load",
    "notify",
    "notifyAll",
    "shared",
    "toString",
    "wait",
];

/// All names of one package.
pub(super) struct Names<'m, 'a> {
    pub(super) model: &'m Model<'a>,
    /// `org/example/zlib`
    pub(super) package: String,
    /// `Zlib`
    pub(super) library: String,
    handles: Vec<String>,
    errors: Vec<String>,
    callbacks: Vec<String>,
    enums: Vec<String>,
    /// C's structs that are records, with their classes and the fields for their types.
    records: Vec<(RecordId, String, String)>,
    /// Fields for functions, by their position in the interface.
    bounds: Vec<(usize, String)>,
    /// Records of functions with several results, by position in the model.
    results: Vec<Option<String>>,
}

impl<'m, 'a> Names<'m, 'a> {
    pub(super) fn new(model: &'m Model<'a>, package: &str) -> Self {
        let mut used = BTreeSet::new();
        let mut fresh = |wanted: String| {
            let numbered = (2..).map(|number| format!("{wanted}{number}"));
            let mut names = std::iter::once(wanted.clone()).chain(numbered);
            let free = names.find(|name| used.insert(name.clone()));
            free.unwrap_or(wanted)
        };
        let handles: Vec<String> =
            model.handles.iter().map(|handle| fresh(pascal(handle.name))).collect();
        let is_word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let library = pascal(&model.interface.name.chars().map(is_word).collect::<String>());
        let is_taken = handles.contains(&library);
        let library = fresh(if is_taken { format!("{library}Library") } else { library });
        fresh(format!("{library}Shared"));
        for handle in &handles {
            fresh(format!("{handle}Factory"));
        }
        let exception =
            |name: &str| name.strip_suffix("Error").unwrap_or(name).to_owned() + "Exception";
        let errors: Vec<String> =
            model.errors.iter().map(|error| fresh(exception(error.name))).collect();
        for error in &errors {
            fresh(format!("{error}Factory"));
        }
        let callbacks = model.callbacks.iter().map(|one| fresh(pascal(&one.name))).collect();
        let enums = model.enums.iter().map(|one| fresh(pascal(one.name))).collect();
        let several = |function: &Function<'_>| {
            !function.is_skipped && crate::value::results(&function.plan).len() > 1
        };
        let results = model.functions.iter().map(|function| {
            let wanted = result_class(model.interface, function.position as u32);
            several(function).then(|| fresh(wanted.unwrap_or_else(|| pascal(function.name))))
        });
        let results = results.collect();
        let package = package.replace('.', "/");
        let mut members: BTreeSet<String> =
            model.constants.iter().map(|constant| constant.name.to_owned()).collect();
        members.insert("library".to_owned());
        let bound = |function: &Function<'_>| {
            let mut name = identifier(function.c_name);
            while !members.insert(name.clone()) {
                name.push('_');
            }
            (function.position, name)
        };
        let bounds = model.functions.iter().map(bound).collect();
        let mut records = Vec::new();
        for id in record::used(model) {
            let Some(class) = model.record(id) else { continue };
            let mut field = identifier(class.c_name);
            while !members.insert(field.clone()) {
                field.push('_');
            }
            records.push((id, fresh(pascal(class.name)), field));
        }
        Self {
            records,
            bounds,
            model,
            package,
            library,
            handles,
            errors,
            callbacks,
            enums,
            results,
        }
    }

    /// A class of this package by its simple name.
    pub(super) fn own(&self, simple: &str) -> String {
        format!("{}/{simple}", self.package)
    }

    /// The class of the library.
    pub(super) fn library(&self) -> String {
        self.own(&self.library)
    }

    pub(super) fn handle(&self, kind: u32) -> String {
        match self.handles.get(kind as usize) {
            Some(name) => self.own(name),
            None => runtime("Handle"),
        }
    }

    pub(super) fn error(&self, at: usize) -> String {
        self.own(&self.errors[at])
    }

    pub(super) fn enumeration(&self, at: usize) -> String {
        self.own(&self.enums[at])
    }

    pub(super) fn callback(&self, at: usize) -> String {
        self.own(&self.callbacks[at])
    }

    /// The record of a function with several results.
    pub(super) fn result(&self, at: usize) -> Option<String> {
        self.results.get(at)?.as_deref().map(|name| self.own(name))
    }

    /// The method of a function, and the field of the library's class that calls it.
    pub(super) fn method(&self, function: &Function<'_>) -> String {
        let name = identifier(function.name);
        if TAKEN.contains(&name.as_str()) { format!("{name}_") } else { name }
    }

    /// The field of the library's class that a function is called through: no constant has its name.
    pub(super) fn bound(&self, function: &Function<'_>) -> String {
        let mut names = self.bounds.iter();
        let found = names.find(|(position, _)| *position == function.position);
        found.map_or_else(|| identifier(function.c_name), |(_, name)| name.clone())
    }

    /// The type of a parameter.
    pub(super) fn taken(&self, taken: &Taken<'_>) -> Ty {
        match taken {
            Taken::Handle { kind, .. } => Ty::class(&self.handle(*kind)),
            Taken::Callback(signature) => {
                self.host_function(HostFunction { signature: *signature, facts: None })
            }
            Taken::HostFunction { signature, callback, .. } => {
                self.host_function(HostFunction { signature: *signature, facts: *callback })
            }
            Taken::Value(Access::Record { record }) => {
                self.record(*record).unwrap_or_else(|| Ty::class(&runtime("Struct")))
            }
            other => self.parsed(&signature::parameter(self.model.interface, other)),
        }
    }

    /// The type of a function's result, which may be a record where a host function gets a struct.
    pub(super) fn outcome(&self, given: &Given) -> Ty {
        let record = match given {
            Given::Value(Access::Record { record }) => self.record(*record),
            _ => None,
        };
        record.unwrap_or_else(|| self.given(given))
    }

    /// The record that stands for a struct.
    pub(super) fn record(&self, id: RecordId) -> Option<Ty> {
        let mut records = self.records.iter();
        records.find(|(known, ..)| *known == id).map(|(_, class, _)| Ty::class(&self.own(class)))
    }

    /// The field of the library's class for a struct's type.
    pub(super) fn record_field(&self, id: RecordId) -> Option<&str> {
        let mut records = self.records.iter();
        records.find(|(known, ..)| *known == id).map(|(.., field)| field.as_str())
    }

    /// C's structs that are records.
    pub(super) fn records(&self) -> impl Iterator<Item = RecordId> {
        self.records.iter().map(|(id, ..)| *id)
    }

    /// The type of a result.
    pub(super) fn given(&self, given: &Given) -> Ty {
        match given {
            Given::Handle { kind, .. } => Ty::class(&self.handle(*kind)),
            Given::Handles(kind) => {
                Ty::Class("java/util/List".to_owned(), vec![Ty::class(&self.handle(*kind))])
            }
            other => self.parsed(&signature::given(self.model.interface, other)),
        }
    }

    fn host_function(&self, of: HostFunction) -> Ty {
        let at = self.model.callbacks.iter().position(|callback: &Callback| callback.of == of);
        match at {
            Some(at) if super::callback::is_possible(self, at) => Ty::class(&self.callback(at)),
            _ => Ty::class(&runtime("FunctionPointer")),
        }
    }

    fn parsed(&self, text: &str) -> Ty {
        Ty::parse(text, &|simple| match simple {
            "Boolean" | "Double" | "Float" | "Integer" | "Long" | "Object" | "String" => {
                format!("java/lang/{simple}")
            }
            "BigInteger" => "java/math/BigInteger".to_owned(),
            "List" => "java/util/List".to_owned(),
            other => runtime(other),
        })
    }
}

/// A class of Sandbridge's own.
pub(super) fn runtime(simple: &str) -> String {
    format!("{RUNTIME}/{simple}")
}

/// A C name in Java's habit, as Java can have it.
pub(super) fn identifier(c_name: &str) -> String {
    signature::name(&camel(c_name))
}

/// Names of a record's components, no two alike, and none that every object has a method of.
pub(super) fn components<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut used: BTreeSet<String> = TAKEN.iter().map(|&name| name.to_owned()).collect();
    let unique = |name: &str| {
        let mut name = identifier(name);
        while !used.insert(name.clone()) {
            name.push('_');
        }
        name
    };
    names.map(unique).collect()
}

/// Names of parameters, no two alike.
pub(super) fn parameters<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut used = BTreeSet::new();
    let unique = |name: &str| {
        let mut name = identifier(name);
        // `call` is what the generated methods call their call.
        while name == "call" || !used.insert(name.clone()) {
            name.push('_');
        }
        name
    };
    names.map(unique).collect()
}
