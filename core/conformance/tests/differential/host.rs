//! Words and paths as a Rust host has them.

use sandbridge_conformance::random::{Form, Leaf, Part, Words};
use sandbridge_interface::plan::Number;
use sandbridge_runtime::dynamic::{Array, Step, Value};

/// The value of a leaf, with a word for each of its lanes. `places` are the pointers that the
/// library has, null first.
pub(crate) fn value(leaf: &Leaf, words: &[Words], places: &[Value]) -> Value {
    match words {
        [word] if leaf.basic.lanes == 1 => one(leaf.basic.form, *word, places),
        _ => Value::List(words.iter().map(|word| one(leaf.basic.form, *word, places)).collect()),
    }
}

fn one(form: Form, word: Words, places: &[Value]) -> Value {
    let halves = (word as u64, (word >> 64) as u64);
    let float = |bits: u64| f64::from(f32::from_bits(bits as u32));
    match form {
        Form::Bool => Value::Bool(word != 0),
        Form::Int { signed: true, .. } => Value::Int(word as i128),
        Form::Int { .. } => i128::try_from(word).map_or(Value::Uint(word), Value::Int),
        Form::F32 => Value::Float(float(halves.0)),
        Form::F64 => Value::Float(f64::from_bits(halves.0)),
        Form::F128 => Value::Quad(word.to_le_bytes()),
        Form::C32 => Value::Complex(float(halves.0), float(halves.1)),
        Form::C64 => Value::Complex(f64::from_bits(halves.0), f64::from_bits(halves.1)),
        Form::Pointer => places[word as usize].clone(),
    }
}

/// The path of a leaf.
pub(crate) fn steps(leaf: &Leaf) -> Vec<Step<'_>> {
    let steps = leaf.path.iter().map(|part| match part {
        Part::Member(name) => Step::Member(name),
        Part::Index(index) => Step::Index(*index),
    });
    steps.collect()
}

/// Words as C has them.
pub(crate) fn array(words: &[Words]) -> Value {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    Value::Array(Array::from_bytes(Number::I32, bytes))
}

/// Room for so many words.
pub(crate) fn room(count: usize) -> Value {
    array(&vec![0; count.max(1)])
}
