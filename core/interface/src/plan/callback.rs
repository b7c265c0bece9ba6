//! Plans in the other direction: what a host function gets when C calls it through a function
//! pointer, and what C gets back.

use serde::{Deserialize, Serialize};

use super::gathering::vector;
use super::lowering::{pointer_plan, slot_form, unsupported};
use super::{Access, Lift, Number, PointerPlan, SlotForm, Wide};
use crate::{
    Code, Error, Interface, Layout, Passing, RecordId, Result, SignatureId, Type, TypeId, abi,
    layout, spell,
};

/// How a host function is called from C.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackPlan {
    /// The function type.
    pub signature: SignatureId,
    /// Its C spelling: `int (*)(const void *, const void *)`.
    pub declaration: String,
    /// What the host function is given, in order.
    pub params: Vec<CallbackParam>,
    /// What its result becomes.
    pub result: Return,
}

/// One argument of a host function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackParam {
    /// Its C type as written.
    pub spelling: String,
    /// The first slot, after [`Gathering`](super::Gathering).
    pub slot: u32,
    /// How many slots it takes: 0 for an empty record, 2 for 128 bits.
    pub slots: u32,
    /// What it becomes. [`Lift::Area`] means the object whose address is in the slot.
    pub lift: Lift,
}

/// What a host function's result becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Return {
    /// There is none; whatever the host function returns is ignored.
    Nothing,
    /// A number: range-checked, extended, to the result slot.
    Number {
        /// Its form.
        number: Number,
        /// The enumeration that it belongs to, by position.
        enumeration: Option<u32>,
    },
    /// A typed pointer or null. Nothing is copied, for nobody would free it.
    Pointer {
        /// What may be given.
        #[serde(flatten)]
        pointer: PointerPlan,
    },
    /// A function.
    Callback {
        /// The function type.
        signature: SignatureId,
    },
    /// A wide number of at most 64 bits in the result slot.
    Wide {
        /// Its form.
        #[serde(flatten)]
        wide: Wide,
    },
    /// A record that is one scalar, in the result slot.
    Single {
        /// The record.
        record: RecordId,
        /// Its size.
        layout: Layout,
        /// The form in which it goes.
        number: SlotForm,
    },
    /// An object to be written at the address in the first slot.
    Area {
        /// How it is written.
        value: Access,
        /// Size and alignment.
        layout: Layout,
    },
}

/// Decides how C calls a host function of the type `signature`.
///
/// # Errors
/// [`Code::UnsupportedType`] for `...` and for types that no plan covers.
pub fn callback_plan(interface: &Interface, signature: SignatureId) -> Result<CallbackPlan> {
    let ty = interface.signature(signature);
    let declaration = spell::function_pointer(interface, signature);
    if ty.is_variadic {
        return Err(Error::new(
            Code::UnsupportedType,
            format!("a host function cannot be a `{declaration}`: it has no way to read `...`"),
        ));
    }
    let result = give(interface, ty.result)?;
    // The address of an area for the result comes first: C's, or that of its `Gathering`.
    let mut slot = u32::from(matches!(result, Return::Area { .. }));
    let mut params = Vec::new();
    for &param in &ty.params {
        let (slots, lift) = take(interface, param)?;
        params.push(CallbackParam {
            spelling: spell::type_name(interface, param),
            slot,
            slots,
            lift,
        });
        slot += slots;
    }
    Ok(CallbackPlan { signature, declaration, params, result })
}

fn take(interface: &Interface, ty: TypeId) -> Result<(u32, Lift)> {
    let lowered = abi::lower_param(interface, ty);
    let value = Access::of(interface, ty);
    let sized = || layout::of(interface, ty).ok_or_else(|| unsupported(interface, ty));
    if vector(interface, ty)?.is_some() {
        return Ok((1, Lift::Area { value, layout: sized()? }));
    }
    Ok(match (lowered, value) {
        (abi::Lowered::Ignored, _) => (0, Lift::Nothing),
        (_, Access::Number { number, enumeration }) => (1, Lift::Number { number, enumeration }),
        (_, Access::Pointer { pointer }) => {
            let plan = pointer_plan(interface, pointer)?;
            let lift = match plan.text {
                true => Lift::Text { pointer },
                false => Lift::Pointer { pointer, to: plan.to },
            };
            (1, lift)
        }
        (_, Access::Callback { signature }) => (1, Lift::Callback { signature }),
        (abi::Lowered::Address, value) => (1, Lift::Area { value, layout: sized()? }),
        (abi::Lowered::Pair, Access::Wide { wide, .. }) => (2, Lift::Wide { wide }),
        (abi::Lowered::Scalar(_), Access::Wide { wide, .. }) => (1, Lift::Wide { wide }),
        (lowered, Access::Record { record }) => {
            let number = slot_form(lowered).ok_or_else(|| unsupported(interface, ty))?;
            let slots = if number == SlotForm::Pair { 2 } else { 1 };
            (slots, Lift::Single { record, layout: sized()?, number })
        }
        _ => return Err(unsupported(interface, ty)),
    })
}

fn give(interface: &Interface, ty: TypeId) -> Result<Return> {
    let value = Access::of(interface, ty);
    if let abi::LoweredResult::Area(layout) = abi::lower_result(interface, ty) {
        return Ok(Return::Area { value, layout });
    }
    if let Some(vector) = vector(interface, ty)? {
        return Ok(Return::Area { value, layout: vector.layout });
    }
    Ok(match value {
        Access::Number { number, enumeration } => Return::Number { number, enumeration },
        Access::Pointer { pointer } => {
            Return::Pointer { pointer: pointer_plan(interface, pointer)? }
        }
        Access::Callback { signature } => Return::Callback { signature },
        Access::Wide { wide, .. } => Return::Wide { wide },
        Access::Record { record } if interface.record(record).passing == Passing::Empty => {
            Return::Nothing
        }
        Access::Record { record } => Return::Single {
            record,
            layout: layout::of(interface, ty).ok_or_else(|| unsupported(interface, ty))?,
            number: slot_form(abi::lower_param(interface, ty))
                .ok_or_else(|| unsupported(interface, ty))?,
        },
        Access::Opaque if *interface.resolved(ty) == Type::Void => Return::Nothing,
        _ => return Err(unsupported(interface, ty)),
    })
}
