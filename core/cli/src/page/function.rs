//! Functions: the prototype, and how each language calls it.

use sandbridge_bindgen::LANGUAGES;
use sandbridge_interface::{Function, plan};

use super::Source;
use super::code::{self, Code};
use super::prose::Prose;
use crate::module::Module;

/// One function as it is shown.
pub(super) struct FunctionView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) prototype: Code,
    /// Its form in each language, by the language's name.
    pub(super) forms: Vec<(&'static str, String)>,
    /// The export and its WebAssembly type.
    pub(super) export: String,
    pub(super) doc: Prose,
    pub(super) origin: String,
}

/// All functions, in the order of the header.
pub(super) fn views(source: &Source<'_>, module: &Module<'_>) -> Vec<FunctionView> {
    source.interface.functions.iter().map(|function| view(source, module, function)).collect()
}

fn view(source: &Source<'_>, module: &Module<'_>, function: &Function) -> FunctionView {
    let forms = match plan::plan(source.interface, function) {
        Ok(plan) => LANGUAGES
            .iter()
            .map(|language| (language.name, (language.signature)(source.interface, &plan)))
            .collect(),
        // It is in the library, but no host can call it; the prototype is all there is to show.
        Err(_) => Vec::new(),
    };
    let symbol = function.symbol.as_deref().unwrap_or(&function.name);
    let export = match module.function(symbol) {
        Some(ty) if symbol == function.name => ty.to_string(),
        Some(ty) => format!("{symbol}: {ty}"),
        None => "not exported".to_owned(),
    };
    FunctionView {
        anchor: code::function_anchor(&function.name),
        name: function.name.clone(),
        prototype: source.linker.prototype(function),
        forms,
        export,
        doc: source.doc(&function.name, &function.name),
        origin: super::origin(&function.origin),
    }
}
