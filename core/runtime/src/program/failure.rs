//! The library's own failures: a status that a rule takes for one, or a function that C calls.

use sandbridge_interface::facts::{Binary, Expr, Rule};
use sandbridge_interface::{Code, Error, Failure, GuestAddr, Result, SignatureId};

use sandbridge_interface::plan::{Number, Operand};

use super::Run;
use super::evaluate::{Names, read};
use crate::{Entered, FunctionPointer, Slot};

/// The longest message of a library that is passed on, in bytes.
const MAX_MESSAGE: usize = 16 << 10;

impl Run<'_, '_> {
    /// Fails when the rule says so.
    pub(super) fn fail(&mut self, rule: u32, discard: Option<(u32, u32)>) -> Result<()> {
        let library = self.entered.library();
        let rules = &library.interface().facts.rules;
        let rule = rules.get(rule as usize).ok_or_else(|| Error::bug("no such rule"))?;
        let is_failure = match self.compared(&rule.fails)? {
            Some(known) => known,
            None => self.value(&rule.fails)? != 0,
        };
        if !is_failure {
            return Ok(());
        }
        let status = self.value(&rule.status)?;
        let text = match &rule.message {
            Some(message) => {
                let addr = u32::try_from(self.value(message)?).unwrap_or(0);
                self.entered.message(GuestAddr(addr))
            }
            None => None,
        };
        if let Some((cell, handle)) = discard {
            self.discard(cell, handle)?;
        }
        let name = &self.function.plan.name;
        let message = match text {
            Some(text) => format!("{text} ({name} returned {status})"),
            None => format!("{name} failed: it returned {status}"),
        };
        Err(failure(self.entered, rule, status, message))
    }

    /// The truth of a comparison of the result with a number, which is what most rules are: a tenth
    /// of a short call quicker than [`Run::value`].
    fn compared(&self, fails: &Expr) -> Result<Option<bool>> {
        let Expr::Binary(operator, left, right) = fails else { return Ok(None) };
        let (Expr::Result, Expr::Integer(number)) = (&**left, &**right) else { return Ok(None) };
        let result = read(self.registers, self.program.result)?;
        Ok(Some(match operator {
            Binary::Less => result < *number,
            Binary::LessOrEqual => result <= *number,
            Binary::Greater => result > *number,
            Binary::GreaterOrEqual => result >= *number,
            Binary::Equal => result == *number,
            Binary::NotEqual => result != *number,
            _ => return Ok(None),
        }))
    }

    /// Closes a handle that C handed out although the call failed.
    fn discard(&mut self, cell: u32, handle: u32) -> Result<()> {
        let cell = self.address(cell)?;
        let mut bytes = [0; 4];
        bytes.copy_from_slice(self.entered.read(cell, 4)?);
        match u32::from_le_bytes(bytes) {
            0 => Ok(()),
            addr => {
                let id = self.entered.adopt(handle, GuestAddr(addr), true, None)?;
                // The call's own failure is what the caller has to know.
                let _ = self.entered.close_handle(id);
                Ok(())
            }
        }
    }
}

impl Entered<'_> {
    /// Fails when a rule takes what closing a handle returned for a failure.
    pub(super) fn check_status(&mut self, rule: &Rule, status: i128, name: &str) -> Result<()> {
        let slot = [Slot::i64(status as i64)];
        let result = Some(Operand { register: 0, number: Number::I64 });
        let names = Names { registers: &slot, result, ..Names::default() };
        match self.evaluate(names, &rule.fails)? {
            0 => Ok(()),
            _ => {
                let message = format!("closing a `{name}` failed: it returned {status}");
                Err(failure(self, rule, status, message))
            }
        }
    }

    /// A message of the library's, however it is encoded; `None` for `NULL` and for nothing.
    fn message(&self, addr: GuestAddr) -> Option<String> {
        if addr.is_null() {
            return None;
        }
        let bytes = self.read_text(addr).ok()?;
        let shown = &bytes[..bytes.len().min(MAX_MESSAGE)];
        let text = String::from_utf8_lossy(shown).trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// A C function that fails with the message that it is given: how libraries with `longjmp` report
    /// their failures. It is made once and lives as long as the instance.
    pub(super) fn raiser(
        &mut self,
        signature: SignatureId,
        message: u32,
        rule: u32,
    ) -> Result<FunctionPointer> {
        let key = (signature, message, rule);
        if let Some(&known) = self.live().held.borrow().raisers.get(&key) {
            return Ok(known);
        }
        let plan =
            sandbridge_interface::plan::callback_plan(self.library().interface(), signature)?;
        let slot = plan.params.get(message as usize).map(|param| param.slot as usize);
        let slot = slot.ok_or_else(|| Error::bug("a message that is no parameter"))?;
        let function = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
            let addr = slots.get(slot).map_or(0, |slot| slot.to_u32());
            let text = entered.message(GuestAddr(addr));
            let text = text.unwrap_or_else(|| "the library reported a failure".to_owned());
            let library = entered.library();
            let rule = library.interface().facts.rules.get(rule as usize);
            Err(match rule {
                Some(rule) => failure(entered, rule, 0, text),
                None => Error::new(Code::LibraryFailed, text),
            })
        };
        let pointer = self.add_callback(signature, Box::new(function))?;
        self.live().held.borrow_mut().raisers.insert(key, pointer);
        Ok(pointer)
    }
}

fn failure(entered: &Entered<'_>, rule: &Rule, status: i128, message: String) -> Error {
    let enums = &entered.library().interface().enums;
    let name = rule.status_name(enums, status).map(str::to_owned);
    let status = i64::try_from(status).unwrap_or(i64::MAX);
    Error::failed(Failure { class: rule.class.clone(), status, name }, message)
}
