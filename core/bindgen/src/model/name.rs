//! The habits of naming that languages have, applied to C's names.

/// `open_v2` as `openV2`, `SQLITE_Open` as `sqliteOpen`; a trailing underscore stays.
pub fn camel(c_name: &str) -> String {
    let name = c_name.trim_start_matches('_');
    let (first, rest) = name.split_once('_').unwrap_or((name, ""));
    let is_shouted = !first.contains(|c: char| c.is_ascii_lowercase());
    let lowered = if is_shouted { first.len() } else { 1.min(first.len()) };
    let first = first[..lowered].to_ascii_lowercase() + &first[lowered..];
    let rest = if rest.is_empty() { String::new() } else { pascal(rest) };
    let underscore = if c_name.ends_with('_') { "_" } else { "" };
    match first.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("_{first}{}{underscore}", rest.trim_start_matches('_')),
        false => format!("{first}{}{underscore}", rest.trim_start_matches('_')),
    }
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
    let name: String = capitalised.collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// `sqlite-wasm` as `sqlite_wasm`.
pub fn module(package: &str) -> String {
    package.replace('-', "_")
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
