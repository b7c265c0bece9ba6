//! `sandbridge package`: packages for the languages' registries, from a module alone.

use std::path::PathBuf;

use sandbridge_interface::{Code, Docs, Error, Interface, Result, section};
use sandbridge_pack::{Archive, Input};

use crate::file;
use crate::report::Report;

const EXAMPLES: &str = "\
Examples:
  All three languages:
    sandbridge package zlib.wasm -o dist

  One of them:
    sandbridge package zlib.wasm --python -o dist
    pip install dist/zlib_wasm-1.3.1-py3-none-any.whl

Name, version, licence and the rest come from `[package]` in the facts file that the library was
built with. The same library gives the same bytes, on every machine.";

/// Make packages of a library: a wheel, a jar, an npm package
///
/// Each has typed sources with the comments of the C header, the library itself, and its licence.
/// No compiler and no network is needed, and the packages run on every platform.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Library to package
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    #[command(flatten)]
    languages: Languages,

    /// Folder to write to
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,

    /// Show warnings and errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Which languages; all when none is named.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Languages {
    /// For Python: a wheel
    #[arg(long)]
    pub(crate) python: bool,

    /// For Java: a jar, its sources and its pom
    #[arg(long)]
    pub(crate) java: bool,

    /// For Node: an npm package
    #[arg(long)]
    pub(crate) node: bool,
}

impl Languages {
    /// Whether the one that `chosen` reads was named, or none.
    pub(crate) fn wants(self, chosen: impl Fn(&Self) -> bool) -> bool {
        let Self { python, java, node } = self;
        !(python || java || node) || chosen(&self)
    }
}

/// A library as it was read from its file.
pub(crate) struct Source {
    module: Vec<u8>,
    interface: Interface,
    docs: Docs,
}

impl Source {
    /// Reads a library.
    pub(crate) fn read(path: &std::path::Path) -> Result<Self> {
        let module = file::read(path)?;
        let named = |error: Error| error.context(path.display());
        let interface = section::read(&module).map_err(named)?.ok_or_else(|| {
            let message = format!("{} carries no C interface", path.display());
            Error::new(Code::NoInterface, message)
                .with_help("add one: sandbridge bind <MODULE> --header <FILE>")
        })?;
        let docs = section::read_docs(&module).map_err(named)?;
        Ok(Self { module, interface, docs })
    }

    /// What packages are made of.
    pub(crate) fn input(&self) -> Input<'_> {
        Input { module: &self.module, interface: &self.interface, docs: &self.docs }
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args, report: &Report) -> Result<()> {
    let source = Source::read(&args.module)?;
    let input = source.input();
    let mut archives: Vec<Archive> = Vec::new();
    if args.languages.wants(|of| of.python) {
        archives.push(sandbridge_pack::wheel(&input)?);
    }
    if args.languages.wants(|of| of.java) {
        archives.extend(sandbridge_pack::jar(&input)?);
    }
    if args.languages.wants(|of| of.node) {
        archives.push(sandbridge_pack::npm(&input)?);
    }
    std::fs::create_dir_all(&args.output)
        .map_err(|error| file::unwritable(&args.output, &error))?;
    for archive in &archives {
        let path = args.output.join(&archive.name);
        file::write_atomically(&path, &archive.bytes)?;
        let size = indicatif::HumanBytes(archive.bytes.len() as u64);
        report.finish(&format!("wrote {} ({size})", path.display()));
    }
    Ok(())
}
