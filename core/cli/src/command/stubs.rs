//! `sandbridge stubs`: just the typed sources of a library's packages.

use sandbridge_bindgen::model::Model;
use sandbridge_bindgen::{Generated, java, node, python};
use sandbridge_interface::Result;

use super::wanted::{Language, Wanted};
use crate::file;
use crate::report::Report;

const EXAMPLES: &str = "\
Examples:
  sandbridge stubs zlib.wasm --python -o typed

The files are those that `sandbridge package` puts into its packages, for programs that carry the
library themselves. Put the module beside them under the name that they load. With several languages
each has a folder of its own in the output folder.";

/// Write the typed sources that packages of a library have
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) wanted: Wanted,
}

/// Runs the command.
pub(crate) fn run(Args { wanted }: &Args, report: &Report) -> Result<()> {
    let library = wanted.library()?;
    let model = Model::new(&library.interface, &library.docs)?;
    let languages = wanted.languages();
    for language in &languages {
        let (name, files) = match language {
            Language::Python => ("python", python::package(&model)),
            Language::Java => ("java", java_sources(&model)?),
            Language::Node => ("node", node::package(&model)),
        };
        let is_alone = languages.len() == 1;
        let folder = if is_alone { wanted.output.clone() } else { wanted.output.join(name) };
        for generated in &files {
            let path = folder.join(&generated.path);
            let parent = path.parent().unwrap_or(&folder);
            std::fs::create_dir_all(parent).map_err(|error| file::unwritable(parent, &error))?;
            file::write_atomically(&path, generated.text.as_bytes())?;
            report.finish(&format!("wrote {}", path.display()));
        }
    }
    Ok(())
}

fn java_sources(model: &Model<'_>) -> Result<Vec<Generated>> {
    let source = |class: java::ClassFile| Generated {
        path: format!("{}.java", class.path),
        text: class.source,
    };
    Ok(java::classes(model)?.into_iter().map(source).collect())
}
