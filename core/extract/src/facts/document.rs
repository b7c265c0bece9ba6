//! A facts file as TOML: values that know their key's path and their place, checked against the
//! vocabulary, so that readers need not.

use std::ops::Range;

use sandbridge_interface::name::nearest;
use sandbridge_interface::{Code, Error, Result};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::FactsFile;
use super::key::{Form, Section};
use crate::place::Places;

/// Deeper tables are refused before they are looked into.
const MAX_DEPTH: usize = 64;

/// A value of the file.
#[derive(Debug, Clone)]
pub(super) struct Value<'a> {
    file: FactsFile<'a>,
    /// The keys that lead to it, with dots between.
    pub(super) path: String,
    node: Node<'a>,
    /// Where it stands in the text.
    span: Range<usize>,
    /// Where its key stands.
    key: usize,
}

#[derive(Debug, Clone, Copy)]
enum Node<'a> {
    Table(&'a DeTable<'a>),
    Other(&'a DeValue<'a>),
}

/// Parses the text.
///
/// # Errors
/// [`Code::FactsSyntax`] with the place.
pub(super) fn parse<'a>(file: FactsFile<'a>) -> Result<Spanned<DeTable<'a>>> {
    DeTable::parse(file.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        error_at(file, at, Code::FactsSyntax, error.message())
            .with_help("facts files are TOML: https://toml.io/en/v1.0.0")
    })
}

fn error_at(file: FactsFile<'_>, at: usize, code: Code, message: &str) -> Error {
    let at = u32::try_from(at.min(file.text.len())).unwrap_or(u32::MAX);
    Places::new(file.path, file.text).error(file.text, at, code, message)
}

impl<'a> Value<'a> {
    /// The whole file, once every key was checked.
    ///
    /// # Errors
    /// [`Code::FactsSyntax`] for a key or a form that the vocabulary lacks.
    pub(super) fn root(
        file: FactsFile<'a>,
        table: &'a Spanned<DeTable<'a>>,
        section: &Section,
    ) -> Result<Self> {
        let node = Node::Table(table.get_ref());
        let root = Self { file, path: String::new(), node, span: 0..0, key: 0 };
        root.check_section(section, 0)?;
        Ok(root)
    }

    /// An error at the value.
    pub(super) fn error(&self, code: Code, message: impl AsRef<str>) -> Error {
        self.error_in(self.span.start, code, message)
    }

    /// An error at the value's key.
    pub(super) fn key_error(&self, code: Code, message: impl AsRef<str>) -> Error {
        self.error_in(self.key, code, message)
    }

    /// An error at byte `at` of the text that the value is.
    pub(super) fn text_error(&self, at: usize, code: Code, message: impl AsRef<str>) -> Error {
        let raw = self.file.text.get(self.span.clone()).unwrap_or_default();
        let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        // Behind an escape places would be off.
        let is_verbatim = self.text().is_some_and(|text| text == inner);
        self.error_in(self.span.start + if is_verbatim { 1 + at } else { 0 }, code, message)
    }

    fn error_in(&self, at: usize, code: Code, message: impl AsRef<str>) -> Error {
        let message = message.as_ref();
        let message = match self.path.as_str() {
            "" => message.to_owned(),
            path => format!("{path}: {message}"),
        };
        error_at(self.file, at, code, &message)
    }

    /// The text that it is.
    pub(super) fn text(&self) -> Option<&'a str> {
        match self.node {
            Node::Other(DeValue::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The truth that it is.
    pub(super) fn flag(&self) -> Option<bool> {
        match self.node {
            Node::Other(DeValue::Boolean(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// The number that it is.
    pub(super) fn integer(&self) -> Option<i128> {
        match self.node {
            Node::Other(DeValue::Integer(number)) => {
                i128::from_str_radix(number.as_str(), number.radix()).ok()
            }
            _ => None,
        }
    }

    /// Whether it is a table.
    pub(super) fn is_table(&self) -> bool {
        matches!(self.node, Node::Table(_))
    }

    /// The values of a table with their keys, in the file's order.
    pub(super) fn entries(&self) -> Vec<(&'a str, Self)> {
        let Node::Table(table) = self.node else { return Vec::new() };
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), self.child(key, value)))
            .collect();
        entries.sort_by_key(|(_, value)| value.key);
        entries
    }

    /// The value behind a key of a table.
    pub(super) fn get(&self, wanted: &str) -> Option<Self> {
        let Node::Table(table) = self.node else { return None };
        let found = table.iter().find(|(key, _)| key.get_ref() == wanted);
        found.map(|(key, value)| self.child(key, value))
    }

    /// The text behind a key of a table.
    pub(super) fn text_of(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// Whether a key of a table says `true`.
    pub(super) fn is(&self, key: &str) -> bool {
        self.get(key).and_then(|value| value.flag()) == Some(true)
    }

    /// The items of a list, or the value itself.
    pub(super) fn items(&self) -> Vec<Self> {
        match self.node {
            Node::Other(DeValue::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.at(format!("{}[{index}]", self.path), self.key, item))
                .collect(),
            _ => vec![self.clone()],
        }
    }

    fn child(
        &self,
        key: &'a Spanned<std::borrow::Cow<'a, str>>,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Self {
        let name = key.get_ref();
        let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let is_bare = !name.is_empty() && name.chars().all(is_bare);
        let name = if is_bare { name.to_string() } else { format!("\"{name}\"") };
        let path = if self.path.is_empty() { name } else { format!("{}.{name}", self.path) };
        self.at(path, key.span().start, value)
    }

    fn at(&self, path: String, key: usize, value: &'a Spanned<DeValue<'a>>) -> Self {
        let node = match value.get_ref() {
            DeValue::Table(table) => Node::Table(table),
            other => Node::Other(other),
        };
        Self { file: self.file, path, node, span: value.span(), key }
    }

    fn check_section(&self, section: &Section, depth: usize) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(self.key_error(Code::FactsSyntax, "tables are nested too deeply"));
        }
        let entries = self.entries();
        for (name, value) in &entries {
            let known = section.keys.iter().find(|key| key.name == *name);
            let form = known.map(|key| &key.form).or(section.others.map(|(form, _)| form));
            let Some(form) = form else {
                let error = value.key_error(Code::FactsSyntax, "facts files have no such key here");
                let known = section.keys.iter().map(|key| key.name);
                return Err(match nearest(name, known.clone()) {
                    Some(near) => error.with_help(format!("did you mean `{near}`?")),
                    None => error.with_help(format!("there are: {}", listed(known))),
                });
            };
            value.check(form, depth + 1)?;
        }
        for required in section.required {
            if !entries.iter().any(|(name, _)| name == required) {
                return Err(
                    self.key_error(Code::FactsSyntax, format!("the key `{required}` is missing"))
                );
            }
        }
        Ok(())
    }

    fn check(&self, form: &Form, depth: usize) -> Result<()> {
        if self.has(form) {
            return match form {
                Form::Table(section) => self.check_section(section, depth),
                Form::Tables(section) => {
                    self.items().iter().try_for_each(|item| item.check_section(section, depth))
                }
                Form::Either(forms) => match forms.iter().find(|form| self.has(form)) {
                    Some(form) => self.check(form, depth),
                    None => Ok(()),
                },
                _ => Ok(()),
            };
        }
        let found = match self.node {
            Node::Table(_) => "a table",
            Node::Other(DeValue::Array(_)) => "a list",
            Node::Other(DeValue::String(_)) => "a text",
            Node::Other(DeValue::Integer(_)) => "a number",
            Node::Other(DeValue::Boolean(_)) => "a truth",
            Node::Other(_) => "something else",
        };
        let wanted = described(form);
        Err(match (form, self.text()) {
            (Form::Word(words), Some(text)) => self
                .error(Code::FactsSyntax, format!("expected {wanted}, found `{text}`"))
                .with_help(match nearest(text, words.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are: {}", listed(words.iter().copied())),
                }),
            _ => self.error(Code::FactsSyntax, format!("expected {wanted}, found {found}")),
        })
    }

    /// Whether the value itself, though not yet what is in it, has that form.
    fn has(&self, form: &Form) -> bool {
        let items = || match self.node {
            Node::Other(DeValue::Array(_)) => self.items(),
            _ => Vec::new(),
        };
        let is_list = matches!(self.node, Node::Other(DeValue::Array(_)));
        match form {
            Form::Flag => self.flag().is_some(),
            Form::Text | Form::Scope => self.text().is_some(),
            Form::Word(words) => self.text().is_some_and(|text| words.contains(&text)),
            Form::Expression => self.text().is_some() || self.integer().is_some(),
            Form::Texts => is_list && items().iter().all(|item| item.text().is_some()),
            Form::Table(_) => self.is_table(),
            Form::Tables(_) => is_list && items().iter().all(Self::is_table),
            Form::Either(forms) => forms.iter().any(|form| self.has(form)),
        }
    }
}

fn described(form: &Form) -> String {
    match form {
        Form::Flag => "`true` or `false`".to_owned(),
        Form::Text | Form::Scope => "a text".to_owned(),
        Form::Word(words) => format!("one of {}", listed(words.iter().copied())),
        Form::Expression => "a C expression in quotes, or a number".to_owned(),
        Form::Texts => "a list of texts".to_owned(),
        Form::Table(_) => "a table".to_owned(),
        Form::Tables(_) => "a list of tables".to_owned(),
        Form::Either(forms) => {
            let parts: Vec<String> = forms.iter().map(described).collect();
            parts.join(" or ")
        }
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
