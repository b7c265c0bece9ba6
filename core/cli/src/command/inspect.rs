//! `sandbridge inspect`: what a module offers and asks for, as text, as JSON or as a page.

mod c_layer;
mod packages;
mod text;

use std::collections::BTreeMap;
use std::path::PathBuf;

use sandbridge_bindgen::model::Model;
use sandbridge_interface::{Docs, Error, Interface, Result, section};
use serde::Serialize;

use crate::described::undescribed;
use crate::module::Module;
use crate::offer::Offer;
use crate::{file, page, report};
use text::Shown;

const EXAMPLES: &str = "\
Examples:
  sandbridge inspect zlib.wasm
  sandbridge inspect zlib.wasm --c
  sandbridge inspect sqlite.wasm bind column_text
  sandbridge inspect zlib.wasm --json > zlib.json
  sandbridge inspect zlib.wasm --html -o zlib.html

The JSON has the members `name`; `module` (sizes in bytes, memory in pages of 64 KiB, imports,
exported functions with their WebAssembly types); `packages` (what packages of a library with facts
have: classes with their methods, functions, errors, host functions); `interface` (types, records,
enums, signatures, functions, constants, globals; types refer to each other by position); and `docs`
(comments by path: `crc32`, `struct z_stream_s.next_in`).";

/// Show what a library offers and what it asks for
///
/// Lists what packages of the library have: classes, functions with what they take and give, errors.
/// Without facts, and with --c, it lists what C has: prototypes, structs with the offsets of their
/// members, enums, constants. Then come the capabilities that the module imports. Nothing of the
/// module is run.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Module to show
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// Show only what has one of these words in its name, with its whole comment
    #[arg(value_name = "WORDS", conflicts_with_all = ["json", "html"])]
    words: Vec<String>,

    /// Show what C has, whatever the facts say
    #[arg(long, conflicts_with_all = ["json", "html"])]
    c: bool,

    /// Print everything as JSON
    #[arg(long)]
    json: bool,

    /// Write a page for a browser: classes, prototypes, layouts drawn to scale, how each language
    /// calls it
    #[arg(long, conflicts_with = "json")]
    html: bool,

    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let bytes = file::read(&args.module)?;
    let named = |error: Error| error.context(args.module.display());
    let module = Module::read(&bytes).map_err(named)?;
    let interface = section::read(&bytes).map_err(named)?;
    let docs = section::read_docs(&bytes).map_err(named)?;
    let model = interface.as_ref().map(|interface| Model::new(interface, &docs)).transpose();
    let model = model.map_err(named)?;
    let text = match (args.json, args.html) {
        (true, _) => json(&module, model.as_ref(), &docs)?,
        (_, true) => page::html(&args.module, &module, model.as_ref(), &docs)?,
        (false, false) => {
            let shown = Shown {
                path: &args.module,
                module: &module,
                docs: &docs,
                words: &args.words,
                // Lines are broken for people alone: programs look for whole ones.
                width: args.output.is_none().then(report::width).flatten(),
            };
            text::text(&shown, model.as_ref(), args.c)?
        }
    };
    match &args.output {
        Some(output) => file::write_atomically(output, text.as_bytes())?,
        None => report::output(text.as_bytes()),
    }
    match interface {
        None if !args.json && !args.html => Err(undescribed(&args.module)),
        _ => Ok(()),
    }
}

#[derive(Serialize)]
struct Json<'a> {
    name: Option<&'a str>,
    module: ModuleJson<'a>,
    packages: Option<Offer>,
    interface: Option<&'a Interface>,
    docs: &'a Docs,
}

#[derive(Serialize)]
struct ModuleJson<'a> {
    size: usize,
    code: usize,
    data: usize,
    sections: BTreeMap<&'a str, usize>,
    memory: Option<(u64, Option<u64>)>,
    imports: Vec<ImportJson<'a>>,
    functions: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct ImportJson<'a> {
    module: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    ty: Option<String>,
}

fn json(module: &Module<'_>, model: Option<&Model<'_>>, docs: &Docs) -> Result<String> {
    let interface = model.map(|model| model.interface);
    let with_facts = model.filter(|model| !model.interface.facts.is_empty());
    let imports = module.imports.iter().map(|import| ImportJson {
        module: import.module,
        name: import.name,
        ty: import.signature.as_ref().map(ToString::to_string),
    });
    let json = Json {
        name: interface.map(|interface| interface.name.as_str()),
        module: ModuleJson {
            size: module.size,
            code: module.code,
            data: module.data,
            sections: module.custom.iter().copied().collect(),
            memory: module.memory,
            imports: imports.collect(),
            functions: module.functions().map(|(name, ty)| (name, ty.to_string())).collect(),
        },
        packages: with_facts.map(Offer::new),
        interface,
        docs,
    };
    let mut text = serde_json::to_string_pretty(&json)
        .map_err(|error| Error::bug(format!("the interface as JSON: {error}")))?;
    text.push('\n');
    Ok(text)
}
