//! Object-like macros as constants: expanded, then read as an expression.

use std::mem;

use sandbridge_interface::{Constant, ConstantValue};

use crate::adjacency::Extent;
use crate::cursor::Cursor;
use crate::parser::Parser;
use crate::source::{Macro, Source, Token, TokenKind};
use crate::value::Value;

/// Expanding one macro takes at most this many steps: short macros can expand without end.
const MAX_STEPS: usize = 4096;
/// Macros may refer to macros this deeply.
const MAX_DEPTH: usize = 50;

impl<'a> Parser<'a> {
    /// Evaluates all macros; those without a value are passed over.
    pub(crate) fn evaluate_macros(&mut self) {
        for (index, definition) in self.source.macros.iter().enumerate() {
            let name = definition.name;
            let is_wanted = definition.params.is_none()
                && !definition.body.is_empty()
                && self.source.defined.get(name.text) == Some(&index)
                && self.is_kept(definition.start)
                && is_public(name.text)
                && !self.names.contains_key(name.text);
            if !is_wanted {
                continue;
            }
            let value = self.evaluate(definition);
            if value == Value::Unknown {
                continue;
            }
            self.constants.push((name.start, name.text, value));
            let extent = Extent { start: definition.start, end: definition.end, separator: None };
            let doc = self.beside_or_above(extent);
            self.docs.path(name.text.to_owned(), doc);
        }
    }

    /// The value of a name that a macro defines.
    pub(crate) fn macro_value(&mut self, name: &str) -> Value {
        if self.in_macro {
            return Value::Unknown;
        }
        match self.source.defined.get(name).map(|index| &self.source.macros[*index]) {
            Some(definition) if definition.params.is_none() => self.evaluate(definition),
            _ => Value::Unknown,
        }
    }

    /// Lists constants in the order of their definition.
    pub(crate) fn list_constants(&mut self) {
        let mut constants = mem::take(&mut self.constants);
        constants.sort_by_key(|(place, _, _)| *place);
        for (place, name, value) in constants {
            let value = match value {
                Value::Integer(value, _) => ConstantValue::Integer(value),
                Value::Float(value, _) => ConstantValue::Float(value),
                Value::Text(text) => ConstantValue::Text(text),
                Value::Unknown => continue,
            };
            if self.is_kept(place) && is_public(name) {
                let origin = self.source.places.origin(place);
                let name = name.to_owned();
                self.build.interface.constants.push(Constant { name, value, origin });
            }
        }
    }

    fn evaluate(&mut self, definition: &'a Macro<'a>) -> Value {
        let mut expansion =
            Expansion { source: self.source, hidden: vec![definition.name.text], steps: 0 };
        let mut tokens = Vec::with_capacity(definition.body.len() + 1);
        if expansion.expand(&definition.body, &mut tokens).is_none() {
            return Value::Unknown;
        }
        tokens.push(Token { kind: TokenKind::End, text: "", start: definition.end });
        let outer = mem::replace(&mut self.cursor, Cursor::new(tokens));
        let was_in_macro = mem::replace(&mut self.in_macro, true);
        // What is no expression is no constant; that is no error.
        let value = self.nested(Self::conditional).unwrap_or(Value::Unknown);
        let is_all = self.cursor.is_done();
        self.in_macro = was_in_macro;
        self.cursor = outer;
        if is_all { value } else { Value::Unknown }
    }
}

/// Names with two leading underscores belong to the compiler and the C library.
fn is_public(name: &str) -> bool {
    !name.starts_with("__")
}

/// One macro being expanded.
struct Expansion<'a> {
    source: &'a Source<'a>,
    /// Macros that are not expanded again, as they are being expanded.
    hidden: Vec<&'a str>,
    steps: usize,
}

impl<'a> Expansion<'a> {
    /// Appends the expansion of `tokens`; `None` when there is none within the limits.
    fn expand(&mut self, tokens: &[Token<'a>], into: &mut Vec<Token<'a>>) -> Option<()> {
        let mut at = 0;
        while let Some(&token) = tokens.get(at) {
            self.steps += 1;
            if self.steps > MAX_STEPS || self.hidden.len() > MAX_DEPTH {
                return None;
            }
            at += 1;
            let found = self.source.defined.get(token.text);
            let found = found.filter(|_| token.kind == TokenKind::Word);
            let found = found.filter(|_| !self.hidden.contains(&token.text));
            let Some(definition) = found.map(|index| &self.source.macros[*index]) else {
                into.push(token);
                continue;
            };
            // Stringification and pasting make no numbers worth having.
            if definition.body.iter().any(|t| t.is_punct("#") || t.is_punct("##")) {
                return None;
            }
            let replacement = match &definition.params {
                None => None,
                Some(_) if !tokens.get(at).is_some_and(|next| next.is_punct("(")) => {
                    into.push(token);
                    continue;
                }
                Some(params) => {
                    let (arguments, length) = arguments(&tokens[at..])?;
                    at += length;
                    Some(self.substitute(definition, params, &arguments)?)
                }
            };
            self.hidden.push(definition.name.text);
            self.expand(replacement.as_deref().unwrap_or(&definition.body), into)?;
            self.hidden.pop();
        }
        Some(())
    }

    /// The body of a function-like macro with its arguments, themselves expanded, in place.
    fn substitute(
        &mut self,
        definition: &Macro<'a>,
        params: &[&'a str],
        arguments: &[&[Token<'a>]],
    ) -> Option<Vec<Token<'a>>> {
        let mut expanded = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let mut tokens = Vec::with_capacity(argument.len());
            self.expand(argument, &mut tokens)?;
            expanded.push(tokens);
        }
        let mut body = Vec::with_capacity(definition.body.len());
        for token in &definition.body {
            match params.iter().position(|param| token.is_word(param)) {
                Some(index) => {
                    let argument = expanded.get(index)?;
                    self.steps += argument.len();
                    if self.steps > MAX_STEPS {
                        return None;
                    }
                    body.extend_from_slice(argument);
                }
                None => body.push(*token),
            }
        }
        Some(body)
    }
}

/// The arguments in the parentheses that `tokens` begin with, and how many tokens that takes.
fn arguments<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(Vec<&'t [Token<'a>]>, usize)> {
    let mut arguments = Vec::new();
    let mut depth = 0usize;
    let mut start = 1;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Punct {
            continue;
        }
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.checked_sub(1)?,
            "," if depth == 1 => {
                arguments.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            arguments.push(&tokens[start..at]);
            return Some((arguments, at + 1));
        }
    }
    None
}
