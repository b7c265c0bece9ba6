//! Comments for reading: paragraphs that were broken into lines flow again, code stays as it is,
//! and what is a name of the library is a link.

use std::collections::HashMap;

use askama::Template;
use sandbridge_interface::Interface;

use super::code::{self, Code, Piece};

/// A comment of at most so many characters is shown as a whole.
const SHORT: usize = 600;

/// A comment: its beginning, and what is shown on request.
#[derive(Debug, Default, PartialEq, Eq, Template)]
#[template(path = "page/prose.html")]
pub(super) struct Prose {
    pub(super) lead: Vec<Block>,
    pub(super) rest: Vec<Block>,
}

/// A part of a comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Sentences.
    Paragraph(Code),
    /// An item of a list.
    Item(Code),
    /// What a documentation tool's command says: `@param name ...`.
    Note {
        /// The parameter, or the command.
        label: String,
        text: Code,
    },
    /// Lines that were laid out by hand.
    Lines(Code),
}

/// The names that comments may link to.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn new(interface: &Interface) -> Self {
        let mut names = HashMap::new();
        for constant in &interface.constants {
            names.insert(constant.name.clone(), code::constant_anchor(&constant.name));
        }
        for (index, enumeration) in interface.enums.iter().enumerate() {
            for variant in &enumeration.variants {
                names.insert(variant.name.clone(), code::enum_anchor(interface, index));
            }
        }
        for entry in &interface.type_names {
            let anchor = code::type_anchor(interface, interface.ty(entry.ty))
                .unwrap_or_else(|| code::named_anchor(&entry.name));
            names.insert(entry.name.clone(), anchor);
        }
        for function in &interface.functions {
            names.insert(function.name.clone(), code::function_anchor(&function.name));
        }
        Self(names)
    }

    /// The comment on what is called `own`, which it does not link to.
    pub(super) fn prose(&self, text: &str, own: &str) -> Prose {
        let mut lead = blocks(text, |text| self.link(text, own));
        let mut rest = Vec::new();
        if text.chars().count() > SHORT {
            let first = lead.iter().position(|block| matches!(block, Block::Paragraph(_)));
            rest = lead.split_off(first.map_or(1, |first| first + 1).min(lead.len()));
        }
        Prose { lead, rest }
    }

    fn link(&self, text: &str, own: &str) -> Code {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut plain = 0;
        for (start, word) in words(text) {
            let end = start + word.len();
            let Some(target) = self.0.get(word).filter(|_| word != own) else { continue };
            if !is_name(word, &text[end..]) {
                continue;
            }
            if plain < start {
                pieces.push(Piece::plain(&text[plain..start]));
            }
            let target = Some(target.clone());
            pieces.push(Piece { text: word.to_owned(), target, is_subject: false });
            plain = end;
        }
        pieces.push(Piece::plain(&text[plain..]));
        Code { pieces }
    }
}

/// The identifiers in a text, with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_part)?;
        let length = text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
        at = start + length;
        Some((start, &text[start..at]))
    })
}

/// Whether a word is meant as a name: `compress()` is, `compress` may be English.
fn is_name(word: &str, after: &str) -> bool {
    after.starts_with('(')
        || word.contains(|c: char| c == '_' || c.is_ascii_digit())
        || word.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

fn blocks(text: &str, link: impl Fn(&str) -> Code) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        let is_start = line.trim().is_empty()
            || command(line).is_some()
            || bullet(line).is_some()
            || heading(line).is_some();
        if is_start && !lines.is_empty() {
            blocks.push(block(&lines, &link));
            lines.clear();
        }
        if !line.trim().is_empty() {
            lines.push(line);
        }
    }
    blocks
}

fn block(lines: &[&str], link: impl Fn(&str) -> Code) -> Block {
    let first = lines[0];
    let flow = |first: &str| {
        let rest = lines[1..].iter().map(|line| line.trim());
        std::iter::once(first.trim()).chain(rest).collect::<Vec<_>>().join(" ")
    };
    if let Some((name, text)) = command(first) {
        return match name {
            "brief" | "details" | "short" => Block::Paragraph(link(&flow(text))),
            "param" | "retval" => {
                // The direction comes before the name: `@param[in] name`.
                let text = text.trim_start_matches(|c| c != ']').strip_prefix(']').unwrap_or(text);
                let (label, text) =
                    text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
                Block::Note { label: label.to_owned(), text: link(&flow(text)) }
            }
            name => Block::Note { label: name.to_owned(), text: link(&flow(text)) },
        };
    }
    if let Some((label, text)) = heading(first) {
        return Block::Note { label: label.to_owned(), text: link(&flow(text)) };
    }
    if let Some(text) = bullet(first) {
        return Block::Item(link(&flow(text)));
    }
    if is_prose(lines) {
        return Block::Paragraph(link(&flow(first)));
    }
    Block::Lines(link(&unindented(lines)))
}

/// A documentation tool's command at the start of a line, and what follows it.
fn command(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix(['@', '\\'])?;
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    (end > 1).then(|| rest.split_at(end))
}

/// A word in capitals with a colon at the start of a line, and what follows it: `NOTE: ...`.
fn heading(line: &str) -> Option<(&str, &str)> {
    let (word, rest) = line.trim_start().split_once(": ")?;
    let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    (word.len() > 2 && word.starts_with(char::is_alphabetic) && word.chars().all(is_capital))
        .then_some((word, rest))
}

/// The text of a list's item.
fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark))
}

/// Whether lines are sentences that were broken to fit a width: flush, the first one aside, and
/// long on the whole.
fn is_prose(lines: &[&str]) -> bool {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let is_code = |line: &&str| line.trim_end().ends_with([';', '{', '}', '\\']);
    let is_flush = lines[1..].iter().all(|line| indent(line) == indent(&lines[lines.len() - 1]));
    let full = &lines[..lines.len() - 1];
    let is_full = full.iter().map(|line| line.trim().len()).sum::<usize>() >= 40 * full.len();
    is_flush && is_full && indent(&lines[0]) <= 4 && !lines.iter().any(is_code)
}

fn unindented(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = lines.iter().map(indent).min().unwrap_or(0);
    let lines: Vec<&str> = lines.iter().map(|line| &line[common..]).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let declarations = "typedef int level; int compress(level l); int free(int a);";
        Names::new(&crate::cdef("test", declarations).expect("declarations"))
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let html = names().prose(text, "free").render().expect("HTML");
        let lines: Vec<&str> = html.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn paragraphs_flow() {
        check(
            "  The first line of this is indented, as zlib has it,\nand the second one is not.\n\nMore.",
            "<p>The first line of this is indented, as zlib has it, and the second one is not.</p>\n\
             <p>More.</p>",
        );
    }

    #[test]
    fn code_stays() {
        check("f(a);\n  g(b);", "<pre>f(a);\n  g(b);</pre>".replace("  g", "g").as_str());
    }

    #[test]
    fn names_are_links() {
        check(
            "To compress, call compress(), not free().",
            "<p>To compress, call <a href=\"#fn-compress\">compress</a>(), not free().</p>",
        );
    }

    #[test]
    fn commands_are_notes() {
        check(
            "@brief Does it.\n@param[in] a the one\nthing\n@return 0",
            "<p>Does it.</p>\n\
             <p class=\"note\"><b>a</b> the one thing</p>\n\
             <p class=\"note\"><b>return</b> 0</p>",
        );
    }

    #[test]
    fn words_in_capitals_are_notes() {
        check("NOTE: not now", "<p class=\"note\"><b>NOTE</b> not now</p>");
        check("Note: not now", "<p>Note: not now</p>");
    }

    #[test]
    fn comments_are_escaped() {
        check("<script>", "<p>&#60;script&#62;</p>");
    }

    #[test]
    fn long_comments_are_folded() {
        let text = format!("Short.\n\n{}", "word ".repeat(200));
        let prose = names().prose(&text, "");
        assert_eq!((prose.lead.len(), prose.rest.len()), (1, 1));
    }
}
