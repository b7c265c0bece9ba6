//! A position in a list of tokens.

use std::rc::Rc;

use crate::source::{Token, TokenKind};

/// Tokens and the one to read next. Behind the last there is only the end.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    tokens: Rc<[Token<'a>]>,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Over tokens of which the last is the end.
    pub(crate) fn new(tokens: impl Into<Rc<[Token<'a>]>>) -> Self {
        Self { tokens: tokens.into(), at: 0 }
    }

    /// The next token.
    pub(crate) fn peek(&self) -> Token<'a> {
        self.ahead(0)
    }

    /// The token `count` behind the next.
    pub(crate) fn ahead(&self, count: usize) -> Token<'a> {
        match self.tokens.get(self.at + count).or(self.tokens.last()) {
            Some(token) => *token,
            None => Token { kind: TokenKind::End, text: "", start: 0 },
        }
    }

    /// Takes the next token.
    pub(crate) fn bump(&mut self) -> Token<'a> {
        let token = self.peek();
        if self.at < self.tokens.len() {
            self.at += 1;
        }
        token
    }

    /// The end of the token taken last.
    pub(crate) fn last_end(&self) -> u32 {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.map_or(0, |token| token.end())
    }

    /// Whether the next token is this punctuation.
    pub(crate) fn at(&self, punct: &str) -> bool {
        self.peek().is_punct(punct)
    }

    /// Whether the next token is this keyword or identifier.
    pub(crate) fn at_word(&self, word: &str) -> bool {
        self.peek().is_word(word)
    }

    /// Takes the next token when it is this punctuation.
    pub(crate) fn eat(&mut self, punct: &str) -> bool {
        let eats = self.at(punct);
        if eats {
            self.at += 1;
        }
        eats
    }

    /// Takes the next token when it is this keyword or identifier.
    pub(crate) fn eat_word(&mut self, word: &str) -> bool {
        let eats = self.at_word(word);
        if eats {
            self.at += 1;
        }
        eats
    }

    /// Whether nothing is left.
    pub(crate) fn is_done(&self) -> bool {
        self.peek().kind == TokenKind::End
    }

    /// Skips a bracketed group whose opening bracket is next; says whether it was closed.
    pub(crate) fn skip_group(&mut self) -> bool {
        let mut depth = 0usize;
        while !self.is_done() {
            let token = self.bump();
            if token.kind == TokenKind::Punct {
                match token.text {
                    "(" | "[" | "{" => depth += 1,
                    ")" | "]" | "}" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }
}
