//! A text as tokens, with everything beside the tokens that declarations need: places, comments,
//! macros and `#pragma pack`.

use std::collections::HashMap;

use sandbridge_interface::{Code, Error, Result};

use crate::comment::Comment;
use crate::place::Places;

/// What a token is; its text says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// An identifier or keyword.
    Word,
    /// A preprocessing number.
    Number,
    /// A character constant with its prefix and quotes.
    Char,
    /// A string literal with its prefix and quotes.
    Text,
    /// Punctuation, or a character that C has no use for.
    Punct,
    /// The end of the text.
    End,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    /// Byte offset in the text.
    pub(crate) start: u32,
}

impl Token<'_> {
    /// The offset behind it.
    pub(crate) fn end(self) -> u32 {
        self.start + u32::try_from(self.text.len()).unwrap_or(0)
    }

    /// Whether it is this keyword or identifier.
    pub(crate) fn is_word(self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }

    /// Whether it is this punctuation.
    pub(crate) fn is_punct(self, punct: &str) -> bool {
        self.kind == TokenKind::Punct && self.text == punct
    }
}

/// A `#define`.
#[derive(Debug)]
pub(crate) struct Macro<'a> {
    pub(crate) name: Token<'a>,
    /// The `#` of its line.
    pub(crate) start: u32,
    /// The end of its last token.
    pub(crate) end: u32,
    /// `None` when it is object-like.
    pub(crate) params: Option<Vec<&'a str>>,
    pub(crate) body: Vec<Token<'a>>,
}

/// A text, read once.
#[derive(Debug, Default)]
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    /// All tokens outside directives, and the end.
    pub(crate) tokens: Vec<Token<'a>>,
    /// In order of their places.
    pub(crate) comments: Vec<Comment>,
    /// All definitions in order.
    pub(crate) macros: Vec<Macro<'a>>,
    /// Which definitions are in force at the end.
    pub(crate) defined: HashMap<&'a str, usize>,
    /// From which offset on which `#pragma pack` is in force.
    pub(crate) packs: Vec<(u32, Option<u32>)>,
    pub(crate) places: Places,
}

impl<'a> Source<'a> {
    /// Reads a text.
    ///
    /// # Errors
    /// An unterminated comment or literal, a directive that only a preprocessor can handle, and a
    /// text of 1 GiB or more.
    pub(crate) fn read(name: &str, text: &'a str) -> Result<Self> {
        if text.len() >= 1 << 30 {
            return Err(Error::new(
                Code::UnsupportedDeclaration,
                format!("header `{name}` has {} bytes, the limit is 1 GiB", text.len()),
            ));
        }
        let mut source = Self { text, places: Places::new(name, text), ..Self::default() };
        crate::lexer::read(&mut source)?;
        Ok(source)
    }

    /// The text of a comment with its delimiters.
    pub(crate) fn text_at(&self, comment: Comment) -> &'a str {
        self.text.get(comment.start as usize..comment.end as usize).unwrap_or_default()
    }

    /// The `#pragma pack` in force at an offset.
    pub(crate) fn pack_at(&self, offset: u32) -> Option<u32> {
        let after = self.packs.partition_point(|(start, _)| *start <= offset);
        self.packs[..after].last().and_then(|(_, pack)| *pack)
    }

    /// An error at an offset, with the line and a caret below its column.
    pub(crate) fn error(&self, offset: u32, code: Code, message: impl Into<String>) -> Error {
        self.places.error(self.text, offset, code, &message.into())
    }
}
