//! `sandbridge facts`: a first facts file for a library, and the check of one.

use std::path::PathBuf;

use sandbridge_extract::{facts_schema, suggest_facts};
use sandbridge_interface::Result;
use sandbridge_interface::facts::Facts;

use crate::described::Described;
use crate::{facts, report};

const EXAMPLES: &str = "\
Examples:
  Write a first facts file, all of it commented out, to read and to correct:
    sandbridge facts zlib.wasm --suggest > zlib.facts.toml

  Check a facts file against a library, without changing it:
    sandbridge facts zlib.wasm --check zlib.facts.toml

  The JSON Schema of facts files, with which editors complete and check them:
    sandbridge facts --schema > facts.schema.json

Facts are put into a library by `sandbridge build` and `sandbridge bind`, with --facts.";

/// Suggest and check facts: what the header cannot say of a library
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Library to look at
    #[arg(value_name = "MODULE", required_unless_present = "schema")]
    module: Option<PathBuf>,

    /// Facts file to check against the library
    #[arg(long, value_name = "FILE", required_unless_present_any = ["schema", "suggest"])]
    check: Option<PathBuf>,

    /// Print a first facts file for the library
    #[arg(long, conflicts_with = "check")]
    suggest: bool,

    /// Print the JSON Schema of facts files
    #[arg(long, conflicts_with_all = ["module", "check", "suggest"])]
    schema: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    if args.schema {
        report::output(facts_schema().as_bytes());
        return Ok(());
    }
    let Some(module) = &args.module else { return Ok(()) };
    let Described { mut interface, docs, .. } = Described::read(module)?;
    let Some(check) = &args.check else {
        interface.facts = Facts::default();
        report::output(suggest_facts(&interface, &docs).as_bytes());
        return Ok(());
    };
    facts::apply_file(&mut interface, check)?;
    let facts = &interface.facts;
    let text = format!(
        "{} is right: {}, {}, {}\n",
        check.display(),
        super::counted(facts.functions.len(), "function"),
        super::counted(facts.handles.len(), "handle"),
        super::counted(facts.callbacks.len(), "callback"),
    );
    report::output(text.as_bytes());
    Ok(())
}
