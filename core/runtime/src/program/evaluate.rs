//! The values of expressions.

use sandbridge_interface::facts::{Binary, Expr, Unary};
use sandbridge_interface::plan::{Lower, Number, Operand};
use sandbridge_interface::{Code, Error, GuestAddr, Result};

use crate::{Entered, Slot};

/// What the names in an expression stand for.
#[derive(Clone, Copy, Default)]
pub(super) struct Names<'a> {
    pub(super) registers: &'a [Slot],
    pub(super) params: &'a [Operand],
    pub(super) result: Option<Operand>,
    pub(super) this: GuestAddr,
    pub(super) parent: GuestAddr,
}

impl Entered<'_> {
    /// The value of `expr`. It may call the guest.
    pub(super) fn evaluate(&mut self, names: Names<'_>, expr: &Expr) -> Result<i128> {
        Ok(match expr {
            Expr::Integer(value) => *value,
            Expr::Param(param) => {
                let operand = names.params.get(*param as usize);
                read(names.registers, *operand.ok_or_else(|| no_such("parameter"))?)?
            }
            Expr::Result => read(names.registers, names.result.ok_or_else(|| no_such("result"))?)?,
            Expr::This => names.this.0.into(),
            Expr::Parent => names.parent.0.into(),
            Expr::Load { address, offset, number } => {
                let base = self.evaluate(names, address)?;
                let at = base.checked_add((*offset).into()).ok_or_else(overflow)?;
                self.load(guest_address(at)?, *number)?
            }
            Expr::Cell(value) => {
                let value = guest_address(self.evaluate(names, value)?)?;
                i128::from(self.put(&value.0.to_le_bytes(), 4)?.0)
            }
            Expr::Unary(operator, operand) => {
                let value = self.evaluate(names, operand)?;
                match operator {
                    Unary::Negate => value.checked_neg().ok_or_else(overflow)?,
                    Unary::Not => i128::from(value == 0),
                    Unary::Complement => !value,
                }
            }
            // These two do not always ask for their second operand.
            Expr::Binary(Binary::And, left, right) => {
                let holds = self.evaluate(names, left)? != 0 && self.evaluate(names, right)? != 0;
                i128::from(holds)
            }
            Expr::Binary(Binary::Or, left, right) => {
                let holds = self.evaluate(names, left)? != 0 || self.evaluate(names, right)? != 0;
                i128::from(holds)
            }
            Expr::Binary(operator, left, right) => {
                let left = self.evaluate(names, left)?;
                let right = self.evaluate(names, right)?;
                combine(*operator, left, right)?
            }
            Expr::Conditional(condition, then, otherwise) => {
                match self.evaluate(names, condition)? {
                    0 => self.evaluate(names, otherwise)?,
                    _ => self.evaluate(names, then)?,
                }
            }
            Expr::Call { function, args } => {
                let args: Vec<i128> =
                    args.iter().map(|arg| self.evaluate(names, arg)).collect::<Result<_>>()?;
                self.call_simply(*function as usize, &args)?
            }
        })
    }

    /// The number at an address.
    pub(super) fn load(&self, addr: GuestAddr, number: Number) -> Result<i128> {
        let size = number.size() as usize;
        let mut bytes = [0; 8];
        bytes[..size].copy_from_slice(self.read(addr, size)?);
        widen(number, u64::from_le_bytes(bytes))
    }

    /// Calls an exported function with integers and addresses, and gives what it returns.
    pub(super) fn call_simply(&mut self, function: usize, args: &[i128]) -> Result<i128> {
        let function = self.library().function_at(function)?;
        let mut slots = vec![Slot::bits(0); function.width];
        for step in &function.plan.lower {
            let (arg, slot, number) = match *step {
                Lower::Number { arg, slot, number, .. } => (arg, slot, number),
                Lower::Pointer { arg, slot, .. } | Lower::Callback { arg, slot, .. } => {
                    (arg, slot, Number::U32)
                }
                _ => return Err(uncallable(&function.plan.name)),
            };
            let value = args.get(arg as usize).copied();
            let value = value.ok_or_else(|| uncallable(&function.plan.name))?;
            let place = slots.get_mut(slot as usize).ok_or_else(|| no_such("slot"))?;
            *place = narrow(number, value, &function.plan.name)?;
        }
        self.call(&function, &mut slots)?;
        use sandbridge_interface::plan::Lift;
        match function.plan.lift {
            Lift::Nothing => Ok(0),
            Lift::Number { number, .. } => widen(number, slots[0].to_bits()),
            Lift::Pointer { .. } | Lift::Text { .. } | Lift::Callback { .. } => {
                Ok(slots[0].to_u32().into())
            }
            _ => Err(uncallable(&function.plan.name)),
        }
    }
}

/// The value of an operand.
pub(super) fn read(registers: &[Slot], operand: Operand) -> Result<i128> {
    let slot = registers.get(operand.register as usize).ok_or_else(|| no_such("register"))?;
    widen(operand.number, slot.to_bits())
}

/// The bits of a number of that form as an integer; upper bits are garbage.
fn widen(number: Number, bits: u64) -> Result<i128> {
    Ok(match number {
        Number::Bool => i128::from(bits as u8 != 0),
        Number::I8 => (bits as i8).into(),
        Number::U8 => (bits as u8).into(),
        Number::I16 => (bits as i16).into(),
        Number::U16 => (bits as u16).into(),
        Number::I32 => (bits as i32).into(),
        Number::U32 => (bits as u32).into(),
        Number::I64 => (bits as i64).into(),
        Number::U64 => bits.into(),
        Number::F32 | Number::F64 => {
            return Err(Error::new(Code::FactsType, "an expression reads a floating number"));
        }
    })
}

/// An integer in the form in which a slot holds it.
pub(super) fn narrow(number: Number, value: i128, name: &str) -> Result<Slot> {
    let Some((least, most)) = number.range() else {
        return Err(Error::new(Code::FactsType, format!("`{name}` is a floating number")));
    };
    // Pointers take -1 and the like, which C writes for addresses that mean something else.
    let is_address = number == Number::U32 && (i128::from(i32::MIN)..0).contains(&value);
    if !is_address && !(least..=most).contains(&value) {
        return Err(Error::new(
            Code::FactsOverflow,
            format!("`{name}` would be {value}, which lies outside {least} to {most}"),
        ));
    }
    Ok(match number {
        Number::I64 | Number::U64 => Slot::bits(value as u64),
        _ => Slot::i32(value as i32),
    })
}

fn guest_address(value: i128) -> Result<GuestAddr> {
    u32::try_from(value).map(GuestAddr).map_err(|_| {
        Error::new(Code::FactsOverflow, format!("{value} is no address of a 32-bit library"))
    })
}

fn combine(operator: Binary, left: i128, right: i128) -> Result<i128> {
    let shift = || u32::try_from(right).ok().filter(|&by| by < 64).ok_or_else(overflow);
    Ok(match operator {
        Binary::Multiply => left.checked_mul(right).ok_or_else(overflow)?,
        Binary::Divide => left.checked_div(right).ok_or_else(division)?,
        Binary::Remainder => left.checked_rem(right).ok_or_else(division)?,
        Binary::Add => left.checked_add(right).ok_or_else(overflow)?,
        Binary::Subtract => left.checked_sub(right).ok_or_else(overflow)?,
        Binary::ShiftLeft => left.checked_mul(1 << shift()?).ok_or_else(overflow)?,
        Binary::ShiftRight => left >> shift()?,
        Binary::Less => (left < right).into(),
        Binary::LessOrEqual => (left <= right).into(),
        Binary::Greater => (left > right).into(),
        Binary::GreaterOrEqual => (left >= right).into(),
        Binary::Equal => (left == right).into(),
        Binary::NotEqual => (left != right).into(),
        Binary::BitAnd => left & right,
        Binary::BitXor => left ^ right,
        Binary::BitOr => left | right,
        Binary::And => (left != 0 && right != 0).into(),
        Binary::Or => (left != 0 || right != 0).into(),
    })
}

#[cold]
fn overflow() -> Error {
    Error::new(Code::FactsOverflow, "an expression of the facts overflows")
}

#[cold]
fn division() -> Error {
    Error::new(Code::FactsOverflow, "an expression of the facts divides by zero or overflows")
}

#[cold]
fn uncallable(name: &str) -> Error {
    Error::new(
        Code::FactsType,
        format!("facts cannot call `{name}`: it takes or gives more than integers and pointers"),
    )
}

#[cold]
fn no_such(what: &str) -> Error {
    Error::bug(format!("an expression names no such {what}"))
}
