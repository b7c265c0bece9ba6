//! Names: prefixes off, words apart, given names, what only the C layer has, and collisions.

use std::collections::{BTreeMap, BTreeSet};

use sandbridge_interface::facts::Facts;
use sandbridge_interface::name::nearest;
use sandbridge_interface::{Code, Interface, Result, Type, TypeId, habit};

use super::document::Value;
use super::handle::Kind;
use super::scope::missing_function;
use super::standard;

/// Stands for the method that every handle has.
const CLOSE: &str = "the method that closes";

/// Names everything and checks that no two things are called alike.
pub(super) fn read(
    interface: &Interface,
    root: &Value<'_>,
    kinds: &[Kind<'_>],
    facts: &mut Facts,
) -> Result<()> {
    skip(interface, root, facts)?;
    let prefixes = prefixes(root);
    let mut given = BTreeMap::new();
    for section in ["functions", "constants", "types"] {
        for (c_name, entry) in root.get(section).map(|all| all.entries()).unwrap_or_default() {
            if section == "constants" && interface.constant(c_name).is_none() {
                return Err(missing_constant(interface, c_name, &entry));
            }
            let is_class = section == "types" && entry.get("handle").is_some();
            if let Some(name) = entry.get("name").filter(|name| !name.is_table() && !is_class) {
                let text = name.text().unwrap_or_default();
                if !is_identifier(text) {
                    return Err(name.error(Code::FactsSyntax, format!("`{text}` is no name")));
                }
                given.insert(bare(c_name), text.to_owned());
            }
        }
    }
    let functions = interface.functions.iter().filter(|function| !standard::is_ours(function));
    let functions = functions.map(|function| function.name.as_str());
    let constants = interface.constants.iter().map(|constant| constant.name.as_str());
    let globals = interface.globals.iter().map(|global| global.name.as_str());
    let taken: BTreeSet<&str> = functions.chain(constants).chain(globals).collect();
    let methods = methods(interface, kinds, facts);
    let mut name = |c_name: &str, is_function: bool| {
        let new = match (given.get(c_name), methods.get(c_name)) {
            (Some(given), _) => given.clone(),
            (None, Some(method)) if is_function => method.clone(),
            (None, _) => {
                let short = strip(&prefixes, c_name);
                let short = if is_function { snake(&short) } else { short };
                // What the header calls so has the name.
                if taken.contains(short.as_str()) { c_name.to_owned() } else { short }
            }
        };
        if new != c_name {
            facts.names.insert(c_name.to_owned(), new);
        }
    };
    interface.type_names.iter().for_each(|named| name(&named.name, false));
    let records = interface.records.iter().filter_map(|record| record.name.as_deref());
    let enums = interface.enums.iter().filter_map(|enumeration| enumeration.name.as_deref());
    records.chain(enums).for_each(|tag| name(tag, false));
    interface.constants.iter().for_each(|constant| name(&constant.name, false));
    interface.globals.iter().for_each(|global| name(&global.name, false));
    interface.functions.iter().for_each(|function| name(&function.name, true));
    collisions(interface, root, facts)
}

/// Functions that lose the prefix of their class, with what is left.
fn methods<'a>(
    interface: &'a Interface,
    kinds: &[Kind<'_>],
    facts: &Facts,
) -> BTreeMap<&'a str, String> {
    let owned = facts.functions.iter().filter_map(|(position, function)| {
        let prefixes = kinds.get(function.method_of? as usize)?.prefixes();
        let c_name = interface.functions.get(*position as usize)?.name.as_str();
        let short = strip(&prefixes, c_name);
        (short != c_name).then(|| (c_name, snake(&short)))
    });
    owned.collect()
}

fn skip(interface: &Interface, root: &Value<'_>, facts: &mut Facts) -> Result<()> {
    let functions = || interface.functions.iter().map(|function| function.name.as_str());
    let constants = || interface.constants.iter().map(|constant| constant.name.as_str());
    let types = || interface.type_names.iter().map(|named| named.name.as_str());
    let globals = || interface.globals.iter().map(|global| global.name.as_str());
    let records = || interface.records.iter().filter_map(|record| record.name.as_deref());
    let all = || functions().chain(constants()).chain(types()).chain(globals()).chain(records());
    for item in root.get("skip").map(|skip| skip.items()).unwrap_or_default() {
        let pattern = item.text().unwrap_or_default();
        let before = facts.skipped.len();
        let is_meant = |name: &&str| fits(pattern, name);
        facts.skipped.extend(all().filter(is_meant).map(str::to_owned));
        if facts.skipped.len() == before && !all().any(|name| is_meant(&name)) {
            let message = format!("nothing in the header is called `{pattern}`");
            let error = item.error(Code::FactsName, message);
            return Err(match nearest(pattern, all()) {
                Some(near) => error.with_help(format!("did you mean `{near}`?")),
                None => error,
            });
        }
    }
    for section in ["functions", "types", "constants"] {
        for (name, entry) in root.get(section).map(|all| all.entries()).unwrap_or_default() {
            if section == "functions" && interface.function(name).is_none() {
                return Err(missing_function(interface, name, 0).of_key(&entry));
            }
            if entry.is("skip") {
                facts.skipped.insert(bare(name).to_owned());
            }
        }
    }
    let ours = interface.functions.iter().filter(|function| standard::is_ours(function));
    facts.skipped.extend(ours.map(|function| function.name.clone()));
    // What closes a handle is its method `close`.
    for closer in facts.handles.iter().filter_map(|handle| handle.closer) {
        facts.skipped.insert(interface.functions[closer as usize].name.clone());
    }
    Ok(())
}

/// No two things of one place are called alike.
fn collisions(interface: &Interface, root: &Value<'_>, facts: &Facts) -> Result<()> {
    let mut places: BTreeMap<(String, &str), &str> = BTreeMap::new();
    let functions = (0..).zip(&interface.functions).map(|(position, function)| {
        let owner = facts.functions.get(&position).and_then(|facts| facts.method_of);
        let class = owner.map(|owner| facts.handles[owner as usize].name.as_str());
        (class.unwrap_or_default(), function.name.as_str())
    });
    let constants = interface.constants.iter().map(|constant| ("", constant.name.as_str()));
    let globals = interface.globals.iter().map(|global| ("", global.name.as_str()));
    let closers = facts.handles.iter().filter(|handle| handle.close.is_some());
    for handle in closers {
        places.insert((handle.name.clone(), "close"), CLOSE);
    }
    for (class, c_name) in functions.chain(constants).chain(globals) {
        if facts.skipped.contains(c_name) {
            continue;
        }
        let name = facts.name(c_name);
        let Some(other) = places.insert((class.to_owned(), name), c_name) else { continue };
        if other == c_name {
            continue;
        }
        let at = [c_name, other].into_iter().find_map(|name| {
            ["functions", "constants"].into_iter().find_map(|key| root.get(key)?.get(name))
        });
        let message = match other {
            CLOSE => format!("`{c_name}` would be called as `{class}` is closed: `close`"),
            _ => format!("`{other}` and `{c_name}` would both be called `{name}`"),
        };
        let error = match at.or_else(|| root.get("prefix")) {
            Some(value) => value.key_error(Code::FactsName, message),
            None => root.error(Code::FactsName, message),
        };
        return Err(error.with_help("give one of them a `name`, or `skip = true`"));
    }
    Ok(())
}

fn missing_constant(
    interface: &Interface,
    name: &str,
    entry: &Value<'_>,
) -> sandbridge_interface::Error {
    let message = format!("the header has no constant called `{name}`");
    let error = entry.key_error(Code::FactsName, message);
    let all = interface.constants.iter().map(|constant| constant.name.as_str());
    match nearest(name, all) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error,
    }
}

/// Whether a name fits a pattern, in which `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return name == pattern };
    let Some(name) = name.strip_prefix(start) else { return false };
    let mut ends = (0..=name.len()).filter_map(|at| name.get(at..));
    rest.is_empty() || ends.any(|end| fits(rest, end))
}

/// The prefixes of a table, longest first.
pub(super) fn prefixes<'a>(table: &Value<'a>) -> Vec<&'a str> {
    let items = table.get("prefix").map(|prefix| prefix.items()).unwrap_or_default();
    let mut prefixes: Vec<&str> = items.iter().filter_map(Value::text).collect();
    prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
    prefixes
}

/// A C name without the file's prefixes.
pub(super) fn stripped(root: &Value<'_>, name: &str) -> String {
    strip(&prefixes(root), bare(name))
}

fn strip(prefixes: &[&str], name: &str) -> String {
    let rest = prefixes.iter().filter_map(|prefix| name.strip_prefix(prefix));
    rest.filter(|rest| is_identifier(rest)).map(str::to_owned).next().unwrap_or(name.to_owned())
}

/// `struct tag` is called `tag`.
fn bare(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// `sqlite3_stmt` as a class: `Sqlite3Stmt`.
pub(super) fn pascal(name: &str) -> String {
    let name = bare(name);
    // `foo_t` is how C marks a type.
    let name = name.strip_suffix("_t").filter(|rest| !rest.is_empty()).unwrap_or(name);
    habit::pascal(&name.replace('-', "_"))
}

/// `XML_ParserCreate` without prefix as C spells it otherwise: `parser_create`.
pub(super) fn snake(name: &str) -> String {
    let words: Vec<String> = name.split('_').map(apart).collect();
    words.join("_")
}

/// One word between underscores, with one before each capital that begins a word.
fn apart(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let is_upper = |at: usize| letters.get(at).is_some_and(char::is_ascii_uppercase);
    let is_lower = |at: usize| letters.get(at).is_some_and(char::is_ascii_lowercase);
    // `tRNS` is one word.
    let is_whole = is_lower(0) && is_upper(1) && is_upper(2);
    let mut text = String::with_capacity(word.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        let begins = at > 0 && is_upper(at) && (!is_upper(at - 1) || is_lower(at + 1)) && !is_whole;
        if begins {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// The class that a value names.
pub(super) fn class(value: &Value<'_>) -> Result<String> {
    let text = value.text().unwrap_or_default();
    if is_identifier(text) && text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Err(value.error(Code::FactsSyntax, format!("`{text}` is no class: write it as `SomeName`")))
}

/// Whether a table's key is a class.
pub(super) fn check_class(table: &Value<'_>, text: &str) -> Result<()> {
    if is_identifier(text) && text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Ok(());
    }
    Err(table.key_error(Code::FactsSyntax, format!("`{text}` is no class: write it as `SomeName`")))
}

fn is_identifier(text: &str) -> bool {
    let rest = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && text.chars().all(rest)
}

/// Whether a type goes by the `typedef` name `alias`.
pub(super) fn is_named(interface: &Interface, mut ty: TypeId, alias: &str) -> bool {
    while let Type::Named { name, to } = interface.ty(ty) {
        if name == alias {
            return true;
        }
        ty = *to;
    }
    false
}
