//! What a call brought: its results by name, as text or as JSON.

use sandbridge_interface::plan::{Access, Lift, Lifted, Plan};
use sandbridge_interface::{Error, Result};
use sandbridge_runtime::Library;
use sandbridge_runtime::dynamic::Value;
use serde::Serialize;

use super::view::{View, view};
use crate::report;

/// What the only result is called.
const RESULT: &str = "result";

/// What a call gave, by name.
pub(super) type Results = Vec<(String, View)>;

/// The results of a call by name; a call of C has one, called `result`, or none.
pub(super) fn results(library: &Library, plan: &Plan, value: Value) -> Results {
    let it = library.interface();
    let Some(program) = &plan.program else {
        return match &plan.lift {
            Lift::Nothing => Vec::new(),
            lift => vec![(RESULT.to_owned(), view(it, lifted(lift).as_ref(), &value))],
        };
    };
    let values = match (program.outcomes.len(), value) {
        (0, _) => Vec::new(),
        (1, one) => vec![one],
        (_, Value::Members(several)) => several.into_iter().map(|(_, value)| value).collect(),
        (_, other) => vec![other],
    };
    let pairs = program.outcomes.iter().zip(&values);
    pairs
        .map(|(outcome, value)| {
            let access = match &outcome.value {
                Lifted::Direct { lift, .. } => lifted(lift),
                Lifted::Object { value, .. } => Some(value.clone()),
                Lifted::Elements { element, stride, .. } => {
                    let element = Box::new(element.clone());
                    Some(Access::Array { element, count: 0, stride: *stride })
                }
                Lifted::Bytes { .. }
                | Lifted::Text { .. }
                | Lifted::Texts { .. }
                | Lifted::Handle { .. }
                | Lifted::Handles { .. }
                | Lifted::Leased { .. } => None,
            };
            (outcome.name.clone(), view(it, access.as_ref(), value))
        })
        .collect()
}

/// The form of the C object that a result was.
fn lifted(lift: &Lift) -> Option<Access> {
    match lift {
        Lift::Number { number, enumeration } => {
            Some(Access::Number { number: *number, enumeration: *enumeration })
        }
        Lift::Single { record, .. } => Some(Access::Record { record: *record }),
        Lift::Area { value, .. } => Some(value.clone()),
        Lift::Nothing
        | Lift::Text { .. }
        | Lift::Pointer { .. }
        | Lift::Callback { .. }
        | Lift::Wide { .. } => None,
    }
}

#[derive(Serialize)]
struct Json<'a> {
    /// One result as it is, several by name.
    result: &'a View,
    /// What C left behind pointers, by parameter.
    written: &'a View,
}

/// Shows results, and what C left behind pointers.
pub(super) fn print(
    library: &Library,
    results: &[(String, View)],
    written: &[(&str, Value, Access)],
    as_json: bool,
) -> Result<()> {
    let it = library.interface();
    let written: Vec<(String, View)> = written
        .iter()
        .map(|(name, value, access)| ((*name).to_owned(), view(it, Some(access), value)))
        .collect();
    if as_json {
        let result = match results {
            [] => &View::Null,
            [(_, one)] => one,
            several => &View::Members(several.to_vec()),
        };
        let json = Json { result, written: &View::Members(written) };
        let mut text = serde_json::to_string_pretty(&json)
            .map_err(|error| Error::bug(format!("the results as JSON: {error}")))?;
        text.push('\n');
        report::output(text.as_bytes());
        return Ok(());
    }
    let mut text = String::new();
    match results {
        // Text that stands alone is what the caller asked for, and not to be quoted.
        [(_, View::Text(alone))] => text.push_str(&format!("{alone}\n")),
        [(_, alone)] => text.push_str(&format!("{}\n", alone.text())),
        several => {
            for (name, value) in several {
                text.push_str(&format!("{name} = {}\n", value.text()));
            }
        }
    }
    for (name, value) in &written {
        text.push_str(&match value {
            View::List(items) if items.len() == 1 => format!("*{name} = {}\n", items[0].text()),
            value => format!("{name} = {}\n", value.text()),
        });
    }
    report::output(text.as_bytes());
    Ok(())
}
