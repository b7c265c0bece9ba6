//! `sandbridge inspect`: what a module offers and asks for, as text, as JSON or as a page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use console::style;
use indicatif::HumanBytes;
use sandbridge_interface::{Code, Docs, Error, Interface, RecordId, Result, plan, section, spell};
use serde::Serialize;

use crate::module::Module;
use crate::{capability, file, page, report};

const PAGE: u64 = 64 << 10;

const EXAMPLES: &str = "\
Examples:
  sandbridge inspect zlib.wasm
  sandbridge inspect zlib.wasm --json > zlib.json
  sandbridge inspect zlib.wasm --html -o zlib.html

The JSON has the members `name`; `module` (sizes in bytes, memory in pages of 64 KiB, imports,
exported functions with their WebAssembly types); `interface` (types, records, enums, signatures,
functions, constants, globals; types refer to each other by position); and `docs` (comments by
path: `crc32`, `struct z_stream_s.next_in`).";

/// Show what a library offers and what it asks for
///
/// Lists functions with their C prototypes, structs with the offsets of their members, enums,
/// constants, and the capabilities that the module imports. Nothing of the module is run.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Module to show
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// Print the complete interface as JSON
    #[arg(long)]
    json: bool,

    /// Write a page for a browser: prototypes, layouts drawn to scale, how each language calls it
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
    let text = match (args.json, args.html) {
        (true, _) => json(&module, interface.as_ref(), &docs)?,
        (_, true) => page::html(&args.module, &module, interface.as_ref(), &docs)?,
        (false, false) => text(&args.module, &module, interface.as_ref(), &docs),
    };
    match &args.output {
        Some(output) => file::write_atomically(output, text.as_bytes())?,
        None => report::output(text.as_bytes()),
    }
    if interface.is_none() && !args.json && !args.html {
        return Err(Error::new(
            Code::NoInterface,
            format!("{} carries no C interface", args.module.display()),
        )
        .with_help("add one: sandbridge bind <MODULE> --header <FILE>"));
    }
    Ok(())
}

#[derive(Serialize)]
struct Json<'a> {
    name: Option<&'a str>,
    module: ModuleJson<'a>,
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

fn json(module: &Module<'_>, interface: Option<&Interface>, docs: &Docs) -> Result<String> {
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
        interface,
        docs,
    };
    let mut text = serde_json::to_string_pretty(&json)
        .map_err(|error| Error::bug(format!("the interface as JSON: {error}")))?;
    text.push('\n');
    Ok(text)
}

fn text(path: &Path, module: &Module<'_>, interface: Option<&Interface>, docs: &Docs) -> String {
    let mut page = Page { text: String::new() };
    let name = interface.map_or("no interface", |interface| interface.name.as_str());
    page.line(format!("{}  {}", style(name).bold(), path.display()));
    page.line(format!(
        "{}: code {}, data {}; memory from {}",
        HumanBytes(module.size as u64),
        HumanBytes(module.code as u64),
        HumanBytes(module.data as u64),
        module.memory.map_or("none".into(), |(start, _)| HumanBytes(start * PAGE).to_string()),
    ));
    match interface {
        Some(interface) => page.interface(interface, docs),
        None => {
            page.heading("exported functions", module.functions().count());
            for (name, ty) in module.functions() {
                page.line(format!("  {name} {ty}"));
            }
        }
    }
    page.imports(module);
    page.text
}

/// The text while it is made.
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    fn heading(&mut self, what: &str, count: usize) {
        self.line(format!("\n{} ({count})", style(what).bold().underlined()));
    }

    fn doc(&mut self, docs: &Docs, key: &str, indent: usize) {
        if let Some(sentence) = docs.0.get(key).and_then(|text| first_line(text)) {
            self.line(format!("{:indent$}{}", "", style(sentence).dim()));
        }
    }

    fn interface(&mut self, interface: &Interface, docs: &Docs) {
        self.heading("functions", interface.functions.len());
        for function in &interface.functions {
            self.line(format!("  {};", spell::prototype(interface, function)));
            self.doc(docs, &function.name, 6);
        }
        self.records(interface, docs);
        self.enums(interface, docs);
        if !interface.constants.is_empty() {
            self.heading("constants", interface.constants.len());
            for constant in &interface.constants {
                self.line(format!("  {} = {}", constant.name, page::value_text(&constant.value)));
            }
        }
        if !interface.globals.is_empty() {
            self.heading("variables", interface.globals.len());
            for global in &interface.globals {
                let qualifier = if global.is_const { "const " } else { "" };
                let declared = spell::declare(interface, global.ty, &global.name);
                self.line(format!("  {qualifier}{declared};"));
                self.doc(docs, &global.name, 6);
            }
        }
    }

    fn records(&mut self, interface: &Interface, docs: &Docs) {
        if interface.records.is_empty() {
            return;
        }
        self.heading("structs and unions", interface.records.len());
        for (index, record) in interface.records.iter().enumerate() {
            let id = RecordId(u32::try_from(index).unwrap_or(u32::MAX));
            let name = spell::record_name(interface, id);
            let Some(shape) = plan::shape(interface, id) else {
                self.line(format!("  {name}  (opaque)"));
                self.doc(docs, &name, 6);
                continue;
            };
            let layout = record.layout.map_or((0, 0), |layout| (layout.size, layout.align));
            self.line(format!("  {name}  size {}, align {}", layout.0, layout.1));
            self.doc(docs, &name, 6);
            for member in &shape.members {
                let bits = match member.access {
                    plan::Access::Bits { shift, width, .. } => {
                        format!(" : {width}  (bit {shift})")
                    }
                    _ => String::new(),
                };
                self.line(format!("  {:>6}  {}{bits}", member.offset, member.declaration));
            }
        }
    }

    fn enums(&mut self, interface: &Interface, docs: &Docs) {
        if interface.enums.is_empty() {
            return;
        }
        self.heading("enums", interface.enums.len());
        for enumeration in &interface.enums {
            let name = match (&enumeration.name, enumeration.is_tag) {
                (Some(name), true) => format!("enum {name}"),
                (Some(name), false) => name.clone(),
                (None, _) => "enum".to_owned(),
            };
            self.line(format!("  {name}: {}", enumeration.repr.spelling()));
            self.doc(docs, &name, 6);
            for variant in &enumeration.variants {
                self.line(format!("      {} = {}", variant.name, variant.value));
            }
        }
    }

    fn imports(&mut self, module: &Module<'_>) {
        let asked = capability::asked(module);
        self.heading("asks its host for", asked.len());
        for (what, imports) in asked {
            let names: Vec<_> = imports.iter().map(|import| import.name).collect();
            self.line(format!("  {}: {}", what.name(), names.join(", ")));
        }
    }
}

/// The first line of a comment that says something.
fn first_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| line.chars().any(char::is_alphanumeric))
}
