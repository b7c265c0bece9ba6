//! What packages and typed sources are asked for with: a library, languages, a folder.

use std::path::PathBuf;

use sandbridge_interface::Result;

use crate::described::Described;

/// The arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Library made by `sandbridge build` or `sandbridge bind`
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// For Python alone, or with the others that are named
    #[arg(long)]
    python: bool,

    /// For Java
    #[arg(long)]
    java: bool,

    /// For Node
    #[arg(long)]
    node: bool,

    /// Folder to write to
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,

    /// Show warnings and errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// A language that things are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Python,
    Java,
    Node,
}

impl Wanted {
    /// The library.
    pub(crate) fn library(&self) -> Result<Described> {
        Described::read(&self.module)
    }

    /// The languages that were named, or all.
    pub(crate) fn languages(&self) -> Vec<Language> {
        let named = [
            (self.python, Language::Python),
            (self.java, Language::Java),
            (self.node, Language::Node),
        ];
        let is_any = named.iter().any(|(is_named, _)| *is_named);
        named
            .into_iter()
            .filter_map(|(is_named, language)| (is_named || !is_any).then_some(language))
            .collect()
    }
}
