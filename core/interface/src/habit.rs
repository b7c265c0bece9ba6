//! The habits of naming that languages have, applied to C's names. Bindings and generated packages
//! have to agree on them.

use crate::Interface;

/// `open_v2` as `openV2`, `XML_Parser` as `xmlParser`; a trailing underscore stays.
pub fn camel(c_name: &str) -> String {
    let name = c_name.trim_start_matches('_');
    let (first, rest) = name.split_once('_').unwrap_or((name, ""));
    let is_shouted = !first.contains(|c: char| c.is_ascii_lowercase());
    let lowered = if is_shouted { first.len() } else { 1.min(first.len()) };
    let (head, tail) = first.split_at_checked(lowered).unwrap_or((first, ""));
    let first = head.to_ascii_lowercase() + tail;
    let rest = if rest.is_empty() { String::new() } else { pascal(rest) };
    let underscore = if c_name.ends_with('_') { "_" } else { "" };
    apart(format!("{first}{}{underscore}", rest.trim_start_matches('_')))
}

/// `key_event` as `KeyEvent`, `z_stream` as `ZStream`, `KEY_EVENT` as `KeyEvent`.
pub fn pascal(c_name: &str) -> String {
    let is_shouted = !c_name.contains(|c: char| c.is_ascii_lowercase());
    let words = c_name.split('_').filter(|word| !word.is_empty());
    let capitalised = words.map(|word| {
        let mut chars = word.chars();
        let first = chars.next().map(|first| first.to_ascii_uppercase());
        let rest = chars.map(|c| if is_shouted { c.to_ascii_lowercase() } else { c });
        first.into_iter().chain(rest).collect::<String>()
    });
    apart(capitalised.collect())
}

/// The class of a call's results where there are several, by the function's position:
/// `UncompressResult`, and for a method of `Deflater` `DeflaterNextResult`.
pub fn result_class(interface: &Interface, position: u32) -> Option<String> {
    let facts = &interface.facts;
    let function = interface.functions.get(position as usize)?;
    let method_of = facts.functions.get(&position).and_then(|known| known.method_of);
    let handle = method_of.and_then(|kind| facts.handles.get(kind as usize));
    let handle = handle.map_or("", |handle| &handle.name);
    Some(format!("{handle}{}Result", pascal(facts.name(&function.name))))
}

/// No identifier starts with a digit.
fn apart(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_a_habit() {
        let check = |c_name: &str, expected: [&str; 2]| {
            assert_eq!([camel(c_name), pascal(c_name)], expected);
        };
        check("open_v2", ["openV2", "OpenV2"]);
        check("deflateInit_", ["deflateInit_", "DeflateInit"]);
        check("z_stream", ["zStream", "ZStream"]);
        check("KEY_EVENT", ["keyEvent", "KeyEvent"]);
        check("XML_Parser", ["xmlParser", "XMLParser"]);
        check("crc32", ["crc32", "Crc32"]);
        check("_start", ["start", "Start"]);
        check("2d_point", ["_2dPoint", "_2dPoint"]);
    }
}
