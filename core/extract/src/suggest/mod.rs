//! A first facts file for a library: what its header makes likely, each with its reason and all of
//! it commented out, so that nothing holds until somebody confirmed it.
//!
//! Every suggestion was tried: the file is still right when all of them are taken.

mod callback;
mod function;
mod handed;
mod handle;
mod rule;

use std::fmt::Write;

use sandbridge_interface::{Docs, Interface};

use crate::{FactsFile, apply_facts};

/// One suggestion.
#[derive(Debug)]
struct Suggestion {
    /// Why it is likely.
    why: String,
    /// Lines of TOML.
    lines: Vec<String>,
}

/// Suggests a facts file for an interface, whose comments say which results are statuses.
///
/// ```
/// use sandbridge_extract::{parse_cdef, suggest_facts};
///
/// let sum = parse_cdef("sum", "long sum(const char *data, unsigned long size);")?;
/// let text = suggest_facts(&sum.interface, &sum.docs);
/// assert!(text.contains("#data = { size = \"size\" }"));
/// # Ok::<(), sandbridge_interface::Error>(())
/// ```
pub fn suggest_facts(interface: &Interface, docs: &Docs) -> String {
    let name = &interface.name;
    let mut text = format!(
        "# What the header of {name} cannot say. Each suggestion is commented out: read it, correct\n\
         # it, and take the `#` before its lines away when it holds.\n\
         #\n\
         # Editors complete and check this file with the schema that `sandbridge facts --schema` prints.\n"
    );
    let mut accepted = Accepted { interface, taken: String::new() };
    let first: Vec<Suggestion> = prefix(interface).into_iter().collect();
    accepted.section(&mut text, "Names", first);
    let package = Suggestion {
        why: "For `sandbridge package`.".to_owned(),
        lines: vec![
            "[package]".to_owned(),
            format!("name = \"{}\"", package_name(name)),
            "version = \"1.0.0\"".to_owned(),
            format!("group = \"{}\"", package_group(name)),
        ],
    };
    accepted.section(&mut text, "Packages", vec![package]);
    let rules = rule::rules(interface);
    accepted.section(&mut text, "Failures", rules.iter().map(rule::Found::suggestion).collect());
    let mut handles = handle::handles(interface);
    accepted.section(&mut text, "Objects", std::mem::take(&mut handles.suggestions));
    let mut functions = Vec::new();
    for function in &interface.functions {
        functions.extend(function::suggest((interface, docs), function, &rules, &handles));
    }
    accepted.section(&mut text, "Functions", functions);
    text
}

/// Suggestions that were tried together.
struct Accepted<'a> {
    interface: &'a Interface,
    taken: String,
}

impl Accepted<'_> {
    /// Writes those suggestions that hold beside the ones before.
    fn section(&mut self, text: &mut String, title: &str, suggestions: Vec<Suggestion>) {
        let mut is_first = true;
        for suggestion in suggestions {
            let tried = format!("{}{}\n", self.taken, suggestion.lines.join("\n"));
            let mut interface = self.interface.clone();
            let file = FactsFile { path: "suggestion", text: &tried };
            if apply_facts(&mut interface, file, &|_| Ok(String::new())).is_err() {
                continue;
            }
            self.taken = tried;
            if is_first {
                // Writing to a string cannot fail.
                let _ = write!(text, "\n# {title}\n");
                is_first = false;
            }
            let _ = write!(text, "\n# {}\n", suggestion.why);
            for line in suggestion.lines {
                let _ = writeln!(text, "#{line}");
            }
        }
    }
}

/// What most functions, and most constants, begin with.
fn prefix(interface: &Interface) -> Option<Suggestion> {
    let functions = interface.functions.iter().map(|function| function.name.as_str());
    let constants = interface.constants.iter().map(|constant| constant.name.as_str());
    let found: Vec<(&str, usize, usize)> =
        [common(functions), common(constants)].into_iter().flatten().collect();
    let quoted: Vec<String> = found.iter().map(|(prefix, ..)| format!("\"{prefix}\"")).collect();
    let mut unique = quoted.clone();
    unique.dedup();
    let why: Vec<String> = found
        .iter()
        .map(|(prefix, count, of)| format!("{count} of {of} names begin with `{prefix}`"))
        .collect();
    (!found.is_empty()).then(|| Suggestion {
        why: format!("{}.", why.join(", ")),
        lines: vec![format!("prefix = [{}]", unique.join(", "))],
    })
}

/// The prefix that most names have, with how many do.
fn common<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<(&'a str, usize, usize)> {
    let all = names.clone().count();
    let candidates = names.clone().filter_map(head);
    let counted = |prefix: &&str| names.clone().filter(|name| head(name) == Some(prefix)).count();
    let best = candidates.max_by_key(counted)?;
    let count = counted(&best);
    (count >= 3 && count * 2 > all).then_some((best, count, all))
}

/// What a name begins with: `lib_` of `lib_open`, `lib` of `libOpen`.
fn head(name: &str) -> Option<&str> {
    let plain = name.trim_start_matches('_').len();
    let start = name.len() - plain;
    let end = name[start..].find(|c: char| c == '_' || c.is_ascii_uppercase())? + start;
    if name[end..].starts_with('_') {
        return name.get(..=end);
    }
    let upper = name[start..].find('_').map(|at| at + start);
    match end - start {
        // `XML_Parse` begins with capitals.
        0 => upper.and_then(|end| name.get(..=end)),
        1 => None,
        _ => name.get(..end),
    }
}

fn package_name(library: &str) -> String {
    let plain: String = library
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("{}-wasm", plain.trim_matches('-'))
}

fn package_group(library: &str) -> String {
    let plain: String = library.chars().filter(char::is_ascii_alphanumeric).collect();
    let start = if plain.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "lib" };
    format!("org.example.{start}{}", plain.to_ascii_lowercase())
}

/// Whether a name has one of these words in it, whatever their case.
fn has_word(name: &str, words: &[&str]) -> bool {
    let lower = name.to_ascii_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// Whether a name has one of these words as a word of its own: `end` of `stream_end` and of
/// `streamEnd`, but not of `send`.
fn has_own_word(name: &str, words: &[&str]) -> bool {
    let mut own = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        if letter == '_' || (was_lower && letter.is_ascii_uppercase()) {
            own.push(String::new());
        }
        was_lower = letter.is_ascii_lowercase();
        if let Some(word) = own.last_mut().filter(|_| letter != '_') {
            word.push(letter.to_ascii_lowercase());
        }
    }
    own.iter().any(|word| words.contains(&word.as_str()))
}

/// A key as TOML wants it.
fn key(name: &str) -> String {
    let is_bare = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { name.to_owned() } else { format!("\"{name}\"") }
}

#[cfg(test)]
mod tests {
    use super::has_own_word;

    #[test]
    fn words_of_names_are_found() {
        for name in ["stream_end", "streamEnd", "lib_end_v2", "END_ALL"] {
            assert!(has_own_word(name, &["end"]), "{name}");
        }
        for name in ["send", "append_all", "endless", ""] {
            assert!(!has_own_word(name, &["end"]), "{name}");
        }
    }
}
