//! The words of a stub's annotations: where they are imported from, and which of them mean something
//! else in the package.

use std::collections::BTreeSet;

use crate::model::Model;

/// Words of annotations that the package has as names of its own.
pub(super) fn shadowed(model: &Model<'_>) -> Vec<&'static str> {
    let facts = &model.interface.facts;
    let functions = model.functions.iter().flat_map(|function| [function.name, function.c_name]);
    let members = model.records.iter().flat_map(|record| &record.members);
    let members = members.map(|(member, _)| member.name.as_str());
    let globals = model.interface.globals.iter().map(|global| facts.name(&global.name));
    let constants = model.constants.iter().map(|constant| constant.name);
    let mut names: BTreeSet<&str> =
        functions.chain(members).chain(globals).chain(constants).collect();
    let outcomes = model.functions.iter().filter_map(|function| function.plan.program.as_ref());
    names.extend(outcomes.flat_map(|it| &it.outcomes).map(|outcome| outcome.name.as_str()));
    BUILTINS.iter().copied().filter(|word| names.contains(word)).collect()
}

/// Built-in types that annotations name.
const BUILTINS: &[&str] =
    &["bool", "bytes", "complex", "float", "int", "list", "object", "str", "tuple"];

/// What the stub's annotations may name, by the module that it comes from.
const IMPORTS: &[(&str, &[&str])] = &[
    ("array", &["array"]),
    ("collections.abc", &["Callable", "Mapping", "Sequence"]),
    ("enum", &["IntEnum"]),
    ("typing", &["Final", "NamedTuple", "Self", "TypeAlias", "Unpack"]),
    (
        "sandbridge",
        &[
            "Array",
            "Callback",
            "FunctionPointer",
            "Handle",
            "LibraryError",
            "LongDouble",
            "Namespace",
            "Pointer",
            "Record",
            "Types",
        ],
    ),
    ("sandbridge.options", &["LoadOptions"]),
    ("typing_extensions", &["Buffer"]),
];

pub(super) fn imports(text: &str) -> String {
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let mut standard = String::new();
    if words.contains("builtins") {
        standard.push_str("import builtins\n");
    }
    let mut others = String::from("\nimport sandbridge\n");
    for (module, names) in IMPORTS {
        let used: Vec<String> = names
            .iter()
            .filter(|name| words.contains(*name))
            .map(|&name| name.to_owned())
            .collect();
        if used.is_empty() {
            continue;
        }
        let head = format!("from {module} import");
        let line = format!("{head} {}\n", used.join(", "));
        let line = match line.len() <= 89 {
            true => line,
            false => {
                let names: String = used.iter().map(|name| format!("    {name},\n")).collect();
                format!("{head} (\n{names})\n")
            }
        };
        let is_standard = !module.starts_with("sandbridge") && *module != "typing_extensions";
        if is_standard { standard.push_str(&line) } else { others.push_str(&line) }
    }
    standard + &others
}
