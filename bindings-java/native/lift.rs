//! What outcomes point to, copied to Java's heap: text, bytes, lists. Numbers, handles and pointers
//! are in the registers, and Java makes objects of them.

use std::fmt::Display;

use jni::Env;
use jni::objects::{JByteArray, JLongArray, JObject, JObjectArray};
use jni::sys::jlong;
use sandbridge_interface::facts::Encoding;
use sandbridge_interface::plan::{Lift, Lifted, Outcome};
use sandbridge_interface::{Code, Error, GuestAddr};
use sandbridge_runtime::{Entered, Slot};

use crate::access::signed;
use crate::error::Failure;
use crate::pointer::text;

/// An `Object[]` with a place for each outcome and `more` behind them; null where the registers say
/// all. `place` is what errors name.
pub(crate) fn lift_outcomes<'local>(
    env: &mut Env<'local>,
    entered: &Entered<'_>,
    outcomes: &[Outcome],
    registers: &[Slot],
    more: usize,
    place: impl Display,
) -> Result<JObjectArray<'local, JObject<'local>>, Failure> {
    let is_in_registers = |outcome: &Outcome| match &outcome.value {
        Lifted::Direct { lift, .. } => !matches!(lift, Lift::Text { .. }),
        Lifted::Handle { .. } | Lifted::Leased { .. } => true,
        _ => false,
    };
    if more == 0 && outcomes.iter().all(is_in_registers) {
        return Ok(JObjectArray::<JObject<'_>>::null());
    }
    let all = JObjectArray::<JObject<'_>>::new(env, outcomes.len() + more, JObject::null())?;
    for (index, outcome) in outcomes.iter().enumerate() {
        let source = Source { entered, registers };
        let lifted = source.lift(env, &outcome.value).map_err(|failure| match failure {
            Failure::Own(error) => {
                Failure::Own(error.context(format_args!("{place}: `{}`", outcome.name)))
            }
            Failure::Jni(error) => Failure::Jni(error),
        })?;
        all.set_element(env, index, &lifted)?;
        env.delete_local_ref(lifted);
    }
    Ok(all)
}

struct Source<'a, 'e> {
    entered: &'a Entered<'e>,
    registers: &'a [Slot],
}

impl Source<'_, '_> {
    fn lift<'local>(
        &self,
        env: &mut Env<'local>,
        value: &Lifted,
    ) -> Result<JObject<'local>, Failure> {
        match value {
            Lifted::Direct { register, lift: Lift::Text { .. } } => {
                match self.address(*register)? {
                    GuestAddr::NULL => Ok(JObject::null()),
                    addr => Ok(text(env, self.entered.read_text(addr)?)?.into()),
                }
            }
            Lifted::Direct { .. } | Lifted::Handle { .. } | Lifted::Leased { .. } => {
                Ok(JObject::null())
            }
            Lifted::Bytes { address, length } => self.bytes(env, *address, *length, 1),
            Lifted::Elements { address, length, stride, .. } => {
                self.bytes(env, *address, *length, *stride as usize)
            }
            Lifted::Text { address, length, encoding: Encoding::Utf8 } => {
                match self.address(*address)? {
                    GuestAddr::NULL => Ok(JObject::null()),
                    addr => Ok(text(env, self.entered.read(addr, self.count(*length)?)?)?.into()),
                }
            }
            // Java decodes the other encodings.
            Lifted::Text { address, length, .. } => self.bytes(env, *address, *length, 1),
            Lifted::Texts { address, length, encoding } => {
                self.texts(env, self.address(*address)?, self.count(*length)?, *encoding)
            }
            Lifted::Object { address, layout, .. } => {
                let bytes = self.entered.read(self.address(*address)?, layout.size as usize)?;
                copied(env, bytes)
            }
            Lifted::Handles { address, length, .. } => {
                let size = self.count(*length)?.saturating_mul(8);
                let bytes = self.entered.read(self.address(*address)?, size)?;
                let ids: Vec<jlong> =
                    bytes.as_chunks().0.iter().map(|id| jlong::from_le_bytes(*id)).collect();
                let array = JLongArray::new(env, ids.len())?;
                array.set_region(env, 0, &ids)?;
                Ok(array.into())
            }
        }
    }

    /// A `byte[]`, or null for `NULL`.
    fn bytes<'local>(
        &self,
        env: &mut Env<'local>,
        address: u32,
        length: u32,
        stride: usize,
    ) -> Result<JObject<'local>, Failure> {
        match self.address(address)? {
            GuestAddr::NULL => Ok(JObject::null()),
            addr => {
                let size = self.count(length)?.saturating_mul(stride);
                copied(env, self.entered.read(addr, size)?)
            }
        }
    }

    /// An `Object[]` of texts, of `byte[]` where Java decodes them.
    fn texts<'local>(
        &self,
        env: &mut Env<'local>,
        addr: GuestAddr,
        count: usize,
        encoding: Encoding,
    ) -> Result<JObject<'local>, Failure> {
        let pointers = self.entered.read(addr, count.saturating_mul(4))?;
        let all = JObjectArray::<JObject<'_>>::new(env, count, JObject::null())?;
        for (index, pointer) in pointers.as_chunks().0.iter().enumerate() {
            let addr = GuestAddr(u32::from_le_bytes(*pointer));
            if addr.is_null() {
                continue;
            }
            let bytes = self.entered.read_text(addr)?;
            let one: JObject<'_> = match encoding {
                Encoding::Utf8 => text(env, bytes)?.into(),
                Encoding::Latin1 | Encoding::Utf16 => copied(env, bytes)?,
            };
            all.set_element(env, index, &one)?;
            env.delete_local_ref(one);
        }
        Ok(all.into())
    }

    fn get(&self, register: u32) -> Result<Slot, Error> {
        let slot = self.registers.get(register as usize).copied();
        slot.ok_or_else(|| Error::bug("a program names no such register"))
    }

    fn address(&self, register: u32) -> Result<GuestAddr, Error> {
        Ok(GuestAddr(self.get(register)?.to_u32()))
    }

    fn count(&self, register: u32) -> Result<usize, Error> {
        Ok(usize::try_from(self.get(register)?.to_bits()).unwrap_or(usize::MAX))
    }
}

fn copied<'local>(env: &mut Env<'local>, bytes: &[u8]) -> Result<JObject<'local>, Failure> {
    if i32::try_from(bytes.len()).is_err() {
        let message = format!("{} bytes are more than a Java array can have", bytes.len());
        return Err(Error::new(Code::OutOfMemory, message).into());
    }
    let array = JByteArray::new(env, bytes.len())?;
    array.set_region(env, 0, signed(bytes))?;
    Ok(array.into())
}
