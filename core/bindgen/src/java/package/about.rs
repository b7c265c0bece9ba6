//! Javadoc of functions.

use super::super::code::{Doc, Param};
use super::doc::{doc, escaped, marked};
use super::name::Names;
use super::shape::Shape;
use crate::model::{Describe, Function};
use crate::value;

/// What every call may end in.
const FAILURE: &str = "@throws dev.sandbridge.error.SandbridgeException where an argument does not \
                       fit, or the call does not end well";

/// A function in one of its shapes.
pub(super) struct About<'w, 'm, 'a> {
    pub(super) names: &'w Names<'m, 'a>,
    pub(super) function: &'w Function<'a>,
    pub(super) shape: Shape,
    /// Whether its first argument is the object itself.
    pub(super) is_method: bool,
}

impl About<'_, '_, '_> {
    /// The Javadoc of the method with these parameters.
    pub(super) fn doc(&self, params: &[Param]) -> Doc {
        let Self { names, function, .. } = self;
        let described = Describe { model: names.model, null: "null" };
        let otherwise = format!("Calls {}.", function.c_name);
        let mut doc = match self.shape.text() {
            None => doc(function.doc, &otherwise, Some(&function.prototype)),
            Some(text) => {
                let name = names.method(function);
                let text = format!("The same as the {{@code {name}}} above, {text}");
                Doc { text: vec![text], tags: Vec::new() }
            }
        };
        let texts = described.parameters(&function.plan);
        let texts = texts.iter().skip(usize::from(self.is_method));
        let each = params.iter().zip(texts);
        doc.tags
            .extend(each.map(|(param, text)| format!("@param {} {}", param.name, marked(text))));
        if function.plan.is_variadic {
            doc.tags.push("@param more what C takes beyond these".to_owned());
        }
        doc.tags.extend(self.returns(&described));
        if let Some((class, when)) = described.failure(function)
            && let Some(class) = names.exception(class)
        {
            doc.tags.push(format!("@throws {class} {}", marked(&when)));
        }
        doc.tags.push(FAILURE.to_owned());
        doc
    }

    fn returns(&self, described: &Describe<'_, '_>) -> Option<String> {
        match described.results(self.function).as_slice() {
            [] => None,
            [one] => Some(format!("@return {}", marked(one))),
            _ => {
                let results = value::results(&self.function.plan);
                let names: Vec<_> = results.iter().map(|(name, _)| escaped(name)).collect();
                Some(format!("@return {}", names.join(", ")))
            }
        }
    }
}
