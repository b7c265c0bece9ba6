//! Building expressions: what is known when the library is built is computed then.

use sandbridge_interface::facts::{Binary, Expr, Unary};
use sandbridge_interface::plan::Number;

use super::form::{Form, Typed};

/// What an interface can hold of one expression.
const MAX_NODES: usize = 200;
const MAX_DEPTH: u32 = 30;

/// An operator with one operand.
pub(super) fn unary(operator: Unary, inner: Expr) -> Expr {
    let folded = match (&inner, operator) {
        (Expr::Integer(value), Unary::Negate) => value.checked_neg(),
        (Expr::Integer(value), Unary::Not) => Some((*value == 0).into()),
        (Expr::Integer(value), Unary::Complement) => Some(!value),
        _ => None,
    };
    folded.map_or_else(|| Expr::Unary(operator, Box::new(inner)), Expr::Integer)
}

/// An operator with two operands.
pub(super) fn binary(operator: Binary, left: Expr, right: Expr) -> Expr {
    let folded = match (&left, &right) {
        (Expr::Integer(a), Expr::Integer(b)) => compute(operator, *a, *b),
        _ => None,
    };
    match (folded, operator, &right) {
        (Some(value), ..) => Expr::Integer(value),
        (None, Binary::Add | Binary::Subtract, Expr::Integer(0)) => left,
        _ => Expr::Binary(operator, Box::new(left), Box::new(right)),
    }
}

/// `None` for what is an error when it is computed: that is then one of the call.
fn compute(operator: Binary, a: i128, b: i128) -> Option<i128> {
    let shift = || u32::try_from(b).ok().filter(|bits| *bits < 64);
    Some(match operator {
        Binary::Multiply => a.checked_mul(b)?,
        Binary::Divide => a.checked_div(b)?,
        Binary::Remainder => a.checked_rem(b)?,
        Binary::Add => a.checked_add(b)?,
        Binary::Subtract => a.checked_sub(b)?,
        Binary::ShiftLeft => a.checked_mul(1_i128 << shift()?)?,
        Binary::ShiftRight => a >> shift()?,
        Binary::Less => (a < b).into(),
        Binary::LessOrEqual => (a <= b).into(),
        Binary::Greater => (a > b).into(),
        Binary::GreaterOrEqual => (a >= b).into(),
        Binary::Equal => (a == b).into(),
        Binary::NotEqual => (a != b).into(),
        Binary::BitAnd => a & b,
        Binary::BitXor => a ^ b,
        Binary::BitOr => a | b,
        Binary::And => (a != 0 && b != 0).into(),
        Binary::Or => (a != 0 || b != 0).into(),
    })
}

/// So many times the value.
pub(super) fn times(value: Expr, factor: u32) -> Expr {
    match value {
        Expr::Integer(_) => binary(Binary::Multiply, value, Expr::Integer(factor.into())),
        value => value.times(factor),
    }
}

/// `condition ? then : otherwise`.
pub(super) fn conditional(condition: Expr, then: Expr, otherwise: Expr) -> Expr {
    match condition {
        Expr::Integer(0) => otherwise,
        Expr::Integer(_) => then,
        _ => {
            let [condition, then, otherwise] = [condition, then, otherwise].map(Box::new);
            Expr::Conditional(condition, then, otherwise)
        }
    }
}

/// Whether the operator's value is a truth.
pub(super) fn is_truth(operator: Binary) -> bool {
    Expr::Binary(operator, Box::new(Expr::Result), Box::new(Expr::Result)).is_truth()
}

/// A value as C converts it to an integer type: what does not fit wraps.
pub(super) fn convert(value: Expr, from: Option<Number>, to: Number) -> Expr {
    let Some((least, most)) = to.range() else { return value };
    if let Expr::Integer(number) = value {
        return Expr::Integer(wrapped(number, to, least, most));
    }
    let fits = from.and_then(Number::range).is_some_and(|(low, high)| low >= least && high <= most);
    if fits {
        return value;
    }
    if to == Number::Bool {
        return binary(Binary::NotEqual, value, Expr::Integer(0));
    }
    let masked = binary(Binary::BitAnd, value, Expr::Integer(most - least));
    if least == 0 {
        return masked;
    }
    // Sign extension without a branch.
    let flipped = binary(Binary::BitXor, masked, Expr::Integer(-least));
    binary(Binary::Add, flipped, Expr::Integer(least))
}

fn wrapped(value: i128, to: Number, least: i128, most: i128) -> i128 {
    if to == Number::Bool {
        return (value != 0).into();
    }
    (value - least).rem_euclid(most - least + 1) + least
}

/// C compares after conversion, these expressions by value: what would never hold here but may in C
/// is refused.
pub(super) fn check_comparison(a: &Typed, b: &Typed) -> Result<(), String> {
    for (typed, other) in [(a, b), (b, a)] {
        let (Form::Number(Some(number)), Expr::Integer(value)) = (typed.form, &other.expr) else {
            continue;
        };
        if let Some((0, most)) = number.range()
            && *value < 0
            && number != Number::Bool
        {
            return Err(format!(
                "it is compared with an unsigned number, which is 0 to {most} and never {value}"
            ));
        }
    }
    Ok(())
}

/// Whether an interface cannot hold the expression.
pub(super) fn is_too_large(expr: &Expr) -> bool {
    let mut nodes = 0;
    expr.walk(&mut |_| nodes += 1);
    nodes > MAX_NODES || depth(expr) > MAX_DEPTH
}

fn depth(expr: &Expr) -> u32 {
    let inner = match expr {
        Expr::Integer(_) | Expr::Param(_) | Expr::Result | Expr::This | Expr::Parent => 0,
        Expr::Load { address: inner, .. } | Expr::Cell(inner) | Expr::Unary(_, inner) => {
            depth(inner)
        }
        Expr::Binary(_, left, right) => depth(left).max(depth(right)),
        Expr::Conditional(condition, then, otherwise) => {
            depth(condition).max(depth(then)).max(depth(otherwise))
        }
        Expr::Call { args, .. } => args.iter().map(depth).max().unwrap_or(0),
    };
    inner + 1
}
