//! Functions: the prototype, and how each language calls it.

use sandbridge_bindgen::LANGUAGES;
use sandbridge_interface::plan::{self, Plan};
use sandbridge_interface::{Interface, Result};

use super::Source;
use super::class::Link;
use super::code::{self, Code};
use super::prose::Prose;
use crate::module::Module;
use crate::offer::Offer;

/// One function as it is shown.
pub(super) struct FunctionView {
    pub(super) anchor: String,
    pub(super) name: String,
    /// What the filter looks at: the name in C, and the one that facts give.
    pub(super) names: String,
    /// What packages call it, where that is another name.
    pub(super) called: Option<String>,
    /// The class whose method it is.
    pub(super) class: Option<Link>,
    /// The exception when it failed.
    pub(super) raises: Option<Link>,
    pub(super) prototype: Code,
    /// Its form in each language, by the language's name.
    pub(super) forms: Forms,
    /// Its form as C has it, where facts make another one of it.
    pub(super) bare_forms: Forms,
    /// The export and its WebAssembly type.
    pub(super) export: String,
    pub(super) doc: Prose,
    pub(super) origin: String,
}

/// Each language's name, and how a function is called from it.
pub(super) type Forms = Vec<(&'static str, String)>;

/// All functions, in the order of the header.
pub(super) fn views(
    source: &Source<'_>,
    module: &Module<'_>,
    offer: Option<&Offer>,
) -> Vec<FunctionView> {
    (0..source.interface.functions.len())
        .map(|position| view(source, module, offer, position))
        .collect()
}

/// One function, by its position.
fn view(
    source: &Source<'_>,
    module: &Module<'_>,
    offer: Option<&Offer>,
    position: usize,
) -> FunctionView {
    let interface = source.interface;
    let function = &interface.functions[position];
    let bare_forms = forms(interface, plan::plan(interface, function));
    let (forms, bare_forms) = match forms(interface, plan::idiomatic(interface, position)) {
        forms if forms == bare_forms || forms.is_empty() => (bare_forms, Vec::new()),
        forms => (forms, bare_forms),
    };
    let symbol = function.symbol.as_deref().unwrap_or(&function.name);
    let export = match module.function(symbol) {
        Some(ty) if symbol == function.name => ty.to_string(),
        Some(ty) => format!("{symbol}: {ty}"),
        None => "not exported".to_owned(),
    };
    let offered = offer.and_then(|offer| offer.all().find(|one| one.position == position));
    let called = interface.facts.name(&function.name);
    let called = (called != function.name).then(|| called.to_owned());
    let class = interface
        .facts
        .functions
        .get(&(position as u32))
        .and_then(|known| interface.facts.handles.get(known.method_of? as usize));
    let names =
        [Some(function.name.as_str()), called.as_deref(), class.map(|class| class.name.as_str())];
    FunctionView {
        names: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
        class: class.map(|class| Link::class(&class.name)),
        raises: offered.and_then(|one| one.raises.as_deref()).map(Link::error),
        called,
        anchor: code::function_anchor(&function.name),
        name: function.name.clone(),
        prototype: source.linker.prototype(function),
        forms,
        bare_forms,
        export,
        doc: source.doc(&function.name, &function.name),
        origin: super::origin(&function.origin),
    }
}

/// Empty for a function that no host can call: its prototype is all there is to show.
fn forms(interface: &Interface, plan: Result<Plan>) -> Forms {
    let Ok(plan) = plan else { return Vec::new() };
    LANGUAGES
        .iter()
        .map(|language| (language.name, (language.signature)(interface, &plan)))
        .collect()
}
