//! From C signatures to plans.

use super::gathering::{Vector, lane, vector};
use super::{Access, Arg, Lift, Lower, Plan, Pointee, PointerPlan, SlotForm};
use crate::{
    Code, Error, Function, Interface, Passing, Result, Scalar, Signature, SignatureId, Type,
    TypeId, abi, layout, spell,
};

/// Decides how `function` is called.
///
/// # Errors
/// [`Code::UnsupportedType`] for a type that no plan covers.
pub fn plan(interface: &Interface, function: &Function) -> Result<Plan> {
    let signature = interface.signature(function.signature);
    let names: Vec<_> = function.params.iter().map(|param| param.name.as_deref()).collect();
    lower_signature(interface, signature, &names, &function.name)
        .map(|plan| Plan { prototype: spell::prototype(interface, function), ..plan })
        .map_err(|error| error.context(&function.name))
}

/// Decides how a function of that type is called through a pointer.
///
/// # Errors
/// [`Code::UnsupportedType`] for a type that no plan covers.
pub fn plan_pointer(interface: &Interface, id: SignatureId, name: &str) -> Result<Plan> {
    lower_signature(interface, interface.signature(id), &[], name)
}

fn lower_signature(
    interface: &Interface,
    signature: &Signature,
    names: &[Option<&str>],
    name: &str,
) -> Result<Plan> {
    let mut lower = Vec::new();
    let mut slot = 0;
    if let abi::LoweredResult::Area(layout) = abi::lower_result(interface, signature.result) {
        lower.push(Lower::Area { slot, layout });
        slot += 1;
    }
    let mut args = Vec::new();
    for (index, &ty) in signature.params.iter().enumerate() {
        let step = lower_param(interface, ty, index as u32, slot)?;
        slot += slots_of(&step);
        lower.push(step);
        args.push(Arg {
            name: names
                .get(index)
                .copied()
                .flatten()
                .map_or_else(|| format!("arg{index}"), str::to_owned),
            spelling: spell::type_name(interface, ty),
            omitted: None,
        });
    }
    if signature.is_variadic {
        lower.push(Lower::Variadic { slot });
        slot += 1;
    }
    Ok(Plan {
        name: name.to_owned(),
        prototype: name.to_owned(),
        args,
        is_variadic: signature.is_variadic,
        slots: slot,
        lower,
        lift: lift_result(interface, signature.result)?,
        program: None,
    })
}

fn lower_param(interface: &Interface, ty: TypeId, arg: u32, slot: u32) -> Result<Lower> {
    let value = Access::of(interface, ty);
    let layout = layout::of(interface, ty);
    let unsupported = || unsupported(interface, ty);
    if let Some(Vector { slots, width, layout }) = vector(interface, ty)? {
        let number = lane(interface, &value).ok_or_else(unsupported)?;
        return Ok(Lower::Lanes { arg, slot, value, layout, number, slots, width });
    }
    Ok(match (abi::lower_param(interface, ty), value) {
        (abi::Lowered::Ignored, _) => Lower::Nothing { arg },
        (_, Access::Number { number, enumeration }) => {
            Lower::Number { arg, slot, number, enumeration }
        }
        (_, Access::Pointer { pointer }) => {
            Lower::Pointer { arg, slot, pointer: pointer_plan(interface, pointer)? }
        }
        (_, Access::Callback { signature }) => Lower::Callback { arg, slot, signature },
        (lowered, Access::Wide { wide, size }) => {
            let slots = match lowered {
                abi::Lowered::Scalar(_) => 1,
                abi::Lowered::Pair => 2,
                _ => 0,
            };
            Lower::Wide { arg, slot, wide, slots, size }
        }
        (abi::Lowered::Address, value) => {
            Lower::Image { arg, slot, value, layout: layout.ok_or_else(unsupported)? }
        }
        (lowered, Access::Record { record }) => Lower::Single {
            arg,
            slot,
            record,
            layout: layout.ok_or_else(unsupported)?,
            number: slot_form(lowered).ok_or_else(unsupported)?,
        },
        _ => return Err(unsupported()),
    })
}

fn slots_of(step: &Lower) -> u32 {
    match *step {
        Lower::Nothing { .. } => 0,
        Lower::Wide { slots, .. } => slots.max(1),
        Lower::Lanes { slots, .. } => slots,
        Lower::Single { number: SlotForm::Pair, .. } => 2,
        Lower::Single { .. }
        | Lower::Number { .. }
        | Lower::Pointer { .. }
        | Lower::Callback { .. }
        | Lower::Image { .. }
        | Lower::Area { .. }
        | Lower::Variadic { .. } => 1,
    }
}

pub(super) fn slot_form(lowered: abi::Lowered) -> Option<SlotForm> {
    Some(match lowered {
        abi::Lowered::Scalar(abi::ValType::I32) => SlotForm::I32,
        abi::Lowered::Scalar(abi::ValType::I64) => SlotForm::I64,
        abi::Lowered::Scalar(abi::ValType::F32) => SlotForm::F32,
        abi::Lowered::Scalar(abi::ValType::F64) => SlotForm::F64,
        abi::Lowered::Scalar(abi::ValType::V128) => SlotForm::V128,
        abi::Lowered::Pair => SlotForm::Pair,
        abi::Lowered::Ignored | abi::Lowered::Lanes { .. } | abi::Lowered::Address => return None,
    })
}

/// What may be given where C has the pointer type `pointer`.
///
/// # Errors
/// A bug error when the type is not a pointer to an object.
pub fn pointer_plan(interface: &Interface, pointer: TypeId) -> Result<PointerPlan> {
    let Type::Pointer { to, is_const } = *interface.resolved(pointer) else {
        return Err(Error::bug("a pointer plan was asked for a type that is no pointer"));
    };
    let target = interface.resolved(to);
    let pointee = match target {
        Type::Void | Type::Scalar(Scalar::Char | Scalar::SChar | Scalar::UChar) => Pointee::Bytes,
        _ => match (Access::of(interface, to), layout::of(interface, to)) {
            (Access::Opaque, _) | (_, None) => Pointee::Opaque,
            (_, Some(layout)) if layout.size == 0 => Pointee::Opaque,
            (element, Some(layout)) => Pointee::Elements { element, layout },
        },
    };
    Ok(PointerPlan {
        pointer,
        to: interface.resolve(to),
        is_const,
        text: is_const && *target == Type::Scalar(Scalar::Char),
        wide_text: if is_const { wide_unit(interface, to) } else { None },
        pointee,
    })
}

/// Bytes of a unit when `ty` goes by one of C's names for wide characters.
fn wide_unit(interface: &Interface, mut ty: TypeId) -> Option<u8> {
    while let Type::Named { name, to } = interface.ty(ty) {
        match name.as_str() {
            "wchar_t" | "char32_t" => return Some(4),
            "char16_t" => return Some(2),
            _ => ty = *to,
        }
    }
    None
}

/// Whether a pointer to `given` may be passed where a pointer to `wanted` is declared: the same
/// type, `void` on either side, or two byte types. Both are resolved ids.
pub fn may_point(interface: &Interface, wanted: TypeId, given: TypeId) -> bool {
    let (wanted, given) = (interface.resolve(wanted), interface.resolve(given));
    wanted == given
        || match (interface.ty(wanted), interface.ty(given)) {
            (Type::Void, _) | (_, Type::Void) => true,
            (Type::Scalar(a), Type::Scalar(b)) => a.size() == 1 && b.size() == 1,
            (a, b) => a == b,
        }
}

/// What becomes of a value of type `ty` in a register.
///
/// # Errors
/// [`Code::UnsupportedType`] for a type that fits no register.
pub fn lift_value(interface: &Interface, ty: TypeId) -> Result<Lift> {
    match lift_result(interface, ty)? {
        Lift::Area { .. } => Err(unsupported(interface, ty)),
        lift => Ok(lift),
    }
}

fn lift_result(interface: &Interface, ty: TypeId) -> Result<Lift> {
    let value = Access::of(interface, ty);
    let unsupported = || unsupported(interface, ty);
    if let abi::LoweredResult::Area(layout) = abi::lower_result(interface, ty) {
        return Ok(Lift::Area { value, layout });
    }
    Ok(match value {
        Access::Number { number, enumeration } => Lift::Number { number, enumeration },
        Access::Pointer { pointer } => {
            let plan = pointer_plan(interface, pointer)?;
            if plan.text { Lift::Text { pointer } } else { Lift::Pointer { pointer, to: plan.to } }
        }
        Access::Callback { signature } => Lift::Callback { signature },
        Access::Wide { wide, .. } => Lift::Wide { wide },
        Access::Vector { .. } => match abi::lower_param(interface, ty) {
            abi::Lowered::Scalar(_) => {
                Lift::Area { value, layout: layout::of(interface, ty).ok_or_else(unsupported)? }
            }
            _ => return Err(unsupported()),
        },
        Access::Record { record } => match interface.record(record).passing {
            Passing::Empty => Lift::Nothing,
            Passing::Single(_) | Passing::Memory => Lift::Single {
                record,
                layout: layout::of(interface, ty).ok_or_else(unsupported)?,
                number: slot_form(abi::lower_param(interface, ty)).ok_or_else(unsupported)?,
            },
        },
        Access::Opaque if *interface.resolved(ty) == Type::Void => Lift::Nothing,
        _ => return Err(unsupported()),
    })
}

pub(super) fn unsupported(interface: &Interface, ty: TypeId) -> Error {
    Error::new(
        Code::UnsupportedType,
        format!("the type `{}` cannot be passed", spell::type_name(interface, ty)),
    )
}
