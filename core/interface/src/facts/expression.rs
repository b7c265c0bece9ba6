//! Expressions of facts: small C expressions whose names are resolved and whose types are checked.
//!
//! They compute with 128 bits, so that no sum of 64-bit values wraps; what still overflows, divides
//! by zero or does not fit where it goes is an error of the call.

use serde::{Deserialize, Serialize};

use crate::plan::Number;

/// An integer or an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expr {
    /// A number: a literal, a constant of the header, `sizeof`.
    Integer(#[serde(with = "crate::section::wide_integer")] i128),
    /// A parameter, by position in [`FunctionFacts::params`](super::FunctionFacts::params); behind
    /// the last of them, how many elements each of them has.
    Param(u32),
    /// What the function returned.
    Result,
    /// The handle that is being closed.
    This,
    /// Its parent.
    Parent,
    /// The number, or the 32 bits of a pointer, at an address: `*p`, `p->member`, `p[i]`.
    Load {
        /// The address.
        address: Box<Expr>,
        /// Bytes behind it.
        offset: u32,
        /// What is there.
        number: Number,
    },
    /// The address of a temporary with the 32 bits of the value: `&self`.
    Cell(Box<Expr>),
    /// An operator with one operand.
    Unary(Unary, Box<Expr>),
    /// An operator with two operands.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `condition ? then : otherwise`.
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A call of an exported function, by position in the interface.
    Call {
        /// Which.
        function: u32,
        /// One for each parameter.
        args: Vec<Expr>,
    },
}

/// Operators with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unary {
    /// `-`
    Negate,
    /// `!`
    Not,
    /// `~`
    Complement,
}

/// Operators with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // C's own operators.
pub enum Binary {
    Multiply,
    Divide,
    Remainder,
    Add,
    Subtract,
    ShiftLeft,
    ShiftRight,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    BitAnd,
    BitXor,
    BitOr,
    And,
    Or,
}

impl Expr {
    /// Whether it is a comparison or the like, whose value is a truth.
    pub fn is_truth(&self) -> bool {
        match self {
            Self::Unary(Unary::Not, _) => true,
            Self::Binary(operator, ..) => matches!(
                operator,
                Binary::Less
                    | Binary::LessOrEqual
                    | Binary::Greater
                    | Binary::GreaterOrEqual
                    | Binary::Equal
                    | Binary::NotEqual
                    | Binary::And
                    | Binary::Or
            ),
            _ => false,
        }
    }

    /// This many times the value.
    pub fn times(self, factor: u32) -> Self {
        match factor {
            1 => self,
            _ => Self::Binary(
                Binary::Multiply,
                Box::new(self),
                Box::new(Self::Integer(factor.into())),
            ),
        }
    }

    /// Calls `visit` with this expression and everything in it.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::Integer(_) | Self::Param(_) | Self::Result | Self::This | Self::Parent => {}
            Self::Load { address: inner, .. } | Self::Cell(inner) | Self::Unary(_, inner) => {
                inner.walk(visit);
            }
            Self::Binary(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Self::Conditional(condition, then, otherwise) => {
                condition.walk(visit);
                then.walk(visit);
                otherwise.walk(visit);
            }
            Self::Call { args, .. } => args.iter().for_each(|arg| arg.walk(visit)),
        }
    }

    /// The parameters that it reads.
    pub fn params(&self) -> Vec<u32> {
        let mut found = Vec::new();
        self.walk(&mut |expr| {
            if let Self::Param(param) = expr {
                found.push(*param);
            }
        });
        found
    }
}
