//! Values of constant expressions and C's arithmetic on them.

use sandbridge_interface::Scalar;

/// A value; arithmetic never fails, it gives [`Value::Unknown`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// An integer of an integer type.
    Integer(i128, Scalar),
    /// A number of a floating type.
    Float(f64, Scalar),
    /// The bytes of a string literal.
    Text(Vec<u8>),
    /// What no constant expression can tell.
    Unknown,
}

impl Value {
    /// An `int`.
    pub(crate) fn int(value: i128) -> Self {
        Self::Integer(value, Scalar::Int)
    }

    /// A `size_t`.
    pub(crate) fn size(value: u32) -> Self {
        Self::Integer(i128::from(value), Scalar::ULong)
    }

    /// Whether an integer type holds a value.
    pub(crate) fn fits(value: i128, scalar: Scalar) -> bool {
        wrap(value, scalar) == value
    }

    /// The integer, when it is one.
    pub(crate) fn integer(&self) -> Option<i128> {
        match self {
            Self::Integer(value, _) => Some(*value),
            _ => None,
        }
    }

    /// Whether it is true in a condition, when that is known.
    pub(crate) fn truth(&self) -> Option<bool> {
        match self {
            Self::Integer(value, _) => Some(*value != 0),
            Self::Float(value, _) => Some(*value != 0.0),
            Self::Text(_) => Some(true),
            Self::Unknown => None,
        }
    }

    /// The type, for `sizeof` and `typeof`.
    pub(crate) fn scalar(&self) -> Option<Scalar> {
        match self {
            Self::Integer(_, scalar) | Self::Float(_, scalar) => Some(*scalar),
            Self::Text(_) | Self::Unknown => None,
        }
    }

    /// Converts to an arithmetic type.
    pub(crate) fn cast(self, to: Scalar) -> Self {
        match self {
            Self::Integer(value, _) if to.is_float() => Self::Float(narrow(value as f64, to), to),
            Self::Float(value, _) if to.is_float() => Self::Float(narrow(value, to), to),
            Self::Integer(value, _) if to == Scalar::Bool => Self::Integer((value != 0).into(), to),
            Self::Float(value, _) if to == Scalar::Bool => Self::Integer((value != 0.0).into(), to),
            Self::Integer(value, _) => Self::Integer(wrap(value, to), to),
            // Out of range is undefined in C; `as` saturates first.
            Self::Float(value, _) => Self::Integer(wrap(value as i128, to), to),
            Self::Text(_) | Self::Unknown => Self::Unknown,
        }
    }

    /// `+`, `-`, `~` and `!` before a value.
    pub(crate) fn unary(self, operator: &str) -> Self {
        if operator == "!" {
            return self.truth().map_or(Self::Unknown, |truth| Self::int((!truth).into()));
        }
        match (operator, self) {
            (operator, Self::Integer(value, scalar)) => {
                let scalar = promote(scalar);
                let result = match operator {
                    "-" => value.wrapping_neg(),
                    "~" => !value,
                    _ => value,
                };
                Self::Integer(wrap(result, scalar), scalar)
            }
            ("-", Self::Float(value, scalar)) => Self::Float(-value, scalar),
            ("+", value @ Self::Float(..)) => value,
            _ => Self::Unknown,
        }
    }

    /// A binary operator other than `&&`, `||` and `,`.
    pub(crate) fn binary(self, operator: &str, other: Self) -> Self {
        if matches!(operator, "<<" | ">>") {
            return self.shift(operator, &other);
        }
        let (Some(left), Some(right)) = (self.scalar(), other.scalar()) else {
            return Self::Unknown;
        };
        let common = common(left, right);
        match (self.cast(common), other.cast(common)) {
            (Self::Integer(a, _), Self::Integer(b, _)) => integers(a, operator, b, common),
            (Self::Float(a, _), Self::Float(b, _)) => floats(a, operator, b, common),
            _ => Self::Unknown,
        }
    }

    fn shift(self, operator: &str, by: &Self) -> Self {
        let (Self::Integer(value, scalar), Some(by)) = (self, by.integer()) else {
            return Self::Unknown;
        };
        let scalar = promote(scalar);
        match u32::try_from(by) {
            Ok(by) if by < scalar.size() * 8 => {
                let shifted = if operator == "<<" { value.wrapping_shl(by) } else { value >> by };
                Self::Integer(wrap(shifted, scalar), scalar)
            }
            _ => Self::Unknown,
        }
    }
}

fn integers(a: i128, operator: &str, b: i128, scalar: Scalar) -> Value {
    let truth = |truth: bool| Value::int(truth.into());
    let result = match operator {
        "+" => a.wrapping_add(b),
        "-" => a.wrapping_sub(b),
        "*" => a.wrapping_mul(b),
        "/" | "%" if b == 0 => return Value::Unknown,
        "/" => a.wrapping_div(b),
        "%" => a.wrapping_rem(b),
        "&" => a & b,
        "|" => a | b,
        "^" => a ^ b,
        "==" => return truth(a == b),
        "!=" => return truth(a != b),
        "<" => return truth(a < b),
        ">" => return truth(a > b),
        "<=" => return truth(a <= b),
        ">=" => return truth(a >= b),
        _ => return Value::Unknown,
    };
    Value::Integer(wrap(result, scalar), scalar)
}

fn floats(a: f64, operator: &str, b: f64, scalar: Scalar) -> Value {
    let truth = |truth: bool| Value::int(truth.into());
    let result = match operator {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "==" => return truth(a == b),
        "!=" => return truth(a != b),
        "<" => return truth(a < b),
        ">" => return truth(a > b),
        "<=" => return truth(a <= b),
        ">=" => return truth(a >= b),
        _ => return Value::Unknown,
    };
    Value::Float(narrow(result, scalar), scalar)
}

/// The integer promotions.
fn promote(scalar: Scalar) -> Scalar {
    if scalar.size() < 4 { Scalar::Int } else { scalar }
}

/// The usual arithmetic conversions.
fn common(a: Scalar, b: Scalar) -> Scalar {
    if a.is_float() || b.is_float() {
        let rank = |scalar: Scalar| if scalar.is_float() { scalar.size() } else { 0 };
        return if rank(a) >= rank(b) { a } else { b };
    }
    let (a, b) = (promote(a), promote(b));
    let rank = |scalar: Scalar| match scalar {
        Scalar::Int | Scalar::UInt => 0,
        Scalar::Long | Scalar::ULong => 1,
        Scalar::LongLong | Scalar::ULongLong => 2,
        _ => 3,
    };
    let (high, low) = if rank(a) >= rank(b) { (a, b) } else { (b, a) };
    if high.is_signed() == low.is_signed() || !high.is_signed() || high.size() > low.size() {
        return high;
    }
    // `long` has no room for all of `unsigned int` here.
    match high {
        Scalar::Int => Scalar::UInt,
        Scalar::Long => Scalar::ULong,
        Scalar::LongLong => Scalar::ULongLong,
        _ => Scalar::UInt128,
    }
}

/// Reduces modulo the type's width. `unsigned __int128` keeps the bits, as `i128` has no more.
fn wrap(value: i128, scalar: Scalar) -> i128 {
    if scalar == Scalar::Bool {
        return (value != 0).into();
    }
    let unused = 128 - scalar.size() * 8;
    if scalar.is_signed() {
        (value << unused) >> unused
    } else {
        ((value as u128) << unused >> unused) as i128
    }
}

fn narrow(value: f64, scalar: Scalar) -> f64 {
    if scalar == Scalar::Float { f64::from(value as f32) } else { value }
}
