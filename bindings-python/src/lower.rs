//! Arguments on their way to C: into slots, and into guest memory where C has a pointer.

use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::{Access, Lower, Number, PointerPlan, SlotForm, Wide};
use sandbridge_interface::{Error, GuestAddr, Layout, SignatureId};
use sandbridge_runtime::{Entered, Slot};

use crate::access;
use crate::buffer::Buffer;
use crate::callback::Registration;
use crate::error::{Failure, Result};
use crate::library::Shared;
use crate::record::{self, Record};
use crate::{function, number, wide};

/// One call's arguments being lowered.
pub(crate) struct Lowering<'c, 'a, 'e> {
    pub(crate) shared: &'a Arc<Shared>,
    pub(crate) entered: &'c mut Entered<'e>,
    args: &'a [*mut ffi::PyObject],
    slots: &'c mut [Slot],
    pub(crate) size: usize,
    /// How many arguments have parameters; the others are variable.
    named: usize,
    area: GuestAddr,
    pub(crate) back: Vec<Back<'a>>,
}

/// What C may have written, to be copied back after the call.
pub(crate) enum Back<'a> {
    /// To a buffer, which is held until then.
    Buffer(Buffer, GuestAddr),
    /// To a record with bytes of its own.
    Record(&'a Record, GuestAddr),
    /// A Python function that was callable during the call.
    Callback(Registration),
}

impl<'c, 'a, 'e> Lowering<'c, 'a, 'e> {
    #[inline(always)]
    pub(crate) fn new(
        shared: &'a Arc<Shared>,
        entered: &'c mut Entered<'e>,
        args: &'a [*mut ffi::PyObject],
        slots: &'c mut [Slot],
        named: usize,
    ) -> Self {
        let (area, back) = (GuestAddr::NULL, Vec::new());
        Self { shared, entered, args, slots, size: 0, named, area, back }
    }

    /// How many bytes were copied, where the result's area is, and what comes back.
    #[inline(always)]
    pub(crate) fn finish(self) -> (usize, GuestAddr, Vec<Back<'a>>) {
        (self.size, self.area, self.back)
    }

    /// Carries out one step; a failure comes with the argument that it is about.
    #[inline(always)]
    pub(crate) fn step(&mut self, step: &Lower) -> Result<(), (Option<u32>, Failure)> {
        match step {
            Lower::Number { arg, slot, number, .. } => match self.number(*arg, *slot, *number) {
                Ok(()) => Ok(()),
                Err(failure) => Err((Some(*arg), failure)),
            },
            Lower::Pointer { arg, slot, pointer } => match self.address(*arg, *slot, pointer) {
                Ok(()) => Ok(()),
                Err(failure) => Err((Some(*arg), failure)),
            },
            Lower::Image { arg, slot, value, layout } => {
                match self.image(*arg, *slot, value, *layout) {
                    Ok(()) => Ok(()),
                    Err(failure) => Err((Some(*arg), failure)),
                }
            }
            Lower::Area { slot, layout } => match self.reserve_area(*slot, *layout) {
                Ok(()) => Ok(()),
                Err(failure) => Err((None, failure)),
            },
            other => self.rare(other),
        }
    }

    #[inline(always)]
    fn number(&mut self, arg: u32, slot: u32, number: Number) -> Result<()> {
        let bits = number::to_bits(number, self.arg(arg)?)?;
        self.put(slot, Slot::bits(bits))
    }

    #[inline(always)]
    fn address(&mut self, arg: u32, slot: u32, plan: &PointerPlan) -> Result<()> {
        let addr = self.pointer(plan, self.arg(arg)?)?;
        self.put(slot, Slot::u32(addr))
    }

    #[inline(never)]
    fn rare(&mut self, step: &Lower) -> Result<(), (Option<u32>, Failure)> {
        match step {
            Lower::Variadic { slot } => {
                let args = self.args.get(self.named..).unwrap_or_default();
                self.variadic(args)
                    .and_then(|addr| self.put(*slot, Slot::u32(addr)))
                    .map_err(|failure| (None, failure))
            }
            Lower::Nothing { .. } => Ok(()),
            Lower::Single { arg, slot, record, layout, number } => self
                .single(*arg, *slot, &Access::Record { record: *record }, *layout, *number)
                .map_err(|failure| (Some(*arg), failure)),
            Lower::Callback { arg, slot, signature } => {
                self.callback(*arg, *slot, *signature).map_err(|failure| (Some(*arg), failure))
            }
            Lower::Wide { arg, slot, wide, slots, size } => self
                .wide(*arg, *slot, *wide, (*slots, *size))
                .map_err(|failure| (Some(*arg), failure)),
            Lower::Lanes { arg, slot, value, layout, number, width, .. } => self
                .lanes(*arg, *slot, value, (*layout, *number, *width))
                .map_err(|failure| (Some(*arg), failure)),
            Lower::Number { .. }
            | Lower::Pointer { .. }
            | Lower::Image { .. }
            | Lower::Area { .. } => Err((None, Error::bug("a step in the wrong place").into())),
        }
    }

    #[inline(always)]
    pub(crate) fn arg(&self, arg: u32) -> Result<*mut ffi::PyObject> {
        match self.args.get(arg as usize) {
            Some(value) => Ok(*value),
            None => Err(no_such("argument")),
        }
    }

    #[inline(always)]
    pub(crate) fn put(&mut self, slot: u32, value: Slot) -> Result<()> {
        match self.slots.get_mut(slot as usize) {
            Some(place) => {
                *place = value;
                Ok(())
            }
            None => Err(no_such("slot")),
        }
    }

    #[inline(always)]
    fn reserve_area(&mut self, slot: u32, layout: Layout) -> Result<()> {
        self.area = self.entered.reserve(layout.size, layout.align)?;
        self.put(slot, Slot::u32(self.area.0))
    }

    /// A record by value: its image is copied, and C gets the copy's address.
    fn image(&mut self, arg: u32, slot: u32, access: &Access, layout: Layout) -> Result<()> {
        let value = self.arg(arg)?;
        if let Access::Record { record } = access
            && let Some(bytes) = record::bytes_of(self.shared, *record, value)
        {
            let addr = self.entered.put(bytes, layout.align)?;
            return self.put(slot, Slot::u32(addr.0));
        }
        let size = access::size(self.shared.interface(), access);
        access::with_image(size, |image| {
            access::store(self.shared, access, value, image)?;
            let addr = self.entered.put(image, layout.align)?;
            self.put(slot, Slot::u32(addr.0))
        })
    }

    /// A record with one scalar member by value: it is that scalar.
    fn single(
        &mut self,
        arg: u32,
        slot: u32,
        access: &Access,
        layout: Layout,
        form: SlotForm,
    ) -> Result<()> {
        let image = single_image(self.shared, access, layout, self.arg(arg)?)?;
        if form == SlotForm::Pair {
            self.put(slot + 1, Slot::bits((image >> 64) as u64))?;
        }
        self.put(slot, single_slot(form, layout.size, image))
    }

    fn wide(&mut self, arg: u32, slot: u32, form: Wide, (slots, size): (u32, u32)) -> Result<()> {
        let value = self.arg(arg)?;
        if slots == 1 {
            return self.put(slot, wide::to_slot(form, value)?);
        }
        let image = wide::image(form, value)?;
        if slots == 0 {
            let image = &image[..(size as usize).min(16)];
            let addr = self.entered.put(image, size.next_power_of_two().min(16))?;
            return self.put(slot, Slot::u32(addr.0));
        }
        let raw = u128::from_le_bytes(image);
        self.put(slot, Slot::bits(raw as u64))?;
        self.put(slot + 1, Slot::bits((raw >> 64) as u64))
    }

    /// A vector, or a record that is one: each lane in a slot of its own, or all in as many vectors
    /// as it takes.
    fn lanes(
        &mut self,
        arg: u32,
        slot: u32,
        access: &Access,
        form: (Layout, Number, u32),
    ) -> Result<()> {
        let (layout, number, width) = form;
        let mut image = vec![0; layout.size as usize];
        let size = access::size(self.shared.interface(), access);
        let place = image.get_mut(..size);
        let place = place.ok_or_else(|| Error::bug("an image beyond its layout"))?;
        access::store(self.shared, access, self.arg(arg)?, place)?;
        if width == 16 {
            for (index, part) in (0..).zip(image.chunks(16)) {
                let mut bytes = [0; 16];
                bytes[..part.len()].copy_from_slice(part);
                self.put(slot + index, Slot::v128(u128::from_le_bytes(bytes)))?;
            }
            return Ok(());
        }
        let lanes = image[..size].chunks_exact(number.size() as usize);
        for (index, lane) in (0..).zip(lanes) {
            let mut bytes = [0; 8];
            bytes[..lane.len()].copy_from_slice(lane);
            let bits = number::extend(number, u64::from_le_bytes(bytes));
            self.put(slot + index, Slot::bits(bits))?;
        }
        Ok(())
    }

    fn callback(&mut self, arg: u32, slot: u32, signature: SignatureId) -> Result<()> {
        let value = self.arg(arg)?;
        let (index, made) = function::lower(self.shared, self.entered, signature, value)?;
        self.back.extend(made.map(Back::Callback));
        self.put(slot, Slot::u32(index))
    }
}

/// The image of a record that is one scalar.
pub(crate) fn single_image(
    shared: &Arc<Shared>,
    access: &Access,
    layout: Layout,
    value: *mut ffi::PyObject,
) -> Result<u128> {
    let mut image = [0; 16];
    let size = (layout.size as usize).min(16);
    access::store(shared, access, value, &mut image[..size])?;
    Ok(u128::from_le_bytes(image))
}

/// The first slot of such an image of so many bytes.
pub(crate) fn single_slot(form: SlotForm, size: u32, image: u128) -> Slot {
    match form {
        SlotForm::I32 => {
            // Callees trust their callers to extend narrow integers.
            let unused = 32u32.saturating_sub(size * 8);
            Slot::i32((image as u32).wrapping_shl(unused) as i32 >> unused)
        }
        SlotForm::I64 | SlotForm::F32 | SlotForm::F64 | SlotForm::Pair => Slot::bits(image as u64),
        SlotForm::V128 => Slot::v128(image),
    }
}

impl Back<'_> {
    /// Copies what C left.
    pub(crate) fn take(&self, entered: &mut Entered<'_>) -> Result<()> {
        match self {
            Self::Buffer(buffer, addr) => {
                buffer.fill_from(entered.read(*addr, buffer.as_bytes().len())?);
            }
            Self::Record(record, addr) => {
                record.place.write(0, entered.read(*addr, record.place.len())?)?;
                record.place.renew(entered.generation());
            }
            Self::Callback(registration) => registration.remove(entered),
        }
        Ok(())
    }

    /// Lets go of it after a call that failed.
    pub(crate) fn abandon(&self, entered: &mut Entered<'_>) {
        if let Self::Callback(registration) = self {
            registration.remove(entered);
        }
    }
}

#[cold]
fn no_such(what: &str) -> Failure {
    Error::bug(format!("a plan names no such {what}")).into()
}
