//! Kinds of values that expressions have, and where each may stand.

use sandbridge_interface::facts::Expr;
use sandbridge_interface::plan::{Access, Number, may_point};
use sandbridge_interface::{Code, Interface, Type, TypeId, spell};

use super::Fault;

/// An expression and what kind of value it has.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) expr: Expr,
    pub(super) form: Form,
}

/// Kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A number, and the C type that bounds it when one does.
    Number(Option<Number>),
    /// An address, and what lies there when that is known.
    Pointer(Option<TypeId>),
    /// Nothing.
    Void,
}

/// The error for a value of another kind than wanted.
pub(super) fn mismatch(interface: &Interface, at: usize, wanted: &str, form: Form) -> Fault {
    let found = described(interface, form);
    Fault::new(at, Code::FactsType, format!("expected {wanted}, found {found}"))
}

pub(super) fn described(interface: &Interface, form: Form) -> String {
    match form {
        Form::Number(_) => "a number".to_owned(),
        Form::Pointer(Some(to)) => {
            format!("a pointer to `{}`", spell::type_name(interface, to))
        }
        Form::Pointer(None) => "a pointer".to_owned(),
        Form::Void => "nothing".to_owned(),
    }
}

/// The kind of value that an object of type `ty` is; `None` for what no expression can hold.
pub(super) fn form_of(interface: &Interface, ty: TypeId) -> Option<Form> {
    match *interface.resolved(ty) {
        Type::Void => return Some(Form::Void),
        Type::Pointer { to, .. } => return Some(Form::Pointer(Some(to))),
        _ => {}
    }
    match Access::of(interface, ty) {
        Access::Number { number: Number::F32 | Number::F64, .. } => None,
        Access::Number { number, .. } => Some(Form::Number(Some(number))),
        Access::Callback { .. } => Some(Form::Pointer(None)),
        _ => None,
    }
}

/// Whether a value may stand where C has the type `ty`; otherwise what is wrong.
pub(super) fn assignable(interface: &Interface, typed: &Typed, ty: TypeId) -> Result<(), String> {
    let wanted = spell::type_name(interface, ty);
    let found = || Err(format!("expected `{wanted}`, found {}", described(interface, typed.form)));
    match (form_of(interface, ty), typed.form) {
        (Some(Form::Number(Some(number))), Form::Number(_)) => {
            match (&typed.expr, number.range()) {
                (Expr::Integer(value), Some((least, most))) if *value < least || *value > most => {
                    Err(format!("{value} does not fit `{wanted}`"))
                }
                _ => Ok(()),
            }
        }
        (Some(Form::Pointer(Some(to))), Form::Pointer(Some(from))) => {
            if may_point(interface, to, from) { Ok(()) } else { found() }
        }
        (Some(Form::Pointer(_)), Form::Pointer(_)) => Ok(()),
        (Some(Form::Pointer(_)), Form::Number(_)) => match typed.expr {
            Expr::Integer(value) if u32::try_from(value).is_ok() => Ok(()),
            _ => found(),
        },
        _ => found(),
    }
}
