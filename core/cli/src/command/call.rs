//! `sandbridge call`.
use sandbridge_interface::Result;
#[derive(Debug, clap::Args)]
pub(crate) struct Args { #[arg()] module: std::path::PathBuf }
pub(crate) fn run(_: &Args) -> Result<()> { Ok(()) }
