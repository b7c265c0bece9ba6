//! Arguments on their way to C: into slots, and into guest memory where C has a pointer.

use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::{Access, Lower, Number, Pointee, PointerPlan, SlotForm};
use sandbridge_interface::{Code, Error, GuestAddr, Layout, spell};
use sandbridge_runtime::{Entered, Slot};

use crate::access::{self, unsupported};
use crate::buffer::Buffer;
use crate::error::{Failure, Result, mismatch};
use crate::library::Shared;
use crate::object::Owned;
use crate::place::Place;
use crate::record::{self, Record};
use crate::{array, number, pointer, sequence};

/// Images up to this size are made on the stack.
const SMALL: usize = 128;

/// One call's arguments being lowered.
pub(crate) struct Lowering<'c, 'a, 'e> {
    shared: &'a Arc<Shared>,
    entered: &'c mut Entered<'e>,
    args: &'a [*mut ffi::PyObject],
    slots: &'c mut [Slot],
    size: usize,
    area: GuestAddr,
    back: Vec<Back<'a>>,
}

/// What C may have written, to be copied back after the call.
pub(crate) enum Back<'a> {
    /// To a buffer, which is held until then.
    Buffer(Buffer, GuestAddr),
    /// To a record with bytes of its own.
    Record(&'a Record, GuestAddr),
}

impl<'c, 'a, 'e> Lowering<'c, 'a, 'e> {
    #[inline(always)]
    pub(crate) fn new(
        shared: &'a Arc<Shared>,
        entered: &'c mut Entered<'e>,
        args: &'a [*mut ffi::PyObject],
        slots: &'c mut [Slot],
    ) -> Self {
        Self { shared, entered, args, slots, size: 0, area: GuestAddr::NULL, back: Vec::new() }
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
            Lower::Area { slot, layout } => {
                self.reserve_area(*slot, *layout).map_err(|f| (None, f))
            }
            Lower::Variadic { .. } => Err((None, Error::bug("a variadic call").into())),
            Lower::Nothing { .. } => Ok(()),
            Lower::Image { arg, slot, value, layout } => {
                self.image(*arg, *slot, value, *layout).map_err(|failure| (Some(*arg), failure))
            }
            Lower::Single { arg, slot, record, layout, number } => self
                .single(*arg, *slot, &Access::Record { record: *record }, *layout, *number)
                .map_err(|failure| (Some(*arg), failure)),
            Lower::Callback { arg, slot, .. } => {
                self.callback(*arg, *slot).map_err(|failure| (Some(*arg), failure))
            }
            Lower::Wide { arg, .. } | Lower::Lanes { arg, .. } => {
                Err((Some(*arg), unsupported("a value of this type cannot be converted yet")))
            }
            Lower::Number { .. } | Lower::Pointer { .. } => {
                Err((None, Error::bug("a step in the wrong place").into()))
            }
        }
    }

    #[inline(always)]
    fn arg(&self, arg: u32) -> Result<*mut ffi::PyObject> {
        match self.args.get(arg as usize) {
            Some(value) => Ok(*value),
            None => Err(no_such("argument")),
        }
    }

    #[inline(always)]
    fn put(&mut self, slot: u32, value: Slot) -> Result<()> {
        match self.slots.get_mut(slot as usize) {
            Some(place) => {
                *place = value;
                Ok(())
            }
            None => Err(no_such("slot")),
        }
    }

    fn reserve_area(&mut self, slot: u32, layout: Layout) -> Result<()> {
        self.area = self.entered.reserve(layout.size, layout.align)?;
        self.put(slot, Slot::u32(self.area.0))
    }

    /// A record by value: its image is copied, and C gets the copy's address.
    fn image(&mut self, arg: u32, slot: u32, access: &Access, layout: Layout) -> Result<()> {
        let mut image = vec![0; access::size(self.shared.interface(), access)];
        access::store(self.shared, access, self.arg(arg)?, &mut image)?;
        let addr = self.entered.put(&image, layout.align)?;
        self.put(slot, Slot::u32(addr.0))
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
        let mut image = [0; 16];
        let size = (layout.size as usize).min(16);
        access::store(self.shared, access, self.arg(arg)?, &mut image[..size])?;
        let raw = u128::from_le_bytes(image);
        match form {
            SlotForm::I32 => {
                // Callees trust their callers to extend narrow integers.
                let unused = 32u32.saturating_sub(size as u32 * 8);
                self.put(slot, Slot::i32(((raw as u32) << unused) as i32 >> unused))
            }
            SlotForm::I64 | SlotForm::F32 | SlotForm::F64 => self.put(slot, Slot::bits(raw as u64)),
            SlotForm::Pair => {
                self.put(slot, Slot::bits(raw as u64))?;
                self.put(slot + 1, Slot::bits((raw >> 64) as u64))
            }
            SlotForm::V128 => self.put(slot, Slot::v128(raw)),
        }
    }

    fn callback(&mut self, arg: u32, slot: u32) -> Result<()> {
        // SAFETY: `None` is always alive.
        if self.arg(arg)? == unsafe { ffi::Py_None() } {
            return self.put(slot, Slot::u32(0));
        }
        Err(unsupported("function pointers cannot cross yet, only null can"))
    }

    /// The address to pass for what was given where C has a pointer.
    #[inline(always)]
    fn pointer(&mut self, plan: &PointerPlan, value: *mut ffi::PyObject) -> Result<u32> {
        // SAFETY: `None` is always alive.
        if value == unsafe { ffi::Py_None() } {
            return Ok(0);
        }
        let is_bytes = matches!(plan.pointee, Pointee::Bytes);
        // SAFETY: the argument is alive.
        if plan.is_const && is_bytes && unsafe { ffi::PyBytes_CheckExact(value) } != 0 {
            return self.copy(bytes_of(value), 16);
        }
        // SAFETY: as above.
        if plan.text && unsafe { ffi::PyUnicode_Check(value) } != 0 {
            let text = sequence::utf8(value)?;
            self.size += text.len();
            return Ok(self.entered.put_text(text)?.0);
        }
        if let Some(given) = pointer::of(value) {
            return pointer::address(self.shared, given, plan.to, self.entered.generation());
        }
        match &plan.pointee {
            Pointee::Bytes => match Buffer::of(value, !plan.is_const)? {
                Some(buffer) => self.buffer(plan, buffer, 16),
                None => Err(self.refused(plan, value)),
            },
            Pointee::Elements { element, layout } => self.elements(plan, element, *layout, value),
            Pointee::Opaque => Err(self.refused(plan, value)),
        }
    }

    fn elements(
        &mut self,
        plan: &PointerPlan,
        element: &Access,
        layout: Layout,
        value: *mut ffi::PyObject,
    ) -> Result<u32> {
        // SAFETY: the argument is alive.
        let is_members = unsafe {
            ffi::PyTuple_CheckExact(value) != 0
                || ffi::PyDict_CheckExact(value) != 0
                || ffi::PyList_CheckExact(value) != 0
        };
        if let Access::Record { record } = element {
            if is_members && plan.is_const {
                return self.record_image(element, layout, value);
            }
            return match record::of(value) {
                Some(given) => {
                    given.check(self.shared, *record)?;
                    self.record(plan, given, layout)
                }
                None => Err(self.refused(plan, value)),
            };
        }
        if let Some(Place::Guest { site, .. }) = array::place(value, element) {
            site.check_alive(self.entered.generation())?;
            return Ok(site.addr);
        }
        let buffer = if is_members { None } else { Buffer::of(value, !plan.is_const)? };
        if let Some(buffer) = buffer {
            return match element {
                Access::Number { number, .. } if buffer.has(*number) => {
                    self.buffer(plan, buffer, layout.align)
                }
                _ => Err(other_elements(value)),
            };
        }
        match sequence::of(value)? {
            Some(items) if plan.is_const => self.sequence(element, layout, &items),
            _ => Err(self.refused(plan, value)),
        }
    }

    #[inline(always)]
    fn copy(&mut self, bytes: &[u8], align: u32) -> Result<u32> {
        self.size += bytes.len();
        Ok(self.entered.put(bytes, align)?.0)
    }

    /// Copied in, and back unless C promised not to write.
    fn buffer(&mut self, plan: &PointerPlan, buffer: Buffer, align: u32) -> Result<u32> {
        let addr = self.copy(buffer.as_bytes(), align)?;
        if !plan.is_const {
            self.back.push(Back::Buffer(buffer, GuestAddr(addr)));
        }
        Ok(addr)
    }

    fn record(&mut self, plan: &PointerPlan, given: &'a Record, layout: Layout) -> Result<u32> {
        match &given.place {
            // It is where C can have it already.
            Place::Guest { site, .. } => {
                site.check_alive(self.entered.generation())?;
                Ok(site.addr)
            }
            place => {
                let addr = self.copy(place.as_bytes(), layout.align)?;
                if !plan.is_const {
                    self.back.push(Back::Record(given, GuestAddr(addr)));
                }
                Ok(addr)
            }
        }
    }

    #[inline(always)]
    fn record_image(
        &mut self,
        element: &Access,
        layout: Layout,
        value: *mut ffi::PyObject,
    ) -> Result<u32> {
        let size = layout.size as usize;
        if size <= SMALL {
            let mut image = [0; SMALL];
            access::store(self.shared, element, value, &mut image[..size])?;
            return self.copy(&image[..size], layout.align);
        }
        let mut image = vec![0; size];
        access::store(self.shared, element, value, &mut image)?;
        self.copy(&image, layout.align)
    }

    fn sequence(&mut self, element: &Access, layout: Layout, items: &Owned) -> Result<u32> {
        let size = layout.size as usize;
        let mut image = vec![0; size.saturating_mul(sequence::len(items))];
        sequence::store_items(self.shared, element, size, items, &mut image)?;
        self.copy(&image, layout.align)
    }

    /// Names everything that would have done.
    #[cold]
    fn refused(&self, plan: &PointerPlan, value: *mut ffi::PyObject) -> Failure {
        let interface = self.shared.interface();
        let record = match &plan.pointee {
            Pointee::Elements { element: Access::Record { record }, .. } => {
                Some(spell::record_name(interface, *record))
            }
            _ => None,
        };
        let more = match (&plan.pointee, &record) {
            (Pointee::Bytes, _) if plan.text => ", text or a buffer".to_owned(),
            (Pointee::Bytes, _) => " or a buffer".to_owned(),
            (Pointee::Elements { .. }, Some(name)) => format!(" or a `{name}`"),
            (Pointee::Elements { .. }, None) => " or a buffer of its elements".to_owned(),
            (Pointee::Opaque, _) => String::new(),
        };
        let pointer = spell::declare(interface, plan.to, "*");
        let error = mismatch(&format!("a `{pointer}`{more}"), value);
        // SAFETY: the argument is alive.
        let (is_text, is_dict) =
            unsafe { (ffi::PyUnicode_Check(value) != 0, ffi::PyDict_Check(value) != 0) };
        let is_plain = is_dict || (!is_text && sequence::of(value).is_ok_and(|s| s.is_some()));
        let error = match record {
            _ if is_text => {
                error.with_help("text goes where C has `const char *`: encode it to bytes first")
            }
            Some(name) if is_plain && !plan.is_const => error.with_help(format!(
                "the callee may write here: make a `{name}` with its class in `lib.types` and pass \
                 that, so that what it writes is not lost"
            )),
            None if is_plain && !plan.is_const => error.with_help(
                "the callee may write here: pass a writable buffer, such as an `array.array`, or \
                 memory from `lib.new`, so that what it writes is not lost",
            ),
            _ => error,
        };
        error.into()
    }
}

impl Back<'_> {
    /// Copies what C left.
    pub(crate) fn take(&self, entered: &Entered<'_>) -> Result<()> {
        match self {
            Self::Buffer(buffer, addr) => {
                buffer.fill_from(entered.read(*addr, buffer.as_bytes().len())?);
            }
            Self::Record(record, addr) => {
                record.place.write(0, entered.read(*addr, record.place.len())?)?;
                record.place.renew(entered.generation());
            }
        }
        Ok(())
    }
}

/// The content of a `bytes` object.
#[inline(always)]
fn bytes_of<'a>(value: *mut ffi::PyObject) -> &'a [u8] {
    // SAFETY: callers checked that it is a `bytes`, and keep it.
    let (start, len) = unsafe { (ffi::PyBytes_AsString(value), ffi::PyBytes_Size(value)) };
    // SAFETY: so many bytes are there, and never change.
    unsafe { std::slice::from_raw_parts(start.cast(), len as usize) }
}

#[cold]
fn other_elements(value: *mut ffi::PyObject) -> Failure {
    let message = format!("the elements have another type, got {}", crate::error::describe(value));
    Error::new(Code::ElementType, message)
        .with_help("pass an array of the pointer's element type")
        .into()
}

#[cold]
fn no_such(what: &str) -> Failure {
    Error::bug(format!("a plan names no such {what}")).into()
}
