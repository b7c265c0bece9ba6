//! Files that results and buffers go to: `--out NAME=FILE[:LENGTH]` and `-o FILE`.

use std::path::Path;

use sandbridge_interface::plan::{Lift, Lifted, Plan};
use sandbridge_interface::{Code, Error, Result};

use super::argument::Arguments;
use super::outcome::Results;
use super::view::View;
use crate::report::Report;
use crate::{file, report};

/// Where the bytes of one result or parameter go.
#[derive(Debug, PartialEq, Eq)]
struct Sink {
    /// The result or the parameter.
    name: String,
    file: String,
    length: Option<String>,
}

/// All of a call's files.
pub(super) struct Sinks(Vec<Sink>);

impl Sinks {
    /// Checks before the call that everything named is there.
    pub(super) fn new(plan: &Plan, outs: &[String], output: Option<&str>) -> Result<Self> {
        let mut sinks = outs.iter().map(|out| Sink::parse(out)).collect::<Result<Vec<_>>>()?;
        let given = plan.args.iter().map(|arg| arg.name.as_str());
        let known: Vec<&str> = given.chain(outcomes(plan).map(|(name, _)| name)).collect();
        for Sink { name, file, .. } in &sinks {
            if !known.contains(&name.as_str()) {
                let message = format!(
                    "`--out {name}={file}`: {} has no parameter or result of that name",
                    plan.name
                );
                return Err(Error::new(Code::Usage, message)
                    .with_help(format!("it has: {}", known.join(", "))));
            }
        }
        if let Some(file) = output {
            sinks.push(Sink { name: only(plan)?.to_owned(), file: file.to_owned(), length: None });
        }
        Ok(Self(sinks))
    }

    /// Whether a result goes to a file.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|sink| sink.name == name)
    }

    /// Whether standard output is one of the files, which then has nothing else on it.
    pub(super) fn has_stdout(&self) -> bool {
        self.0.iter().any(|sink| sink.file == "-")
    }

    /// Writes them.
    pub(super) fn write(&self, results: &Results, given: &Arguments<'_>) -> Result<()> {
        let report = Report::new(false);
        for sink in &self.0 {
            let mut bytes = sink.bytes(results, given)?;
            if let Some(length) = &sink.length {
                bytes.truncate(count(length, results, given)?);
            }
            if sink.file == "-" {
                report::output(&bytes);
                continue;
            }
            let size = bytes.len();
            file::write_atomically(Path::new(&sink.file), &bytes)?;
            let plural = if size == 1 { "" } else { "s" };
            report.finish(&format!("wrote {} ({size} byte{plural})", sink.file));
        }
        Ok(())
    }
}

impl Sink {
    fn parse(text: &str) -> Result<Self> {
        let Some((name, rest)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
            return Err(Error::new(Code::Usage, format!("`--out {text}` names no file"))
                .with_help("write it as `--out NAME=FILE`, for example `--out dest=result.bin`"));
        };
        // What follows a colon may be the rest of a path: only a word is a length.
        let is_length = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        let (file, length) = match rest.rsplit_once(':') {
            Some((file, length)) if is_length(length) && !file.is_empty() => {
                (file, Some(length.to_owned()))
            }
            _ => (rest, None),
        };
        Ok(Self { name: name.to_owned(), file: file.to_owned(), length })
    }

    fn bytes(&self, results: &Results, given: &Arguments<'_>) -> Result<Vec<u8>> {
        if let Some((_, value)) = results.iter().find(|(name, _)| *name == self.name) {
            return match value {
                View::Bytes(bytes) => Ok(bytes.clone()),
                View::Text(text) => Ok(text.clone().into_bytes()),
                View::Null => Ok(Vec::new()),
                other => Ok(format!("{}\n", other.text()).into_bytes()),
            };
        }
        given.bytes(&self.name)?.ok_or_else(|| {
            let message = format!(
                "`--out {}={}`: no buffer was given for that parameter",
                self.name, self.file
            );
            Error::new(Code::Usage, message).with_help("give it one with `out:SIZE` or `@FILE`")
        })
    }
}

/// A length that is a number, `ret`, or what a parameter holds after the call.
fn count(word: &str, results: &Results, given: &Arguments<'_>) -> Result<usize> {
    let result = |name: &str| {
        let (_, value) = results.iter().find(|(known, _)| known == name)?;
        match value {
            View::Int(value) | View::Named(value, _) => Some(*value),
            _ => None,
        }
    };
    let value = match word {
        "ret" => result("result"),
        word => given.number(word).or_else(|| result(word)).or_else(|| word.parse().ok()),
    };
    value.and_then(|value| usize::try_from(value).ok()).ok_or_else(|| {
        Error::new(Code::Usage, format!("`{word}` holds no length after the call"))
            .with_help("name a parameter that is a number or points to one, or `ret`")
    })
}

/// The results by name, and whether each is bytes or text.
fn outcomes(plan: &Plan) -> impl Iterator<Item = (&str, bool)> {
    let alone = match (&plan.program, &plan.lift) {
        (None, Lift::Text { .. }) => Some(("result", true)),
        _ => None,
    };
    let known = plan.program.iter().flat_map(|program| &program.outcomes).map(|outcome| {
        let is_data = match &outcome.value {
            Lifted::Bytes { .. } | Lifted::Text { .. } => true,
            Lifted::Direct { lift, .. } => matches!(lift, Lift::Text { .. }),
            _ => false,
        };
        (outcome.name.as_str(), is_data)
    });
    alone.into_iter().chain(known)
}

/// The only result that is bytes or text.
fn only(plan: &Plan) -> Result<&str> {
    let found: Vec<&str> =
        outcomes(plan).filter(|(_, is_data)| *is_data).map(|(name, _)| name).collect();
    let what = match found.as_slice() {
        [one] => return Ok(one),
        [] => "gives no bytes and no text that could be written",
        _ => "gives several results that could be written",
    };
    let error = Error::new(Code::Usage, format!("`-o`: {} {what}", plan.name));
    Err(match found.as_slice() {
        [] => error.with_help("write a parameter's buffer with `--out NAME=FILE`"),
        names => error.with_help(format!("name one with `--out NAME=FILE`: {}", names.join(", "))),
    })
}
