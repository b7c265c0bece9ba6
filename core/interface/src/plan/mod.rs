//! One function's marshalling, decided once: which slot each argument goes to, in what form, and
//! what the result becomes. Hosts interpret a plan or write code from it; none decides about C.
//!
//! A plan is executed as: run [`Plan::lower`] in order, call, run [`Plan::lift`]. A *slot* is one
//! parameter of the WebAssembly function.

mod access;

use serde::{Deserialize, Serialize};

use crate::{
    Code, Error, Function, Interface, Layout, Passing, RecordId, Result, Scalar, Signature,
    SignatureId, Type, TypeId, abi, layout, spell,
};

pub use access::{Access, Member, Number, Shape, Wide, members, shape};

/// How to call one function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The C name.
    pub name: String,
    /// The prototype as C writes it.
    pub prototype: String,
    /// What the caller gives, in order.
    pub args: Vec<Arg>,
    /// Whether more arguments may follow.
    pub is_variadic: bool,
    /// How many slots the WebAssembly function has.
    pub slots: u32,
    /// Steps before the call.
    pub lower: Vec<Lower>,
    /// What the result becomes.
    pub lift: Lift,
}

/// One argument as the caller sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arg {
    /// The parameter's name, or `arg0`, `arg1`, … where the prototype has none.
    pub name: String,
    /// Its C type as written.
    pub spelling: String,
}

/// One step before the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Lower {
    /// Check a number's range, extend it to the slot's width and store it.
    Number {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// Its form.
        number: Number,
        /// The enumeration that it belongs to, by position.
        enumeration: Option<u32>,
    },
    /// Store a wide number: one slot up to 64 bits, two 64-bit slots (low half first) up to 128,
    /// else the address of a copy.
    Wide {
        /// Which argument.
        arg: u32,
        /// The first slot.
        slot: u32,
        /// Its form.
        #[serde(flatten)]
        wide: Wide,
        /// How many slots it takes; 0 when the slot takes the address of a copy.
        slots: u32,
        /// Size of its image.
        size: u32,
    },
    /// Store the address of memory: a typed pointer's, `NULL`, or that of a copy of what was given.
    Pointer {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// What may be given.
        #[serde(flatten)]
        pointer: PointerPlan,
    },
    /// Store the table index of a function.
    Callback {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// The function type.
        signature: SignatureId,
    },
    /// Copy an object's image to the guest and store its address: a struct or complex by value.
    Image {
        /// Which argument.
        arg: u32,
        /// Which slot.
        slot: u32,
        /// How the image is written.
        value: Access,
        /// Size and alignment of the image.
        layout: Layout,
    },
    /// Make a record's image and store its only member, at offset 0, in the slot.
    Single {
        /// Which argument.
        arg: u32,
        /// The first slot.
        slot: u32,
        /// The record.
        record: RecordId,
        /// Its size.
        layout: Layout,
        /// The form in which the image's bytes go to the slot.
        number: SlotForm,
    },
    /// Store each lane of a vector in a slot of its own, or all in one where SIMD is on.
    Lanes {
        /// Which argument.
        arg: u32,
        /// The first slot.
        slot: u32,
        /// How the image is written.
        value: Access,
        /// Size and alignment of the image.
        layout: Layout,
        /// How many slots.
        slots: u32,
    },
    /// An argument of an empty type: it must be given and goes nowhere.
    Nothing {
        /// Which argument.
        arg: u32,
    },
    /// Reserve scratch for the result and store its address.
    Area {
        /// Which slot: always 0.
        slot: u32,
        /// What to reserve.
        layout: Layout,
    },
    /// Store the address of a buffer with the arguments beyond the named ones.
    Variadic {
        /// Which slot.
        slot: u32,
    },
}

/// In which form a record's image goes to or comes from slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotForm {
    /// An integer of at most 32 bits, sign-extended.
    I32,
    /// 64 bits.
    I64,
    /// `float`.
    F32,
    /// `double`.
    F64,
    /// Two 64-bit slots, low half first.
    Pair,
    /// A 128-bit vector.
    V128,
}

/// What a caller may give for a pointer. Accepted are: a typed pointer to `to` (or any pointer
/// when `to` is `void`), the host's null, and what `pointee` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointerPlan {
    /// The pointer type.
    pub pointer: TypeId,
    /// The type pointed to, `typedef` names seen through; what typed pointers are checked against.
    pub to: TypeId,
    /// The callee does not write: read-only buffers are fine, and nothing is copied back.
    pub is_const: bool,
    /// A `const char *`: the host's text is accepted and encoded as UTF-8 with a final NUL.
    pub text: bool,
    /// What the pointer covers when a copy of host data is passed.
    pub pointee: Pointee,
}

/// What lies behind a pointer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "pointee")]
pub enum Pointee {
    /// Untyped or byte-sized: any buffer, as bytes.
    Bytes,
    /// Elements: a typed array or buffer of them, or a sequence of values.
    Elements {
        /// How one is accessed.
        element: Access,
        /// Bytes from one to the next.
        layout: Layout,
    },
    /// Nothing that can be copied: only a typed pointer or null will do.
    Opaque,
}

/// What the result becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum Lift {
    /// No result.
    Nothing,
    /// A number in the result slot; upper bits beyond its width are garbage.
    Number {
        /// Its form.
        number: Number,
        /// The enumeration that it belongs to, by position.
        enumeration: Option<u32>,
    },
    /// A `const char *`: copied to the host's text up to its NUL; `NULL` becomes the host's null.
    Text {
        /// The pointer type.
        pointer: TypeId,
    },
    /// A typed pointer, or the host's null.
    Pointer {
        /// The pointer type.
        pointer: TypeId,
        /// The type pointed to.
        to: TypeId,
    },
    /// A C function, callable from the host.
    Callback {
        /// The function type.
        signature: SignatureId,
    },
    /// A wide number in the result slot: `_BitInt` up to 64 bits, `_Float16`.
    Wide {
        /// Its form.
        #[serde(flatten)]
        wide: Wide,
    },
    /// A record whose image is the result slot's low bytes.
    Single {
        /// The record.
        record: RecordId,
        /// Its size.
        layout: Layout,
        /// The form in which it comes.
        number: SlotForm,
    },
    /// An object in the area that the first slot pointed to.
    Area {
        /// How it is read.
        value: Access,
        /// Size and alignment.
        layout: Layout,
    },
}

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
    })
}

fn lower_param(interface: &Interface, ty: TypeId, arg: u32, slot: u32) -> Result<Lower> {
    let value = Access::of(interface, ty);
    let layout = layout::of(interface, ty);
    let unsupported = || unsupported(interface, ty);
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
        (abi::Lowered::Lanes { lanes, .. }, value) => {
            Lower::Lanes { arg, slot, value, layout: layout.ok_or_else(unsupported)?, slots: lanes }
        }
        (abi::Lowered::Scalar(_), value @ Access::Vector { .. }) => {
            Lower::Lanes { arg, slot, value, layout: layout.ok_or_else(unsupported)?, slots: 1 }
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

fn slot_form(lowered: abi::Lowered) -> Option<SlotForm> {
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
        pointee,
    })
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
        Access::Vector { .. } => Lift::Area {
            value,
            layout: layout::of(interface, ty).ok_or_else(unsupported)?,
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

fn unsupported(interface: &Interface, ty: TypeId) -> Error {
    Error::new(
        Code::UnsupportedType,
        format!("the type `{}` cannot be passed", spell::type_name(interface, ty)),
    )
}
