//! Doing a case's steps and comparing what comes of them.

use sandbridge_interface::{Error, Result};
use sandbridge_runtime::dynamic::Value;
use serde_json::Value as Json;

use crate::vectors::{Case, Failure};
use crate::world::World;
use crate::{expect, load};

/// Does the steps of a case and gives those that did not go as they should.
pub fn run(case: &Case) -> Vec<Failure> {
    let world = World::new(case.folder.clone(), case.options.clone());
    let starts_itself = case.steps.first().is_some_and(|step| step.get("load").is_some());
    if !starts_itself {
        match load::library(&case.folder, &Json::Null, &case.options) {
            Ok(library) => world.state().current = Some(library),
            Err(error) => {
                let step = format!("{}/load", case.name);
                return vec![Failure { step, what: error.to_string() }];
            }
        }
    }
    let failed = |step: &Json| {
        let what = world.check(step)?;
        let name = step["name"].as_str().unwrap_or_default();
        Some(Failure { step: format!("{}/{name}", case.name), what })
    };
    let failures = case.steps.iter().filter_map(failed).collect();
    world.end();
    failures
}

impl World {
    /// Does a step; what is wrong with its outcome.
    fn check(&self, step: &Json) -> Option<String> {
        for _ in 0..step["times"].as_u64().unwrap_or(1) {
            if let Err(error) = self.outcome(step) {
                self.note(format!("failed: {error}"));
            }
            if let Some(notes) = self.notes() {
                return Some(notes);
            }
        }
        None
    }

    /// Does a step and notes what is wrong with its outcome, but for an error that it does not
    /// expect.
    pub(crate) fn outcome(&self, step: &Json) -> Result<Value> {
        let wants_error = step.get("error").is_some() || step.get("raises").is_some();
        let value = match self.act(step) {
            Err(error) if wants_error => {
                if let Some(difference) = self.error_difference(step, &error) {
                    self.note(difference);
                }
                return Ok(Value::Null);
            }
            Err(error) => return Err(error),
            Ok(value) if wants_error => {
                let wanted = step.get("error").unwrap_or(&step["raises"]);
                self.note(format!("expected the error {wanted}, got {value:?}"));
                return Ok(Value::Null);
            }
            Ok(value) => value,
        };
        let expected = match step.get("check") {
            Some(_) => step.get("is"),
            None => step.get("returns"),
        };
        if let Some(expected) = expected
            && let Some(difference) = expect::difference(self, expected, &value)?
        {
            self.note(difference);
        }
        if let Some(name) = step["as"].as_str() {
            self.keep(name, value.clone());
        }
        Ok(value)
    }

    fn error_difference(&self, step: &Json, error: &Error) -> Option<String> {
        match step["raises"].as_str() {
            Some(message) => self.raised_difference(message, error),
            None => expect::error_difference(step, error),
        }
    }
}
