//! Text to tokens. Comments are noted beside them, directives are read as they come.

use sandbridge_interface::{Code, Result};

use crate::comment::Comment;
use crate::source::{Source, Token, TokenKind};

/// Reads all of a source's text.
pub(crate) fn read(source: &mut Source<'_>) -> Result<()> {
    let mut lexer =
        Lexer { text: source.text, bytes: source.text.as_bytes(), at: 0, in_line: false };
    let mut packs = crate::directive::PackStack::default();
    let mut pending = Pending::default();
    loop {
        match lexer.next(source, &mut pending)? {
            Lexed::Token(token) => {
                pending.item(source, token.start, token.end());
                source.tokens.push(token);
                if token.kind == TokenKind::End {
                    return Ok(());
                }
            }
            Lexed::Hash(start) => {
                lexer.in_line = true;
                let mut line = Vec::new();
                let comments = source.comments.len();
                while let Lexed::Token(token) = lexer.next(source, &mut pending)? {
                    line.push(token);
                }
                lexer.in_line = false;
                let end = line.last().map_or(start + 1, |token| token.end());
                let next_line = lexer.offset();
                let is_item = crate::directive::read(source, &mut packs, start, &line, next_line)?;
                if is_item {
                    pending.directive(source, comments, start, end);
                }
            }
            Lexed::LineEnd => {}
        }
    }
}

/// Comments whose next token is not known yet, and the end of the item before them.
#[derive(Default)]
struct Pending {
    first: usize,
    last_end: u32,
}

impl Pending {
    fn item(&mut self, source: &mut Source<'_>, start: u32, end: u32) {
        for comment in &mut source.comments[self.first..] {
            comment.before = start;
        }
        self.first = source.comments.len();
        self.last_end = end;
    }

    /// A directive: comments from index `own` on stand within its line.
    fn directive(&mut self, source: &mut Source<'_>, own: usize, start: u32, end: u32) {
        for comment in &mut source.comments[self.first..own] {
            comment.before = start;
        }
        for comment in &mut source.comments[own..] {
            comment.after = end;
        }
        self.first = own;
        self.last_end = end;
    }
}

enum Lexed<'a> {
    Token(Token<'a>),
    /// A `#` that begins a directive.
    Hash(u32),
    /// The end of a directive's line.
    LineEnd,
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Within a directive, which ends with its line.
    in_line: bool,
}

impl<'a> Lexer<'a> {
    fn offset(&self) -> u32 {
        // Texts are shorter than 1 GiB.
        u32::try_from(self.at).unwrap_or(u32::MAX)
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn next(&mut self, source: &mut Source<'a>, pending: &mut Pending) -> Result<Lexed<'a>> {
        let mut line_begins = self.at == 0;
        loop {
            match self.byte(0) {
                b'\n' => {
                    self.at += 1;
                    if self.in_line {
                        return Ok(Lexed::LineEnd);
                    }
                    line_begins = true;
                }
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => self.at += 1,
                b'\\' if self.byte(1) == b'\n' => self.at += 2,
                b'\\' if self.byte(1) == b'\r' && self.byte(2) == b'\n' => self.at += 3,
                b'/' if self.byte(1) == b'*' => self.block_comment(source, pending)?,
                b'/' if self.byte(1) == b'/' => self.line_comment(source, pending),
                0 if self.at >= self.bytes.len() => {
                    if self.in_line {
                        return Ok(Lexed::LineEnd);
                    }
                    let start = self.offset();
                    return Ok(Lexed::Token(Token { kind: TokenKind::End, text: "", start }));
                }
                b'#' if !self.in_line && (line_begins || self.begins_line()) => {
                    let start = self.offset();
                    self.at += 1;
                    return Ok(Lexed::Hash(start));
                }
                _ => return self.token(source).map(Lexed::Token),
            }
        }
    }

    /// Whether only blanks stand before the current byte on its line.
    fn begins_line(&self) -> bool {
        let before = self.bytes[..self.at].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
        before.is_none_or(|byte| *byte == b'\n')
    }

    fn block_comment(&mut self, source: &mut Source<'a>, pending: &Pending) -> Result<()> {
        let start = self.at;
        let Some(length) = self.text[start + 2..].find("*/") else {
            return Err(source.error(self.offset(), Code::Syntax, "the comment has no end"));
        };
        self.at = start + 2 + length + 2;
        self.note(source, pending, start, false);
        Ok(())
    }

    fn line_comment(&mut self, source: &mut Source<'a>, pending: &Pending) {
        let start = self.at;
        let rest = &self.text[start..];
        self.at = start + rest.find('\n').unwrap_or(rest.len());
        self.note(source, pending, start, true);
    }

    fn note(&self, source: &mut Source<'a>, pending: &Pending, start: usize, is_line: bool) {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let after = pending.last_end;
        // Lines of `//` that follow each other, each alone on its line, are one comment.
        if is_line
            && !self.in_line
            && let Some(last) = source.comments[pending.first..].last_mut()
            && self.text[last.start as usize..].starts_with("//")
            && is_blank(&self.text[last.end as usize..start as usize])
            && self.text[after as usize..last.start as usize].contains('\n')
        {
            last.end = self.offset();
            return;
        }
        source.comments.push(Comment { start, end: self.offset(), after, before: u32::MAX });
    }

    fn token(&mut self, source: &Source<'a>) -> Result<Token<'a>> {
        let start = self.at;
        let first = self.byte(0);
        let kind = match first {
            b'"' => self.quoted(source, b'"')?,
            b'\'' => self.quoted(source, b'\'')?,
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            b'_' | b'$' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => {
                while is_word_byte(self.byte(0)) {
                    self.at += 1;
                }
                let is_prefix = matches!(&self.text[start..self.at], "L" | "u" | "U" | "u8");
                match self.byte(0) {
                    quote @ (b'"' | b'\'') if is_prefix => self.quoted(source, quote)?,
                    _ => TokenKind::Word,
                }
            }
            _ => {
                self.at += punctuation(&self.bytes[start..]);
                TokenKind::Punct
            }
        };
        let start_offset = u32::try_from(start).unwrap_or(u32::MAX);
        Ok(Token { kind, text: &self.text[start..self.at], start: start_offset })
    }

    fn number(&mut self) -> TokenKind {
        loop {
            match (self.byte(0), self.byte(1)) {
                (b'e' | b'E' | b'p' | b'P', b'+' | b'-') => self.at += 2,
                (b'\'', next) if next.is_ascii_alphanumeric() => self.at += 2,
                (byte, _) if byte == b'.' || is_word_byte(byte) => self.at += 1,
                _ => return TokenKind::Number,
            }
        }
    }

    fn quoted(&mut self, source: &Source<'a>, quote: u8) -> Result<TokenKind> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.byte(0) {
                b'\\' if self.at + 1 < self.bytes.len() => self.at += 2,
                byte if byte == quote => {
                    self.at += 1;
                    return Ok(if quote == b'"' { TokenKind::Text } else { TokenKind::Char });
                }
                b'\n' | 0 if self.byte(0) == b'\n' || self.at >= self.bytes.len() => break,
                _ => self.at += 1,
            }
            // An escape may have stepped into a character of several bytes.
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
        self.at = start + 1;
        // Macros may hold any text (`#define APOSTROPHE '`); declarations may not.
        if self.in_line {
            return Ok(TokenKind::Punct);
        }
        let offset = u32::try_from(start).unwrap_or(u32::MAX);
        Err(source.error(offset, Code::Syntax, "the literal is not terminated on its line"))
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

fn is_blank(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'\n').count() <= 1 && text.trim().is_empty()
}

/// The length of the punctuation that the bytes begin with.
fn punctuation(bytes: &[u8]) -> usize {
    match bytes {
        [b'.', b'.', b'.', ..] | [b'<', b'<', b'=', ..] | [b'>', b'>', b'=', ..] => 3,
        [b'-', b'>' | b'-' | b'=', ..]
        | [b'+', b'+' | b'=', ..]
        | [b'<', b'<' | b'=', ..]
        | [b'>', b'>' | b'=', ..]
        | [b'&', b'&' | b'=', ..]
        | [b'|', b'|' | b'=', ..]
        | [b'=' | b'!' | b'*' | b'/' | b'%' | b'^', b'=', ..]
        | [b':', b':', ..]
        | [b'#', b'#', ..] => 2,
        _ => 1,
    }
}
