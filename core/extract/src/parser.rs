//! What all parts of the parser share: the tokens, the names in scope, and the tables that grow.

use std::collections::{HashMap, HashSet};

use sandbridge_interface::{Code, EnumId, Error, RecordId, Result, TypeId};

use crate::adjacency::Habits;
use crate::builder::Builder;
use crate::cursor::Cursor;
use crate::docs::DocTable;
use crate::source::{Source, Token, TokenKind};
use crate::value::Value;
use crate::{Extracted, Keep};

/// Declarators, records and expressions may nest this deeply.
const MAX_DEPTH: u32 = 100;

/// The parser of one text.
pub(crate) struct Parser<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) cursor: Cursor<'a>,
    pub(crate) keep: Keep,
    pub(crate) build: Builder,
    pub(crate) names: HashMap<&'a str, Name>,
    pub(crate) tags: HashMap<&'a str, Tag>,
    /// Functions, constants and globals by name, to merge declarations.
    pub(crate) declared: HashMap<&'a str, Declared>,
    pub(crate) constants: Vec<(u32, &'a str, Value)>,
    pub(crate) docs: DocTable,
    pub(crate) habits: Habits,
    /// `typedef` names that the interface lists.
    pub(crate) listed: HashSet<&'a str>,
    /// Macros are being evaluated, so names that are left are not macros.
    pub(crate) in_macro: bool,
    depth: u32,
}

/// A type with what the type table does not say of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Qualified {
    pub(crate) ty: TypeId,
    /// `const`; of an array, its elements.
    pub(crate) is_const: bool,
    /// An alignment that a `typedef` gives, in bytes.
    pub(crate) align: Option<u32>,
}

impl Qualified {
    pub(crate) fn plain(ty: TypeId) -> Self {
        Self { ty, is_const: false, align: None }
    }
}

/// An ordinary identifier.
#[derive(Debug, Clone)]
pub(crate) enum Name {
    /// A `typedef` name and where it is declared.
    Typedef(Qualified, u32),
    /// An enumeration constant and where it is declared.
    Constant(Value, u32),
    /// A function or variable.
    Object(TypeId),
}

/// What a tag names, and where it was first met.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tag {
    Record(RecordId, u32),
    Enum(EnumId, u32),
}

/// Where a function or variable is declared, and what its declarations add up to.
#[derive(Debug, Clone)]
pub(crate) struct Declared {
    /// Its index among all functions or all globals.
    pub(crate) index: usize,
    pub(crate) is_function: bool,
    pub(crate) place: u32,
    /// Declared as `f()`, which says nothing of parameters.
    pub(crate) is_unspecified: bool,
    /// Some declaration stands where declarations are wanted.
    pub(crate) is_kept: bool,
    pub(crate) linkage: Linkage,
}

/// Who sees a function or variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Linkage {
    /// `static`: this file. It stays so in later declarations.
    Internal,
    /// Only `inline` so far, which defines nothing for others.
    Inline,
    /// Other files and the host.
    External,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(source: &'a Source<'a>, keep: Keep) -> Self {
        Self {
            source,
            cursor: Cursor::new(source.tokens.as_slice()),
            keep,
            build: Builder::new(),
            names: HashMap::new(),
            tags: HashMap::new(),
            declared: HashMap::new(),
            constants: Vec::new(),
            docs: DocTable::default(),
            habits: Habits::of(source),
            listed: HashSet::new(),
            in_macro: false,
            depth: 0,
        }
    }

    /// Reads all declarations, then the macros.
    pub(crate) fn translation_unit(&mut self) -> Result<()> {
        while !self.cursor.is_done() {
            self.nested(Self::declaration)?;
        }
        self.evaluate_macros();
        Ok(())
    }

    /// The interface with all that is wanted, and nothing else.
    pub(crate) fn finish(mut self) -> Extracted {
        self.list_constants();
        crate::prune::finish(self)
    }

    /// Whether what stands at an offset becomes part of the interface.
    pub(crate) fn is_kept(&self, offset: u32) -> bool {
        match self.keep {
            Keep::OwnHeaders => !self.source.places.is_system(offset),
            Keep::Everything => true,
        }
    }

    /// An error at a token.
    pub(crate) fn error(&self, token: Token<'_>, code: Code, message: impl Into<String>) -> Error {
        self.source.error(token.start, code, message)
    }

    /// The next token is not what C wants here.
    pub(crate) fn unexpected(&self, wanted: &str) -> Error {
        let token = self.cursor.peek();
        let found = match token.kind {
            TokenKind::End => "the end of the text".to_owned(),
            _ => format!("`{}`", token.text),
        };
        self.error(token, Code::Syntax, format!("expected {wanted}, found {found}"))
    }

    /// Takes this punctuation.
    pub(crate) fn expect(&mut self, punct: &str) -> Result<()> {
        if self.cursor.eat(punct) { Ok(()) } else { Err(self.unexpected(&format!("`{punct}`"))) }
    }

    /// Skips a bracketed group.
    pub(crate) fn skip_group(&mut self) -> Result<()> {
        let open = self.cursor.peek();
        if self.cursor.skip_group() {
            return Ok(());
        }
        Err(self.error(open, Code::Syntax, format!("the `{}` is never closed", open.text)))
    }

    /// Reads something that may contain itself, up to a depth that no stack is too small for.
    pub(crate) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAX_DEPTH {
            let token = self.cursor.peek();
            let message = format!("declarations nest more than {MAX_DEPTH} levels deep here");
            return Err(self.error(token, Code::UnsupportedDeclaration, message));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}
