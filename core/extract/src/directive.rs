//! Lines that begin with `#`: line markers, macros and `#pragma pack`.

use sandbridge_interface::{Code, Result};

use crate::source::{Macro, Source, Token, TokenKind};

/// The states that `#pragma pack(push)` saves.
#[derive(Debug, Default)]
pub(crate) struct PackStack<'a> {
    current: Option<u32>,
    saved: Vec<(Option<&'a str>, Option<u32>)>,
}

/// Reads one directive, whose tokens behind the `#` are `line` and behind which the text goes on
/// at `next_line`. Says whether it counts as an item that comments may belong to.
pub(crate) fn read<'a>(
    source: &mut Source<'a>,
    packs: &mut PackStack<'a>,
    start: u32,
    line: &[Token<'a>],
    next_line: u32,
) -> Result<bool> {
    let Some((first, rest)) = line.split_first() else { return Ok(false) };
    match (first.kind, first.text) {
        (TokenKind::Number, _) => marker(source, line, next_line),
        (TokenKind::Word, "line") => marker(source, rest, next_line),
        (TokenKind::Word, "define") => {
            define(source, start, rest);
            return Ok(true);
        }
        (TokenKind::Word, "undef") => {
            if let Some(name) = rest.first() {
                source.defined.remove(name.text);
            }
            return Ok(true);
        }
        (TokenKind::Word, "pragma") if rest.first().is_some_and(|word| word.is_word("pack")) => {
            packs.apply(&rest[1..]);
            source.packs.push((next_line, packs.current));
        }
        (
            TokenKind::Word,
            "if" | "ifdef" | "ifndef" | "elif" | "elifdef" | "elifndef" | "else" | "endif"
            | "include" | "include_next" | "import" | "embed",
        ) => {
            let message = format!("`#{}` needs a preprocessor, which has not run", first.text);
            return Err(source
                .error(start, Code::UnsupportedDeclaration, message)
                .with_help("preprocess the header first, or write the declarations out"));
        }
        _ => {}
    }
    Ok(false)
}

/// `# 12 "zlib.h" 1 3`: line, file, flags; 3 is a system header.
fn marker(source: &mut Source<'_>, line: &[Token<'_>], next_line: u32) {
    let [number, rest @ ..] = line else { return };
    let Ok(number) = number.text.parse() else { return };
    let file = rest.first().filter(|token| token.kind == TokenKind::Text);
    let file = file.and_then(|token| crate::literal::text(token.text));
    let file = file.map(|name| String::from_utf8_lossy(&name).into_owned());
    let is_system = rest.iter().skip(1).any(|flag| flag.text == "3");
    source.places.mark(next_line, number, file, is_system);
}

fn define<'a>(source: &mut Source<'a>, start: u32, line: &[Token<'a>]) {
    let Some((name, rest)) = line.split_first() else { return };
    let end = line.last().map_or(name.end(), |token| token.end());
    // Parentheses that touch the name hold parameters.
    let has_params =
        rest.first().is_some_and(|open| open.is_punct("(") && open.start == name.end());
    let (params, body) = if has_params {
        let Some(close) = rest.iter().position(|token| token.is_punct(")")) else { return };
        let names = rest[1..close].iter().filter(|token| !token.is_punct(","));
        (Some(names.map(|token| token.text).collect()), &rest[close + 1..])
    } else {
        (None, rest)
    };
    source.defined.insert(name.text, source.macros.len());
    source.macros.push(Macro { name: *name, start, end, params, body: body.to_vec() });
}

impl<'a> PackStack<'a> {
    /// The parentheses of `#pragma pack(…)` and what they hold.
    fn apply(&mut self, line: &[Token<'a>]) {
        let mut does = None;
        let mut label = None;
        let mut value = None;
        for token in line {
            match (token.kind, token.text) {
                (TokenKind::Word, "push" | "pop") if does.is_none() => does = Some(token.text),
                (TokenKind::Word, name) => label = Some(name),
                (TokenKind::Number, number) => value = number.parse::<u32>().ok(),
                _ => {}
            }
        }
        // 0 and sizes beyond the natural ones stand for no packing.
        let value = value.map(|bytes| Some(bytes).filter(|b| b.is_power_of_two() && *b <= 16));
        match does {
            Some("push") => {
                self.saved.push((label, self.current));
                self.current = value.unwrap_or(self.current);
            }
            Some(_) => {
                let at = match label {
                    Some(_) => self.saved.iter().rposition(|(saved, _)| *saved == label),
                    None => self.saved.len().checked_sub(1),
                };
                if let Some(at) = at {
                    self.current = self.saved[at].1;
                    self.saved.truncate(at);
                }
                self.current = value.unwrap_or(self.current);
            }
            None => self.current = value.unwrap_or(None),
        }
    }
}
