//! `sandbridge package`: packages for the languages' registries, from a module alone.

use sandbridge_interface::Result;
use sandbridge_pack::{Archive, Input};

use super::wanted::{Language, Wanted};
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
    #[command(flatten)]
    pub(crate) wanted: Wanted,
}

/// Runs the command.
pub(crate) fn run(Args { wanted }: &Args, report: &Report) -> Result<()> {
    let library = wanted.library()?;
    let input =
        Input { module: &library.module, interface: &library.interface, docs: &library.docs };
    let mut archives: Vec<Archive> = Vec::new();
    for language in wanted.languages() {
        match language {
            Language::Python => archives.push(sandbridge_pack::wheel(&input)?),
            Language::Java => archives.extend(sandbridge_pack::jar(&input)?),
            Language::Node => archives.push(sandbridge_pack::npm(&input)?),
        }
    }
    std::fs::create_dir_all(&wanted.output)
        .map_err(|error| file::unwritable(&wanted.output, &error))?;
    for archive in &archives {
        let path = wanted.output.join(&archive.name);
        file::write_atomically(&path, &archive.bytes)?;
        let size = indicatif::HumanBytes(archive.bytes.len() as u64);
        report.finish(&format!("wrote {} ({size})", path.display()));
    }
    Ok(())
}
