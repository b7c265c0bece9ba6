//! The names of a package's classes and members, and the types that its functions have.

use std::collections::BTreeSet;

use sandbridge_interface::RecordId;

use super::super::code::Ty;
use super::super::signature;
use super::{RUNTIME, record};
use crate::model::name::{camel, pascal, result_class};
use crate::model::{Function, Model, RecordClass};

/// Methods that every object has.
const OF_OBJECTS: &[&str] = &[
    "clone",
    "equals",
    "finalize",
    "getClass",
    "hashCode",
    "notify",
    "notifyAll",
    "toString",
    "wait",
];

/// Methods that the classes of handles and of the library have besides.
const OF_HANDLES: &[&str] = &["close", "isOpen", "kind", "library", "load", "shared"];

/// Methods that the classes of structs have besides.
const OF_STRUCTS: &[&str] = &[
    "at",
    "behind",
    "close",
    "copied",
    "copy",
    "element",
    "get",
    "getDouble",
    "getInt",
    "getLong",
    "of",
    "pointer",
    "read",
    "readBool",
    "readElement",
    "readF32",
    "readF64",
    "readI16",
    "readI32",
    "readI64",
    "readI8",
    "readText",
    "readU16",
    "readU32",
    "readU8",
    "set",
    "toBytes",
    "type",
    "write",
    "writeBool",
    "writeElement",
    "writeF32",
    "writeF64",
    "writeI16",
    "writeI32",
    "writeI64",
    "writeI8",
    "writeU16",
    "writeU32",
    "writeU8",
];

/// What Java has for one of C's structs.
struct Structure {
    id: RecordId,
    class: String,
    /// What makes one; nothing does where C has no name for it.
    made: Option<Made>,
}

/// What the library's class has for a struct.
struct Made {
    /// The field for its type.
    field: String,
    /// The methods that make one.
    makers: [String; 2],
}

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
    /// C's structs that functions take and give by value as records, with their classes.
    records: Vec<(RecordId, String)>,
    /// All of C's structs, with their classes, the fields for their types and what makes one.
    structs: Vec<Structure>,
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
            records.push((id, fresh(pascal(class.name))));
        }
        let mut methods: BTreeSet<String> =
            model.free_functions().map(|function| identifier(function.name)).collect();
        let structure = |class: &RecordClass<'_>| {
            let name = pascal(class.name);
            let is_record = records.iter().any(|(_, known)| *known == name);
            let name = fresh(if is_record { format!("{name}Struct") } else { name });
            let makers = ["new", "alloc"].map(|verb| {
                let mut method = format!("{verb}{name}");
                while !methods.insert(method.clone()) {
                    method.push('_');
                }
                method + "()"
            });
            let mut field = identifier(class.c_name);
            while !members.insert(field.clone()) {
                field.push('_');
            }
            Structure { id: class.id, class: name, made: Some(Made { field, makers }) }
        };
        let mut structs: Vec<Structure> = model.records.iter().map(structure).collect();
        structs.extend(model.inner.iter().map(|inner| {
            let class = fresh(pascal(&inner.name));
            Structure { id: inner.class.id, class, made: None }
        }));
        Self {
            records,
            structs,
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

    /// The simple name of the exception that facts call `class`.
    pub(super) fn exception(&self, class: &str) -> Option<&str> {
        let at = self.model.errors.iter().position(|error| error.name == class)?;
        self.errors.get(at).map(String::as_str)
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

    /// The method of a function.
    pub(super) fn method(&self, function: &Function<'_>) -> String {
        let name = identifier(function.name);
        let is_taken = OF_OBJECTS.iter().chain(OF_HANDLES).any(|&taken| taken == name);
        // Every handle has a `call` that takes a name and any arguments.
        let is_call = name == "call" && function.plan.is_variadic;
        if is_taken || is_call { format!("{name}_") } else { name }
    }

    /// The field of the library's class that a function is called through: no constant has its name.
    pub(super) fn bound(&self, function: &Function<'_>) -> String {
        let mut names = self.bounds.iter();
        let found = names.find(|(position, _)| *position == function.position);
        found.map_or_else(|| identifier(function.c_name), |(_, name)| name.clone())
    }

    /// The record that stands for a struct.
    pub(super) fn record(&self, id: RecordId) -> Option<Ty> {
        let mut records = self.records.iter();
        records.find(|(known, _)| *known == id).map(|(_, class)| Ty::class(&self.own(class)))
    }

    /// C's structs that are records.
    pub(super) fn records(&self) -> impl Iterator<Item = RecordId> {
        self.records.iter().map(|(id, _)| *id)
    }

    /// The class of a struct in place.
    pub(super) fn structure(&self, id: RecordId) -> Option<Ty> {
        self.found(id).map(|known| Ty::class(&self.own(&known.class)))
    }

    /// Whether a type is one of those classes.
    pub(super) fn is_structure(&self, ty: &Ty) -> bool {
        let name = ty.class_constant();
        self.structs.iter().any(|known| self.own(&known.class) == name)
    }

    /// C's structs that have a class.
    pub(super) fn structs(&self) -> impl Iterator<Item = RecordId> {
        self.structs.iter().map(|known| known.id)
    }

    /// The methods of the library's class that make a struct: on Java's heap, in C's memory.
    pub(super) fn makers(&self, id: RecordId) -> Option<[&str; 2]> {
        let made = self.found(id)?.made.as_ref()?;
        Some(made.makers.each_ref().map(String::as_str))
    }

    /// The field of the library's class for a struct's type.
    pub(super) fn record_field(&self, id: RecordId) -> Option<&str> {
        Some(self.found(id)?.made.as_ref()?.field.as_str())
    }

    fn found(&self, id: RecordId) -> Option<&Structure> {
        self.structs.iter().find(|known| known.id == id)
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
    apart(names, &[])
}

/// The same for the members of a struct's class, which has methods of its own.
pub(super) fn members<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    apart(names, OF_STRUCTS)
}

fn apart<'n>(names: impl Iterator<Item = &'n str>, taken: &[&str]) -> Vec<String> {
    let taken = OF_OBJECTS.iter().chain(taken);
    let mut used: BTreeSet<String> = taken.map(|&name| name.to_owned()).collect();
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

/// The name of the field in other classes that has the library's class.
pub(super) fn library_field(names: &Names<'_, '_>) -> String {
    let simple = names.library.trim_start_matches('_');
    let name = identifier(simple);
    if name == "library" { "owner".to_owned() } else { name }
}
