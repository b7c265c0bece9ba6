//! Calls that take numbers and unchanging bytes and give a number, among them most that are so short
//! that the call is what costs: their arguments are converted without a step by step decision.

use pyo3::ffi;
use sandbridge_interface::plan::{Lift, Lower, Pointee, PointerPlan};
use sandbridge_runtime::{Entered, Function, Slot};

use super::{Call, FEW};
use crate::argument::bytes_of;
use crate::error::Result;
use crate::object::Owned;
use crate::small_integer::Form;

/// The parameters of such a function, each in the slot of its position, and its result.
pub(super) struct Quick {
    params: Box<[Param]>,
    result: Option<Form>,
    has_bytes: bool,
}

enum Param {
    Number(Form),
    /// What C reads and does not write, given as `bytes`.
    Bytes,
}

impl Quick {
    /// `None` for all other functions.
    pub(super) fn of(function: &Function) -> Option<Self> {
        let plan = &function.plan;
        let result = match plan.lift {
            Lift::Nothing => None,
            Lift::Number { number, enumeration: None } => Some(Form::new(number)),
            _ => return None,
        };
        let in_order = (0u32..).zip(&plan.lower).map(|(index, step)| match step {
            Lower::Number { arg, slot, number, .. } if (*arg, *slot) == (index, index) => {
                Some(Param::Number(Form::new(*number)))
            }
            Lower::Pointer { arg, slot, pointer } if (*arg, *slot) == (index, index) => {
                takes_bytes(pointer).then_some(Param::Bytes)
            }
            _ => None,
        });
        let params = in_order.collect::<Option<Box<[Param]>>>()?;
        let has_bytes = params.iter().any(|param| matches!(param, Param::Bytes));
        let is_it = params.len() <= FEW && params.len() == plan.args.len() && !plan.is_variadic;
        is_it.then_some(Self { params, result, has_bytes })
    }

    /// Whether these arguments are what it is for: so many, and `bytes` for bytes.
    #[inline(always)]
    pub(super) fn takes(&self, args: &[*mut ffi::PyObject]) -> bool {
        let is_it = |(param, value): (&Param, &*mut ffi::PyObject)| match param {
            Param::Number(_) => true,
            // SAFETY: the argument is alive.
            Param::Bytes => unsafe { ffi::PyBytes_CheckExact(*value) != 0 },
        };
        args.len() == self.params.len()
            && (!self.has_bytes || self.params.iter().zip(args).all(is_it))
    }
}

/// Whether `bytes` may be given.
fn takes_bytes(pointer: &PointerPlan) -> bool {
    pointer.is_const && pointer.pointee == Pointee::Bytes
}

impl Call {
    /// Converts the arguments, which the function takes, calls, and converts the result.
    #[inline(always)]
    pub(super) fn run_quick(&self, quick: &Quick, args: &[*mut ffi::PyObject]) -> Result<Owned> {
        let mut slots = [Slot::i32(0); FEW];
        // Numbers first: converting them may run Python code, which may call the library.
        for (index, ((param, value), slot)) in
            quick.params.iter().zip(args).zip(&mut slots).enumerate()
        {
            if let Param::Number(form) = param {
                match form.lower(*value) {
                    Ok(bits) => *slot = Slot::bits(bits),
                    Err(failure) => return Err(self.at_parameter(Some(index as u32), failure)),
                }
            }
        }
        let mut entered = self.shared.enter()?;
        if quick.has_bytes {
            let mark = entered.mark();
            let done = self.call_with_bytes(&mut entered, quick, args, &mut slots);
            entered.release(mark);
            done?;
        } else {
            self.invoke(&mut entered, &mut slots, 0)?;
        }
        drop(entered);
        match quick.result {
            Some(form) => form.lift(slots[0].to_bits()),
            None => Ok(Owned::none()),
        }
    }

    #[inline(always)]
    fn call_with_bytes(
        &self,
        entered: &mut Entered<'_>,
        quick: &Quick,
        args: &[*mut ffi::PyObject],
        slots: &mut [Slot; FEW],
    ) -> Result<()> {
        let mut size = 0;
        for (index, ((param, value), slot)) in
            quick.params.iter().zip(args).zip(slots.iter_mut()).enumerate()
        {
            if let Param::Bytes = param {
                let bytes = bytes_of(*value);
                size += bytes.len();
                match entered.put(bytes, 16) {
                    Ok(addr) => *slot = Slot::u32(addr.0),
                    Err(error) => {
                        return Err(self.at_parameter(Some(index as u32), error.into()));
                    }
                }
            }
        }
        self.invoke(entered, slots, size)
    }
}
