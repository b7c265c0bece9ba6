//! Values as words: four `int` for each, low bits first.

use super::generate::Random;
use super::leaf::Leaf;
use super::model::Form;

/// One value: an integer sign- or zero-extended to 128 bits, the bits of a floating number, a
/// complex number's parts in 64 bits each, a pointer's place from 1 or 0 for null.
pub type Words = u128;

/// A random value for each lane of a leaf, often one at the ends of its range.
pub fn random(random: &mut Random, leaf: &Leaf) -> Vec<Words> {
    (0..leaf.basic.lanes).map(|_| one(random, leaf.basic.form, leaf.width)).collect()
}

fn one(random: &mut Random, form: Form, width: Option<u32>) -> Words {
    let bits = u128::from(random.bits()) << 64 | u128::from(random.bits());
    match form {
        Form::Bool => bits & 1,
        Form::Int { bits: own, signed } => {
            let unused = 128 - width.unwrap_or(own).clamp(1, 128);
            let top = match random.below(6) {
                0 => 0,
                1 => u128::MAX,
                2 => 1 << 127,
                3 => u128::MAX >> 1,
                _ => bits,
            };
            let low = top >> unused << unused;
            if signed { ((low as i128) >> unused) as u128 } else { low >> unused }
        }
        Form::F32 => u128::from(float(random).to_bits()),
        Form::F64 => u128::from(double(random).to_bits()),
        // Any bits but those of infinities and what is not a number.
        Form::F128 => bits & !(1 << 112),
        Form::C32 => {
            u128::from(float(random).to_bits()) | u128::from(float(random).to_bits()) << 64
        }
        Form::C64 => {
            u128::from(double(random).to_bits()) | u128::from(double(random).to_bits()) << 64
        }
        Form::Pointer => bits % 5,
    }
}

fn float(random: &mut Random) -> f32 {
    let value = f32::from_bits(random.bits() as u32);
    if value.is_finite() { value } else { -0.5 }
}

fn double(random: &mut Random) -> f64 {
    let value = f64::from_bits(random.bits());
    if value.is_finite() { value } else { -0.5 }
}
