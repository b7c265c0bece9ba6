//! How generated JavaScript and TypeScript are laid out: as prettier does it by default.

use crate::wrap;

/// The width of a line.
pub(super) const WIDTH: usize = 80;

/// `head(a, b)tail`, or with an item a line where that is too long.
pub(super) fn bracketed(indent: usize, head: &str, items: &[String], tail: &str) -> String {
    let pad = " ".repeat(indent);
    let line = format!("{pad}{head}({}){tail}", items.join(", "));
    if line.chars().count() <= WIDTH || items.is_empty() {
        return line + "\n";
    }
    let mut text = format!("{pad}{head}(\n");
    for item in items {
        // Nothing follows what stands for any number of arguments.
        let comma = if item.starts_with("...") && item.contains(": ") { "" } else { "," };
        text.push_str(&annotated(indent + 2, item, comma));
    }
    text + &format!("{pad}){tail}\n")
}

/// `name: A | B`; where that is too long the type is on a line of its own, or each alternative is.
pub(super) fn annotated(indent: usize, item: &str, end: &str) -> String {
    let pad = " ".repeat(indent);
    let line = format!("{pad}{item}{end}");
    let forms = item.split_once(": ").map(|(name, ty)| (name, alternatives(ty)));
    match forms {
        Some((name, forms)) if line.chars().count() > WIDTH && is_breakable(&forms) => {
            let below = format!("{pad}  {}{end}", forms.join(" | "));
            if below.chars().count() <= WIDTH {
                return format!("{pad}{name}:\n{below}\n");
            }
            let forms: String = forms.iter().map(|form| format!("\n{pad}  | {form}")).collect();
            format!("{pad}{name}:{forms}{end}\n")
        }
        _ => line + "\n",
    }
}

/// A type by name that may be null stays together.
fn is_breakable(forms: &[&str]) -> bool {
    match forms {
        [_] => false,
        [one, "null"] => {
            let is_word = one.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'));
            !is_word || matches!(*one, "string" | "number" | "bigint" | "boolean")
        }
        _ => true,
    }
}

/// The alternatives of a union, those in brackets left alone.
fn alternatives(ty: &str) -> Vec<&str> {
    let mut depth = 0i32;
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in ty.char_indices() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '|' if depth == 0 => {
                found.push(ty[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(ty[start..].trim());
    found
}

/// `head = value;`, on two lines where that is too long.
pub(super) fn assigned(head: &str, value: &str) -> String {
    let line = format!("{head} = {value};");
    match line.chars().count() > WIDTH && value.starts_with(['"', '\'']) {
        true => format!("{head} =\n  {value};\n"),
        false => line + "\n",
    }
}

/// A list of names in braces, which stays on one line where it fits.
pub(super) fn braced(head: &str, names: &[String], tail: &str) -> String {
    let line = format!("{head}{{ {} }}{tail}", names.join(", "));
    if line.chars().count() <= WIDTH {
        return line + "\n";
    }
    // What is taken apart may go on a line of its own.
    if let Some((equals, value)) = tail.split_once("= ") {
        let line = format!("{head}{{ {} }}{equals}=", names.join(", "));
        if line.chars().count() <= WIDTH {
            return format!("{line}\n  {value}\n");
        }
    }
    let names: String = names.iter().map(|name| format!("  {name},\n")).collect();
    format!("{head}{{\n{names}}}{tail}\n")
}

/// Text as a literal, in the quotes of which it has fewer.
pub(super) fn literal(text: &str) -> String {
    let count = |quote: char| text.matches(quote).count();
    let quote = if count('"') > count('\'') { '\'' } else { '"' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            // Line ends of Unicode's own, and what cannot be seen.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// A comment for documentation; nothing for no text.
pub(super) fn doc(indent: usize, text: &str) -> String {
    tagged(indent, text, &[])
}

/// The same with tags, each a name such as `@param level -` and what it says.
pub(super) fn tagged(indent: usize, text: &str, tags: &[(String, String)]) -> String {
    let pad = " ".repeat(indent);
    let mut text = escaped(text.trim());
    for (at, (tag, said)) in tags.iter().enumerate() {
        text.push_str(if at == 0 && !text.is_empty() { "\n\n" } else { "\n" });
        let lines = wrap(&format!("{tag} {}", escaped(said)), "", WIDTH - indent - 5);
        text.push_str(lines.trim_end().replace('\n', "\n  ").as_str());
    }
    if text.is_empty() {
        return String::new();
    }
    let line = format!("{pad}/** {text} */");
    if !text.contains('\n') && line.chars().count() <= WIDTH {
        return line + "\n";
    }
    let lines: String =
        text.lines().map(|line| format!("{pad} * {line}").trim_end().to_owned() + "\n").collect();
    format!("{pad}/**\n{lines}{pad} */\n")
}

/// What would end the comment, or mean something in TSDoc, outside code.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for (at, c) in text.char_indices() {
        match c {
            '`' => is_code = !is_code,
            '/' if text[..at].ends_with('*') => out.push('\\'),
            '{' | '}' | '@' | '<' | '>' if !is_code => out.push('\\'),
            '\n' => is_code = false,
            '\r' => continue,
            _ => {}
        }
        // A tab is as wide as whoever reads it likes.
        match c {
            '\t' => out.push_str("    "),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken() {
        let items = |count: usize| vec!["parameter: number".to_owned(); count];
        assert_eq!(bracketed(2, "one", &items(1), ": void;"), "  one(parameter: number): void;\n");
        let broken = bracketed(2, "one", &items(5), ": void;");
        assert_eq!(broken.lines().count(), 7);
        assert!(broken.starts_with("  one(\n    parameter: number,\n"), "{broken}");
        assert!(broken.ends_with("\n  ): void;\n"), "{broken}");
        let rest = ["...args: Argument[]".to_owned()];
        assert!(bracketed(0, &"x".repeat(70), &rest, ";").contains("Argument[]\n"));
    }

    #[test]
    fn long_unions_are_broken_outside_brackets() {
        let short = format!("{}: One | {}", "x".repeat(40), "T".repeat(40));
        let below = format!("{}:\n  One | {},\n", "x".repeat(40), "T".repeat(40));
        assert_eq!(annotated(0, &short, ","), below);
        let ty = format!("({} | null)[] | Second", "F".repeat(70));
        let expected = format!("x:\n  | ({} | null)[]\n  | Second,\n", "F".repeat(70));
        assert_eq!(annotated(0, &format!("x: {ty}"), ","), expected);
    }

    #[test]
    fn literals_have_the_quotes_that_need_fewer_escapes() {
        assert_eq!(literal("a'b"), "\"a'b\"");
        assert_eq!(literal("say \"it\""), "'say \"it\"'");
        assert_eq!(literal("\n\u{1}\\"), "\"\\n\\u0001\\\\\"");
    }

    #[test]
    fn comments_do_not_end_early() {
        assert_eq!(doc(2, "One."), "  /** One. */\n");
        assert_eq!(doc(0, "a */ b"), "/** a *\\/ b */\n");
        assert_eq!(doc(0, "see {x} and `{y}`"), "/** see \\{x\\} and `{y}` */\n");
        assert_eq!(doc(0, "one\n\ntwo"), "/**\n * one\n *\n * two\n */\n");
        assert_eq!(doc(0, " "), "");
    }
}
