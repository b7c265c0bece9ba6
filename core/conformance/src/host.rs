//! Host functions that vectors describe by steps, and the steps that only they need.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use sandbridge_interface::{Error, Result};
use sandbridge_runtime::Library;
use sandbridge_runtime::dynamic::{self, Callable, HostResult, Value};
use serde_json::Value as Json;

use crate::load::unfit;
use crate::world::World;
use crate::{expect, given};

/// An exception of the host's own. No two have the same number.
#[derive(Debug, Clone)]
struct Raised {
    number: u64,
    message: String,
}

impl fmt::Display for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Raised {}

/// The function that `{"callback": steps}` describes: plain, or an object where it has a type.
pub(crate) fn function(world: &World, library: &Library, json: &Json) -> Result<Value> {
    let steps = json["callback"].as_array().cloned().unwrap_or_default();
    let name = json["as"].as_str().map(str::to_owned);
    if let Some(name) = &name {
        world.state().calls.insert(name.clone(), Vec::new());
    }
    let home = world.clone();
    let run = Callable::new(move |args: &[Value]| -> HostResult {
        if let Some(name) = &name {
            let mut state = home.state();
            state.calls.entry(name.clone()).or_default().push(Value::List(args.to_vec()));
        }
        home.with_locals(args.to_vec(), || home.steps(&steps)).map_err(thrown)
    });
    match json["type"].as_str() {
        Some(ty) => dynamic::callback(library, ty, run).map(Value::Callback),
        None => Ok(Value::Function(run)),
    }
}

/// What a closure of a user would return: its own error, not wrapped.
fn thrown(error: Error) -> Box<dyn std::error::Error + Send + Sync> {
    match error.cause().and_then(|cause| cause.downcast_ref::<Raised>()) {
        Some(raised) => Box::new(raised.clone()),
        None => Box::new(error),
    }
}

impl World {
    /// Does steps and gives what the last one gave.
    fn steps(&self, steps: &[Json]) -> Result<Value> {
        steps.iter().try_fold(Value::Null, |_, step| self.outcome(step))
    }

    /// `None` when the error is what `raise` threw last, with this message.
    pub(crate) fn raised_difference(&self, message: &str, error: &Error) -> Option<String> {
        let Some(raised) = error.cause().and_then(|cause| cause.downcast_ref::<Raised>()) else {
            return Some(format!("expected the exception `{message}`, got: {error}"));
        };
        let last = self.state().raised;
        (raised.number != last || raised.message != message)
            .then(|| format!("expected the exception {last}, `{message}`, got {raised:?}"))
    }

    /// The actions for callbacks; `None` when the step is another one.
    pub(crate) fn act_in_callback(&self, library: &Library, step: &Json) -> Option<Result<Value>> {
        let value = |json: &Json| given::value(self, library, json);
        let pair = |key: &str| match step[key].as_array().map(Vec::as_slice) {
            Some([one, other]) => value(one).and_then(|one| Ok((one, value(other)?))),
            _ => Err(unfit(&format!("`{key}` takes two values"))),
        };
        if let Some(json) = step.get("give") {
            return Some(value(json));
        }
        if step.get("add").is_some() {
            return Some(
                pair("add").and_then(|(a, b)| arithmetic(&a, &b, |a, b| a + b, |a, b| a + b)),
            );
        }
        if step.get("mul").is_some() {
            return Some(
                pair("mul").and_then(|(a, b)| arithmetic(&a, &b, |a, b| a * b, |a, b| a * b)),
            );
        }
        if step.get("compare").is_some() {
            return Some(pair("compare").and_then(|(a, b)| compare(&a, &b)));
        }
        if let Some(message) = step["raise"].as_str() {
            let mut state = self.state();
            state.raised += 1;
            let raised = Raised { number: state.raised, message: message.to_owned() };
            return Some(Err(Error::raised(Arc::new(raised))));
        }
        let condition = step.get("when")?;
        Some(value(condition).and_then(|seen| {
            let is_so = expect::difference(self, &step["is"], &seen)?.is_none();
            let steps = step[if is_so { "do" } else { "else" }].as_array();
            self.steps(steps.map(Vec::as_slice).unwrap_or_default())
        }))
    }
}

fn arithmetic(
    one: &Value,
    other: &Value,
    whole: impl Fn(i128, i128) -> i128,
    real: impl Fn(f64, f64) -> f64,
) -> Result<Value> {
    match (one, other) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(whole(*a, *b))),
        _ => Ok(Value::Float(real(float(one)?, float(other)?))),
    }
}

fn compare(one: &Value, other: &Value) -> Result<Value> {
    let order = match (one, other) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => float(one)?.partial_cmp(&float(other)?).unwrap_or(Ordering::Equal),
    };
    Ok(Value::Int(order as i128))
}

fn float(value: &Value) -> Result<f64> {
    match *value {
        Value::Int(value) => Ok(value as f64),
        Value::Float(value) => Ok(value),
        Value::Quad(image) => Ok(sandbridge_interface::wide::quad_to_f64(image)),
        _ => Err(unfit(&format!("{value:?} is no number"))),
    }
}
