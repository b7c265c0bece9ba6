//! The sections of a function's docstring: what it takes and gives, and how it fails.

use std::fmt::Write;

use super::signature::name;
use crate::model::{Describe, Function, Model};
use crate::{value, wrap};

/// The width of a line.
const WIDTH: usize = 88;

/// `Args:`, `Returns:` and `Raises:`, as far as there is something to say; `indent` is how far the
/// docstring is indented.
pub(super) fn sections(model: &Model<'_>, function: &Function<'_>, indent: usize) -> String {
    let described = Describe { model, null: "None" };
    let width = WIDTH.saturating_sub(indent);
    let mut text = String::new();
    let names = value::parameters(&function.plan).map(|(arg, _)| name(&arg.name));
    let own = usize::from(function.method_of().is_some());
    let args = names.zip(described.parameters(&function.plan)).skip(own);
    section(&mut text, "Args", args, width);
    let results = value::results(&function.plan);
    match described.results(function).as_slice() {
        [one] => {
            let _ = write!(text, "\n\nReturns:\n{}", wrap(one, "    ", width).trim_end());
        }
        several => {
            let names = results.iter().map(|(field, _)| name(field));
            section(&mut text, "Returns", names.zip(several.iter().cloned()), width);
        }
    }
    let failure = described.failure(function).map(|(class, when)| (class.to_owned(), when));
    section(&mut text, "Raises", failure.into_iter(), width);
    text
}

/// A heading with a line for each name, continued further to the right.
fn section(
    text: &mut String,
    heading: &str,
    named: impl Iterator<Item = (String, String)>,
    width: usize,
) {
    for (at, (name, said)) in named.enumerate() {
        if at == 0 {
            let _ = write!(text, "\n\n{heading}:");
        }
        let lines = wrap(&format!("{name}: {said}"), "    ", width.saturating_sub(4));
        for (line, part) in lines.lines().enumerate() {
            let more = if line == 0 { "" } else { "    " };
            let _ = write!(text, "\n{more}{part}");
        }
    }
}
