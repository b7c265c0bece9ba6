//! `sandbridge stubs`: just the typed sources of a library's packages.

use std::path::PathBuf;

use sandbridge_bindgen::model::Model;
use sandbridge_bindgen::{Generated, java, node, python};
use sandbridge_interface::Result;

use super::package::{Languages, Source};
use crate::file;
use crate::report::Report;

const EXAMPLES: &str = "\
Examples:
  sandbridge stubs zlib.wasm --python -o typed

The files are those that `sandbridge package` puts into its packages, for programs that carry the
library themselves. Put the module beside them under the name that they load.";

/// Write the typed sources that packages of a library have
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Library to describe
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    #[command(flatten)]
    languages: Languages,

    /// Folder to write to; with several languages each has a folder in it
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,

    /// Show warnings and errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, report: &Report) -> Result<()> {
    let source = Source::read(&args.module)?;
    let input = source.input();
    let model = Model::new(input.interface, input.docs)?;
    let mut chosen: Vec<(&str, Vec<Generated>)> = Vec::new();
    if args.languages.wants(|of| of.python) {
        chosen.push(("python", python::package(&model)));
    }
    if args.languages.wants(|of| of.java) {
        let classes = java::classes(&model)?.into_iter();
        let source = |class: java::ClassFile| Generated {
            path: format!("{}.java", class.path),
            text: class.source,
        };
        chosen.push(("java", classes.map(source).collect()));
    }
    if args.languages.wants(|of| of.node) {
        chosen.push(("node", node::package(&model)));
    }
    let is_single = chosen.len() == 1;
    for (language, files) in &chosen {
        let folder = if is_single { args.output.clone() } else { args.output.join(language) };
        for generated in files {
            let path = folder.join(&generated.path);
            let parent = path.parent().unwrap_or(&folder);
            std::fs::create_dir_all(parent).map_err(|error| file::unwritable(parent, &error))?;
            file::write_atomically(&path, generated.text.as_bytes())?;
            report.finish(&format!("wrote {}", path.display()));
        }
    }
    Ok(())
}
