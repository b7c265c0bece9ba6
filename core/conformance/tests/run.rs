//! One trial per case: every step goes as its vector says, but for the expected failures, which
//! must fail.

use std::collections::BTreeMap;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use sandbridge_conformance::{Case, cases, expected_failures, run};

fn main() -> ExitCode {
    let (cases, expected) = match (cases(), expected_failures("rust")) {
        (Ok(cases), Ok(expected)) => (cases, expected),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut trials = vec![{
        let (cases, expected) = (cases.clone(), expected.clone());
        Trial::test("expected_failures_name_steps", move || entries_name_steps(&cases, &expected))
    }];
    for case in cases {
        let expected = expected.clone();
        let name = case.name.clone();
        trials.push(Trial::test(name, move || check(&case, &expected)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn check(case: &Case, expected: &BTreeMap<String, String>) -> Result<(), Failed> {
    let failures = run(case);
    let mut wrong: Vec<String> = failures
        .iter()
        .filter(|failure| !expected.contains_key(&failure.step))
        .map(|failure| format!("{}: {}", failure.step, failure.what))
        .collect();
    let prefix = format!("{}/", case.name);
    for (step, reason) in expected.iter().filter(|(step, _)| step.starts_with(&prefix)) {
        if !failures.iter().any(|failure| failure.step == *step) {
            wrong.push(format!("{step}: it passes, but was expected to fail: {reason}"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn entries_name_steps(cases: &[Case], expected: &BTreeMap<String, String>) -> Result<(), Failed> {
    let exists = |entry: &str| {
        cases.iter().any(|case| {
            case.steps.iter().any(|step| {
                step["name"].as_str().is_some_and(|name| format!("{}/{name}", case.name) == entry)
            })
        })
    };
    match expected.keys().find(|entry| !exists(entry)) {
        Some(entry) => {
            Err(format!("expected-failures.toml names `{entry}`, which no case has").into())
        }
        None => Ok(()),
    }
}
