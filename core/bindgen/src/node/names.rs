//! The names that a package has: those of functions in JavaScript's habit, of classes, of constants, each
//! once.

use std::collections::BTreeSet;

use sandbridge_interface::RecordId;
use sandbridge_interface::habit::{camel, pascal};

use super::signature::KEYWORDS;
use crate::model::{Function, HostFunction, Model};

/// Names that the package has for itself, and global ones that its types name.
const OWN: &[&str] = &[
    "$bound",
    "$classes",
    "$library",
    "$loaded",
    "$module",
    "$package",
    "$path",
    "ArrayBuffer",
    "BigInt64Array",
    "BigUint64Array",
    "Float32Array",
    "Float64Array",
    "Infinity",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Library",
    "NaN",
    "Object",
    "Proxy",
    "Symbol",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "__dirname",
    "__filename",
    "c",
    "exports",
    "library",
    "load",
    "module",
    "require",
    "sandbridge",
    "types",
    "undefined",
];
/// What every library has, so that its functions of these names have an underscore.
const LIBRARY: &[&str] = &[
    "address",
    "c",
    "callback",
    "close",
    "constructor",
    "errno",
    "functions",
    "hasOwnProperty",
    "isPrototypeOf",
    "new",
    "propertyIsEnumerable",
    "reset",
    "toLocaleString",
    "toString",
    "typed",
    "types",
    "valueOf",
];
/// What every handle has.
const HANDLE: &[&str] = &["closed", "constructor", "equals", "toString"];

/// One thing that the package exports.
#[derive(Debug)]
pub(super) struct Named<T> {
    /// Its name in the package.
    pub(super) name: String,
    /// What it is.
    pub(super) of: T,
}

/// Everything with its name. Positions are those of the model's lists.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) handles: Vec<Named<usize>>,
    pub(super) errors: Vec<Named<usize>>,
    pub(super) records: Vec<Named<usize>>,
    pub(super) enums: Vec<Named<usize>>,
    pub(super) constants: Vec<Named<usize>>,
    /// Constants of enumerations: which, and which of it.
    pub(super) variants: Vec<Named<(usize, usize)>>,
    /// Functions that are nobody's methods.
    pub(super) functions: Vec<Named<usize>>,
    pub(super) callbacks: Vec<Named<usize>>,
    /// What functions with several results give.
    pub(super) results: Vec<Named<usize>>,
}

impl Names {
    /// The names of everything in the model; the first of a name keeps it.
    pub(super) fn new(model: &Model<'_>) -> Self {
        let mut taken: BTreeSet<String> = OWN.iter().map(|&name| name.to_owned()).collect();
        let mut names = |list: Vec<(usize, String)>| -> Vec<Named<usize>> {
            let free = list.into_iter().filter(|(_, name)| taken.insert(name.clone()));
            free.map(|(of, name)| Named { name, of }).collect()
        };
        let all = |list: Vec<String>| list.into_iter().enumerate().collect::<Vec<_>>();
        let handles = names(all(model.handles.iter().map(|one| one.name.to_owned()).collect()));
        let errors = names(all(model.errors.iter().map(|one| one.name.to_owned()).collect()));
        let records = names(all(model.records.iter().map(|one| pascal(one.name)).collect()));
        let enums = names(all(model.enums.iter().map(|one| pascal(one.name)).collect()));
        let callbacks = names(all(model.callbacks.iter().map(|one| pascal(&one.name)).collect()));
        let several = model.functions.iter().enumerate().filter(|(_, function)| {
            !function.is_skipped && crate::value::results(&function.plan).len() > 1
        });
        let results = names(
            several
                .filter_map(|(at, function)| {
                    let position = function.position as u32;
                    Some((at, crate::model::name::result_class(model.interface, position)?))
                })
                .collect(),
        );
        let free = model.functions.iter().enumerate();
        let free = free.filter(|(_, of)| !of.is_skipped && of.method_of().is_none());
        let functions = names(free.map(|(at, of)| (at, reserved(camel(of.name)))).collect());
        let is_plain = |name: &str| !KEYWORDS.contains(&name);
        let constants = model.constants.iter().enumerate();
        let constants = constants.filter(|(_, one)| is_plain(one.name));
        let constants = names(constants.map(|(at, one)| (at, one.name.to_owned())).collect());
        let mut variants = Vec::new();
        for (at, of) in model.enums.iter().enumerate() {
            for (index, variant) in of.variants.iter().enumerate() {
                if is_plain(variant.name) && taken.insert(variant.name.to_owned()) {
                    variants.push(Named { name: variant.name.to_owned(), of: (at, index) });
                }
            }
        }
        Self { handles, errors, records, enums, constants, variants, functions, callbacks, results }
    }

    /// What the result class of a function is called.
    pub(super) fn result(&self, function: usize) -> Option<&str> {
        let found = self.results.iter().find(|named| named.of == function);
        found.map(|named| named.name.as_str())
    }
}

/// The type of a record, unless something before it has the name.
pub(super) fn record(model: &Model<'_>, id: RecordId) -> Option<String> {
    let at = model.records.iter().position(|record| record.id == id)?;
    let name = pascal(model.records[at].name);
    let is_first = model.records[..at].iter().all(|other| pascal(other.name) != name);
    (is_first && !is_class(model, &name)).then_some(name)
}

/// The type of host functions, unless something before it has the name.
pub(super) fn callback(model: &Model<'_>, of: HostFunction) -> Option<String> {
    let at = model.callbacks.iter().position(|callback| callback.of == of)?;
    let name = pascal(&model.callbacks[at].name);
    let is_first = model.callbacks[..at].iter().all(|other| pascal(&other.name) != name);
    let others = model.records.iter().map(|record| record.name);
    let others = others.chain(model.enums.iter().map(|of| of.name));
    let is_free = others.into_iter().all(|other| pascal(other) != name);
    (is_first && is_free && !is_class(model, &name)).then_some(name)
}

/// Whether a class of handles or exceptions, or the package itself, has the name.
fn is_class(model: &Model<'_>, name: &str) -> bool {
    let handles = model.handles.iter().map(|handle| handle.name);
    let mut classes = handles.chain(model.errors.iter().map(|error| error.name));
    classes.any(|class| class == name) || OWN.contains(&name)
}

/// The property of a loaded library that is the function.
pub(super) fn member(function: &Function<'_>) -> String {
    let name = camel(function.name);
    let is_own = KEYWORDS.contains(&name.as_str()) || LIBRARY.contains(&name.as_str());
    if is_own { format!("{name}_") } else { name }
}

/// The method of a handle's class that is the function.
pub(super) fn method(function: &Function<'_>, is_closable: bool) -> String {
    let name = camel(function.name);
    let is_own = HANDLE.contains(&name.as_str()) || is_closable && name == "close";
    if is_own { format!("{name}_") } else { name }
}

fn reserved(name: String) -> String {
    let is_own = KEYWORDS.contains(&name.as_str()) || OWN.contains(&name.as_str());
    if is_own { format!("{name}_") } else { name }
}
