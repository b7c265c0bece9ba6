//! A page about a library: one HTML file that needs nothing else, neither network nor script.
//!
//! Each file here decides what is shown of one subject; how it looks is in the templates, which
//! the compiler checks against these types and which escape whatever comes from the module.

mod class;
mod code;
mod drawing;
mod function;
mod module;
mod name;
mod prose;
mod record;

use std::path::Path;

use askama::Template;
use sandbridge_bindgen::model::Model;
use sandbridge_interface::{Docs, Error, Interface, Origin, Result};

use crate::module::Module;
use crate::offer::Offer;
use code::Linker;
use prose::{Names, Prose};

pub(crate) use name::value_text;

/// The page.
#[derive(Template)]
#[template(path = "page/page.html")]
struct Page {
    style: &'static str,
    script: &'static str,
    version: &'static str,
    /// The library's name, or the file's.
    title: String,
    file: String,
    size: String,
    memory: String,
    has_interface: bool,
    simd: bool,
    classes: Vec<class::ClassView>,
    functions: Vec<function::FunctionView>,
    errors: Vec<class::ErrorView>,
    callbacks: Vec<class::CallbackView>,
    records: Vec<record::RecordView>,
    enums: Vec<name::EnumView>,
    typedefs: Vec<name::TypedefView>,
    constants: Vec<name::ConstantView>,
    variables: Vec<name::VariableView>,
    capabilities: Vec<module::CapabilityView>,
    exports: Vec<module::ExportView>,
    parts: Vec<module::PartView>,
}

/// The page about a module, as HTML.
pub(crate) fn html(
    path: &Path,
    module: &Module<'_>,
    model: Option<&Model<'_>>,
    docs: &Docs,
) -> Result<String> {
    let interface = model.map(|model| model.interface);
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let empty = Interface::default();
    let source = Source::new(interface.unwrap_or(&empty), docs);
    let with_facts = model.filter(|model| !model.interface.facts.is_empty());
    let offer = with_facts.map(|model| (model, Offer::new(model)));
    let offer = offer.as_ref();
    let page = Page {
        style: include_str!("../../templates/page/style.css"),
        script: include_str!("../../templates/page/filter.js"),
        version: env!("CARGO_PKG_VERSION"),
        title: interface.map_or_else(|| file.clone(), |interface| interface.name.clone()),
        file,
        size: module::size(module.size),
        memory: module::memory(module),
        has_interface: interface.is_some(),
        simd: interface.is_some_and(|interface| interface.simd),
        classes: offer
            .map_or_else(Vec::new, |(model, offer)| class::classes(&source, model, offer)),
        functions: function::views(&source, module, offer.map(|(_, offer)| offer)),
        errors: offer.map_or_else(Vec::new, |(_, offer)| class::errors(source.interface, offer)),
        callbacks: offer.map_or_else(Vec::new, |(_, offer)| class::callbacks(offer)),
        records: record::views(&source),
        enums: name::enums(&source),
        typedefs: name::typedefs(&source),
        constants: name::constants(&source),
        variables: name::variables(&source),
        capabilities: module::capabilities(module),
        exports: module::exports(module, interface),
        parts: module::parts(module),
    };
    let html = page.render();
    html.map(|html| html + "\n")
        .map_err(|error| Error::bug(format!("the page about a module: {error}")))
}

/// What the views are made from.
struct Source<'a> {
    interface: &'a Interface,
    docs: &'a Docs,
    linker: Linker,
    names: Names,
}

impl<'a> Source<'a> {
    fn new(interface: &'a Interface, docs: &'a Docs) -> Self {
        Self { interface, docs, linker: Linker::new(interface), names: Names::new(interface) }
    }

    /// The comment kept under `key`, on what is called `own`.
    fn doc(&self, key: &str, own: &str) -> Prose {
        match self.docs.0.get(key) {
            Some(text) => self.names.prose(text, own),
            None => Prose::default(),
        }
    }
}

/// A place in a header: `zlib.h:230`.
fn origin(origin: &Origin) -> String {
    match origin.file.as_str() {
        "" => String::new(),
        file => format!("{file}:{}", origin.line),
    }
}
