//! A module for people: the frame around its layers, and how lines are set.

use std::path::Path;

use console::{measure_text_width, style};
use indicatif::HumanBytes;
use sandbridge_bindgen::model::Model;
use sandbridge_interface::{Code, Docs, Error, Result};

use super::{c_layer, packages};
use crate::capability;
use crate::module::Module;
use crate::offer::Offer;

const PAGE: u64 = 64 << 10;

/// Narrower than this nothing is broken any more.
const NARROWEST: usize = 30;

/// What is shown, and how.
pub(super) struct Shown<'a> {
    pub(super) path: &'a Path,
    pub(super) module: &'a Module<'a>,
    pub(super) docs: &'a Docs,
    /// Only names with one of these in them; all without any.
    pub(super) words: &'a [String],
    /// Columns of the terminal; without, lines are as long as they are.
    pub(super) width: Option<usize>,
}

impl Shown<'_> {
    /// Whether one of these names was asked for.
    pub(super) fn wants(&self, names: &[&str]) -> bool {
        let is_like = |word: &String| {
            let word = word.to_ascii_lowercase();
            names.iter().any(|name| name.to_ascii_lowercase().contains(&word))
        };
        self.words.is_empty() || self.words.iter().any(is_like)
    }
}

/// The text about a module.
///
/// # Errors
/// [`Code::UnknownName`] when nothing has one of the words in its name.
pub(super) fn text(shown: &Shown<'_>, model: Option<&Model<'_>>, is_c: bool) -> Result<String> {
    let mut page = Page { text: String::new(), told: Vec::new(), shown };
    page.head(model);
    let frame = page.text.len();
    let Some(model) = model else {
        page.exports();
        page.imports();
        return Ok(page.text);
    };
    let interface = model.interface;
    let has_facts = !interface.facts.is_empty();
    if has_facts && !is_c {
        packages::show(&mut page, &Offer::new(model));
    }
    // A word is looked for in both layers.
    if is_c || !has_facts || !shown.words.is_empty() {
        c_layer::show(&mut page, interface);
    }
    if shown.words.is_empty() {
        page.imports();
        return Ok(page.text);
    }
    if page.text.len() == frame {
        let words = shown.words.join("`, `");
        let message = format!("nothing in {} has `{words}` in its name", interface.name);
        return Err(Error::new(Code::UnknownName, message)
            .with_help("`sandbridge inspect` without words lists everything"));
    }
    Ok(page.text)
}

/// The text while it is made.
pub(super) struct Page<'a> {
    text: String,
    /// Comments of which all was shown.
    told: Vec<&'a str>,
    pub(super) shown: &'a Shown<'a>,
}

impl Page<'_> {
    fn head(&mut self, model: Option<&Model<'_>>) {
        let Shown { path, module, .. } = self.shown;
        let name = model.map_or("no interface", |model| model.interface.name.as_str());
        self.line(0, &format!("{}  {}", style(name).bold(), path.display()));
        let memory =
            module.memory.map_or("none".into(), |(start, _)| HumanBytes(start * PAGE).to_string());
        self.line(
            0,
            &format!(
                "{}: code {}, data {}; memory from {memory}",
                HumanBytes(module.size as u64),
                HumanBytes(module.code as u64),
                HumanBytes(module.data as u64),
            ),
        );
    }

    /// A line, broken between words where the terminal ends; what continues it is indented more.
    pub(super) fn line(&mut self, indent: usize, line: &str) {
        let width = self.shown.width.filter(|width| *width >= NARROWEST + indent);
        let Some(width) = width.filter(|width| measure_text_width(line) + indent > *width) else {
            self.text.push_str(&format!("{:indent$}{line}\n", ""));
            return;
        };
        let hang = indent + 4;
        let mut column = indent;
        self.text.push_str(&" ".repeat(indent));
        for (at, word) in line.split(' ').enumerate() {
            let length = measure_text_width(word);
            if at > 0 && column + 1 + length > width {
                self.text.push('\n');
                self.text.push_str(&" ".repeat(hang));
                column = hang;
            } else if at > 0 {
                self.text.push(' ');
                column += 1;
            }
            self.text.push_str(word);
            column += length;
        }
        self.text.push('\n');
    }

    /// The title of a list.
    pub(super) fn heading(&mut self, what: &str, count: usize) {
        self.text.push_str(&format!("\n{} ({count})\n", style(what).bold().underlined()));
    }

    /// A comment: its first line, or once all of it for what was asked for by this name.
    pub(super) fn doc(&mut self, key: &str, name: &str, indent: usize) {
        let Some(text) = self.shown.docs.0.get(key) else { return };
        let mut words = self.shown.words.iter();
        let is_meant = words.any(|word| [key, name].iter().any(|it| it.eq_ignore_ascii_case(word)));
        if !is_meant || self.told.contains(&text.as_str()) {
            let Some(sentence) = first_line(text) else { return };
            let room = self.shown.width.filter(|width| *width >= NARROWEST + indent);
            // What is only a hint is cut rather than broken.
            let cut = room.map(|width| console::truncate_str(sentence, width - indent, "…"));
            self.faint(&cut.unwrap_or(sentence.into()), indent);
            return;
        }
        self.told.push(text);
        for line in text.trim_end().lines() {
            self.faint(line, indent);
        }
    }

    fn faint(&mut self, line: &str, indent: usize) {
        let line = format!("{:indent$}{}", "", style(line).dim());
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn exports(&mut self) {
        self.heading("exported functions", self.shown.module.functions().count());
        for (name, ty) in self.shown.module.functions() {
            self.line(2, &format!("{name} {ty}"));
        }
    }

    fn imports(&mut self) {
        let asked = capability::asked(self.shown.module);
        self.heading("asks its host for", asked.len());
        for (what, imports) in asked {
            let names: Vec<_> = imports.iter().map(|import| import.name).collect();
            self.line(2, &format!("{}: {}", what.name(), names.join(", ")));
        }
    }
}

/// The first line of a comment that says something.
fn first_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| line.chars().any(char::is_alphanumeric))
}
