//! A part of the random programs as ordinary cases, so that every language runs it.

use serde_json::{Value as Json, json};

use super::generate::{Random, program};
use super::leaf::{Leaf, Part, leaves};
use super::model::{Form, Program, Ty};
use super::source::{header, implementation};
use super::word::{Words, random};

/// The sample is the same in every version, so that a failure can be spoken about.
const SEED: u64 = 0x5eed_0003;
const CASES: usize = 5;
/// Of records, and of signatures, in each case.
const EACH: usize = 20;

/// One file below `cases`.
#[derive(Debug)]
pub struct File {
    /// `random-records-1/case.h`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// All files of the sample but the modules, which `build` makes: 100 records and 100 signatures.
pub fn sample() -> Vec<File> {
    let mut files = Vec::new();
    for case in 0..CASES {
        let records = program(SEED + case as u64, EACH, 0, false);
        let mut random = Random::new(SEED + case as u64);
        let about = "random records: C sees what the host writes, and the other way round";
        let steps = (0..EACH).flat_map(|number| record_steps(&records, number, &mut random));
        let steps = steps.collect();
        files.extend(files_of(&format!("random-records-{}", case + 1), &records, about, steps));
        let calls = program(SEED + 100 + case as u64, 8, EACH, false);
        let about = "random functions: C gets every argument and gives one back";
        let steps = (0..EACH).flat_map(|number| call_steps(&calls, number, &mut random));
        let steps = steps.collect();
        files.extend(files_of(&format!("random-calls-{}", case + 1), &calls, about, steps));
    }
    files
}

fn files_of(name: &str, program: &Program, about: &str, steps: Vec<Json>) -> [File; 3] {
    let lines: Vec<String> = steps.iter().map(|step| format!("    {step}")).collect();
    let vectors =
        format!("{{\n  \"about\": \"{about}\",\n  \"steps\": [\n{}\n  ]\n}}\n", lines.join(",\n"));
    let file = |file: &str, text| File { path: format!("{name}/{file}"), text };
    [
        file("case.h", header(program, false)),
        file("case.c", implementation(program)),
        file("vectors.json", vectors),
    ]
}

/// C fills and the host reads; the host fills and C reads.
fn record_steps(program: &Program, number: usize, source: &mut Random) -> Vec<Json> {
    let mut steps = Vec::new();
    let ty = Ty::Record(number);
    for which in alternatives(program, &ty) {
        let leaves = leaves(program, &ty, which);
        if leaves.is_empty() {
            continue;
        }
        let words: Vec<Words> = leaves.iter().flat_map(|leaf| random(source, leaf)).collect();
        let id = format!("{number}-{which}");
        let new = json!({"record": format!("T{number}")});
        steps.push(json!({"name": format!("make-{id}"), "let": "x", "value": new}));
        let args = json!([{"ref": "x"}, array(&words), which]);
        steps.push(
            json!({"name": format!("fill-{id}"), "call": format!("fill_{number}"), "args": args}),
        );
        for (index, (leaf, word)) in leaves.iter().zip(&words).enumerate() {
            let (path, value) = (path(leaf), value(leaf, *word));
            let name = format!("get-{id}-{index}");
            steps.push(json!({"name": name, "get": "x", "path": path, "returns": value}));
        }
        steps.push(json!({"name": format!("new-{id}"), "let": "y", "value": new}));
        set_steps(&mut steps, "y", &id, &leaves, &words);
        let mut zeros = array(&vec![0; words.len()]);
        zeros["as"] = json!("v");
        let args = json!([{"ref": "y"}, zeros, which]);
        steps.push(
            json!({"name": format!("read-{id}"), "call": format!("read_{number}"), "args": args}),
        );
        steps.push(json!({"name": format!("seen-{id}"), "check": "v", "is": array(&words)}));
    }
    steps
}

fn call_steps(program: &Program, number: usize, source: &mut Random) -> Vec<Json> {
    let signature = &program.signatures[number];
    let mut steps = Vec::new();
    let (mut args, mut all, mut expected) = (Vec::new(), Vec::new(), None);
    for (index, ty) in signature.params.iter().enumerate() {
        let leaves = leaves(program, ty, signature.which);
        let words: Vec<Words> = leaves.iter().flat_map(|leaf| random(source, leaf)).collect();
        match ty {
            Ty::Record(record) => {
                let (name, id) = (format!("a{index}"), format!("{number}-{index}"));
                let new = json!({"record": format!("T{record}")});
                steps.push(json!({"name": format!("make-{id}"), "let": name, "value": new}));
                set_steps(&mut steps, &name, &id, &leaves, &words);
                args.push(json!({"ref": name}));
            }
            Ty::Basic(_) => args.push(value(&leaves[0], words[0])),
        }
        all.extend_from_slice(&words);
        if signature.returned == Some(index) {
            expected = Some((ty, leaves, words));
        }
    }
    let mut zeros = array(&vec![0; all.len().max(1)]);
    zeros["as"] = json!("v");
    args.push(zeros);
    let mut call =
        json!({"name": format!("call-{number}"), "call": format!("s{number}"), "args": args});
    match &expected {
        None => call["returns"] = Json::Null,
        Some((Ty::Basic(_), leaves, words)) => call["returns"] = value(&leaves[0], words[0]),
        Some(_) => call["as"] = json!("r"),
    }
    steps.push(call);
    if !all.is_empty() {
        steps.push(json!({"name": format!("seen-{number}"), "check": "v", "is": array(&all)}));
    }
    if let Some((Ty::Record(_), leaves, words)) = expected {
        for (index, (leaf, word)) in leaves.iter().zip(&words).enumerate() {
            let name = format!("result-{number}-{index}");
            let (path, value) = (path(leaf), value(leaf, *word));
            steps.push(json!({"name": name, "get": "r", "path": path, "returns": value}));
        }
    }
    steps
}

fn set_steps(steps: &mut Vec<Json>, name: &str, id: &str, leaves: &[Leaf], words: &[Words]) {
    for (index, (leaf, word)) in leaves.iter().zip(words).enumerate() {
        let (path, value) = (path(leaf), value(leaf, *word));
        let step = format!("set-{id}-{index}");
        steps.push(json!({"name": step, "set": name, "path": path, "value": value}));
    }
}

/// The members of unions that are looked at, each once, but no more than four.
pub fn alternatives(program: &Program, ty: &Ty) -> Vec<usize> {
    let mut seen = Vec::new();
    let mut chosen = Vec::new();
    for which in 0..4 {
        let paths: Vec<_> = leaves(program, ty, which).into_iter().map(|leaf| leaf.path).collect();
        if !seen.contains(&paths) {
            seen.push(paths);
            chosen.push(which);
        }
    }
    chosen
}

fn path(leaf: &Leaf) -> Json {
    let part = |part: &Part| match part {
        Part::Member(name) => json!(name),
        Part::Index(index) => json!(index),
    };
    leaf.path.iter().map(part).collect()
}

fn value(leaf: &Leaf, words: Words) -> Json {
    match leaf.basic.form {
        Form::Bool => json!(words != 0),
        // Hosts take a bit-field's width for its type's.
        Form::Int { bits, .. } if leaf.width.unwrap_or(bits) <= 32 => json!(words as i64),
        Form::Int { .. } => json!({"int": (words as i128).to_string()}),
        Form::F32 => float(f32::from_bits(words as u32).into()),
        _ => float(f64::from_bits(words as u64)),
    }
}

/// Every finite number has such a form, and reading it gives that number again.
fn float(value: f64) -> Json {
    json!({"float": format!("{value:e}")})
}

fn array(words: &[Words]) -> Json {
    let split = |word: &Words| [0, 32, 64, 96].map(|shift| (*word >> shift) as i32);
    let values: Vec<i32> = words.iter().flat_map(split).collect();
    json!({"array": "i32", "values": values})
}
