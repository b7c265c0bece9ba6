//! Laying source out as `ruff format` does, so that formatting it changes nothing.

/// The longest line.
const WIDTH: usize = 88;
const STEP: &str = "    ";

/// `head(items)tail`, broken where it is longer than a line: all items on a line of their own, or one
/// a line, each with a comma.
pub(super) fn bracketed(indent: &str, head: &str, items: &[String], tail: &str) -> String {
    let (open, close) = match head.ends_with('[') {
        true => ("", "]"),
        false => ("(", ")"),
    };
    let joined = items.join(", ");
    let whole = format!("{indent}{head}{open}{joined}{close}{tail}");
    if fits(&whole) || items.is_empty() {
        return whole;
    }
    let inner = format!("{indent}{STEP}{joined}");
    let body = if fits(&inner) {
        format!("{inner}\n")
    } else {
        items.iter().map(|item| format!("{}\n", nested(&format!("{indent}{STEP}"), item))).collect()
    };
    format!("{indent}{head}{open}\n{body}{indent}{close}{tail}")
}

/// One item on its line, with a comma; a list that is longer than a line is broken again.
fn nested(indent: &str, item: &str) -> String {
    let whole = format!("{indent}{item},");
    let list = item.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match list {
        Some(list) if !fits(&whole) => {
            let inner = format!("{indent}{STEP}{list}");
            match fits(&inner) {
                true => format!("{indent}[\n{inner}\n{indent}],"),
                false => {
                    let items = split(list, ',');
                    let lines: String =
                        items.iter().map(|item| format!("{indent}{STEP}{item},\n")).collect();
                    format!("{indent}[\n{lines}{indent}],")
                }
            }
        }
        None if !fits(&whole) => {
            format!("{indent}{},", split(item, '|').join(&format!("\n{indent}| ")))
        }
        _ => whole,
    }
}

/// The parts of a list or a union at its own commas or bars.
fn split(list: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, letter) in list.char_indices() {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            letter if depth == 0 && letter == separator => {
                parts.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim());
    parts
}

/// `head = value`, in brackets where that makes it fit.
pub(super) fn assignment(head: &str, value: &str) -> String {
    let whole = format!("{head} = {value}");
    if !fits(&whole) && fits(&format!("{STEP}{value}")) {
        return format!("{head} = (\n{STEP}{value}\n)");
    }
    whole
}

fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

/// A docstring with its line end.
pub(super) fn docstring(text: &str, indent: &str) -> String {
    let lines = lines(text);
    let Some((first, rest)) = lines.split_first() else { return String::new() };
    // A quote or a backslash at the end would run into the closing quotes.
    let ends_badly = |line: &str| line.ends_with(['"', '\\']);
    if rest.is_empty() && !ends_badly(first) {
        return format!("{indent}\"\"\"{first}\"\"\"\n");
    }
    let mut out = format!("{indent}\"\"\"{first}\n");
    for line in rest {
        match line.is_empty() {
            true => out.push('\n'),
            false => out.push_str(&format!("{indent}{line}\n")),
        }
    }
    out + indent + "\"\"\"\n"
}

/// The lines of a text as a docstring can have them: escaped, without common indentation.
fn lines(text: &str) -> Vec<String> {
    let clean = |line: &str| {
        let line =
            line.replace('\t', "        ").replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        let is_shown = |c: &char| !c.is_control();
        line.trim_end().chars().filter(is_shown).collect::<String>()
    };
    let mut lines: Vec<String> = text.trim().lines().map(clean).collect();
    let depth = |line: &String| line.len() - line.trim_start().len();
    let common = lines.iter().skip(1).filter(|line| !line.is_empty()).map(depth).min().unwrap_or(0);
    for line in lines.iter_mut().skip(1) {
        *line = line.get(common..).unwrap_or_default().trim_end().to_owned();
    }
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start().to_owned();
    }
    lines
}

/// A text as source, with the quotes that need fewer escapes.
pub(super) fn literal(text: &str) -> String {
    let quote = if text.contains('"') && !text.contains('\'') { '\'' } else { '"' };
    let mut out = String::from(quote);
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter == quote => {
                out.push('\\');
                out.push(letter);
            }
            letter if letter.is_control() => out.push_str(&format!("\\x{:02x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push(quote);
    out
}

/// Bytes as source.
pub(super) fn bytes_literal(bytes: &[u8]) -> String {
    let escaped: String = bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect();
    format!("b\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(items: &[&str]) -> Vec<String> {
        items.iter().map(|&item| item.to_owned()).collect()
    }

    #[test]
    fn long_lists_of_parameters_are_broken() {
        let short = bracketed("", "def f", &items(&["a: int", "b: int"]), " -> None: ...");
        assert_eq!(short, "def f(a: int, b: int) -> None: ...");
        let name = "parameter_with_a_long_name: int";
        let two = bracketed("", "def f", &items(&[name, name]), " -> SomethingWithALongName: ...");
        assert_eq!(two, format!("def f(\n    {name}, {name}\n) -> SomethingWithALongName: ..."));
        let three = bracketed("    ", "def f", &items(&[name, name, name]), ": ...");
        assert_eq!(
            three,
            format!("    def f(\n        {name},\n        {name},\n        {name},\n    ): ...")
        );
    }

    #[test]
    fn docstrings_end_where_they_should() {
        assert_eq!(docstring("One line.", ""), "\"\"\"One line.\"\"\"\n");
        assert_eq!(docstring("It says \"x\"", ""), "\"\"\"It says \"x\"\n\"\"\"\n");
        assert_eq!(docstring("a \\0 b", ""), "\"\"\"a \\\\0 b\"\"\"\n");
        assert_eq!(docstring("\"\"\"", ""), "\"\"\"\\\"\\\"\\\"\n\"\"\"\n");
        assert_eq!(docstring("A\n     b\n       c\n", "  "), "  \"\"\"A\n  b\n    c\n  \"\"\"\n");
    }

    #[test]
    fn texts_are_quoted() {
        assert_eq!(literal("it's"), "\"it's\"");
        assert_eq!(literal("say \"x\""), "'say \"x\"'");
        assert_eq!(literal("a\\\n\u{1}"), "\"a\\\\\\n\\x01\"");
    }
}
