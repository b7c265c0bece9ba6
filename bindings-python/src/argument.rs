//! What may be given where C has a pointer, and the address that goes there for it.

use pyo3::ffi;
use sandbridge_interface::plan::{self, Access, Pointee, PointerPlan};
use sandbridge_interface::{Code, Error, GuestAddr, Layout, RecordId, TypeId, spell};

use crate::access;
use crate::buffer::Buffer;
use crate::error::{Failure, Result, mismatch};
use crate::lower::{Back, Lowering};
use crate::object::Owned;
use crate::place::Place;
use crate::record::{self, Record};
use crate::{array, handle_object, pointer, sequence, text};

impl<'a> Lowering<'_, 'a, '_> {
    /// The address to pass for what was given where C has a pointer.
    #[inline(always)]
    pub(crate) fn pointer(&mut self, plan: &PointerPlan, value: *mut ffi::PyObject) -> Result<u32> {
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
        if let Some(unit) = plan.wide_text
            // SAFETY: as above.
            && unsafe { ffi::PyUnicode_Check(value) } != 0
        {
            let text = text::encode_wide(value, unit)?;
            return self.copy(&text, unit.into());
        }
        if let Some(given) = pointer::of(value) {
            return pointer::address(self.shared, given, plan.to, self.entered.generation());
        }
        match &plan.pointee {
            Pointee::Bytes => {
                if let Some(addr) = array::address(self.shared, value, None)? {
                    return Ok(addr);
                }
                match Buffer::of(value, !plan.is_const)? {
                    Some(buffer) => self.buffer(plan, buffer, 16),
                    None => self.standing_for(plan, value),
                }
            }
            Pointee::Elements { element, layout } => self.elements(plan, element, *layout, value),
            Pointee::Opaque => self.standing_for(plan, value),
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
                if let Some(items) = self.records(*record, value)? {
                    return self.sequence(element, layout, &items);
                }
                return self.record_image(element, layout, value);
            }
            if let Some(addr) = self.record_array(plan, element, layout, value)? {
                return Ok(addr);
            }
            return match record::of(value) {
                Some(given) => {
                    given.check(self.shared, *record)?;
                    self.record(plan, given, layout)
                }
                None => self.standing_for(plan, value),
            };
        }
        if let Some(addr) = array::address(self.shared, value, Some(element))? {
            return Ok(addr);
        }
        if let Access::Pointer { pointer } = element
            && is_members
            && plan::pointer_plan(self.shared.interface(), *pointer)?.pointee == Pointee::Bytes
            && let Some(items) = sequence::of(value)?
        {
            return self.texts(*pointer, &items);
        }
        let buffer = if is_members { None } else { Buffer::of(value, !plan.is_const)? };
        if let Some(buffer) = buffer {
            return match innermost(element) {
                Access::Number { number, .. } if buffer.has(*number) => {
                    check_rows(&buffer, layout.size, number.size())?;
                    self.buffer(plan, buffer, layout.align)
                }
                _ => Err(other_elements(value)),
            };
        }
        match sequence::of(value)? {
            Some(items) if plan.is_const => self.sequence(element, layout, &items),
            _ => self.standing_for(plan, value),
        }
    }

    #[inline(always)]
    pub(crate) fn copy(&mut self, bytes: &[u8], align: u32) -> Result<u32> {
        self.size += bytes.len();
        Ok(self.entered.put(bytes, align)?.0)
    }

    /// Copied in, and back unless C promised not to write.
    pub(crate) fn buffer(&mut self, plan: &PointerPlan, buffer: Buffer, align: u32) -> Result<u32> {
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
        access::with_image(layout.size as usize, |image| {
            access::store(self.shared, element, value, image)?;
            self.copy(image, layout.align)
        })
    }

    /// The items of a list of which every one is a record of the type or a mapping.
    pub(crate) fn records(&self, id: RecordId, value: *mut ffi::PyObject) -> Result<Option<Owned>> {
        // SAFETY: the argument is alive.
        if unsafe { ffi::PyDict_CheckExact(value) } != 0 {
            return Ok(None);
        }
        let items = sequence::of(value)?;
        Ok(items.filter(|items| {
            let count = sequence::len(items);
            let is_one = |item| {
                // SAFETY: the tuple keeps its items.
                let is_mapping = unsafe { ffi::PyDict_Check(item) } != 0;
                is_mapping || record::of(item).is_some_and(|given| given.id == id)
            };
            count > 0 && (0..count).all(|index| is_one(sequence::item(items, index)))
        }))
    }

    /// Records side by side: an array object, or a buffer whose items have the record's size.
    fn record_array(
        &mut self,
        plan: &PointerPlan,
        element: &Access,
        layout: Layout,
        value: *mut ffi::PyObject,
    ) -> Result<Option<u32>> {
        if let Some(addr) = array::address(self.shared, value, Some(element))? {
            return Ok(Some(addr));
        }
        if record::of(value).is_some() {
            return Ok(None);
        }
        match Buffer::of(value, !plan.is_const)? {
            Some(buffer) if buffer.has_records(layout.size) => {
                self.buffer(plan, buffer, layout.align).map(Some)
            }
            Some(_) => Err(other_elements(value)),
            None => Ok(None),
        }
    }

    /// A list of text as `char **`: copies, and a `NULL` after the last. They live for the call.
    fn texts(&mut self, pointer: TypeId, items: &Owned) -> Result<u32> {
        let count = sequence::len(items);
        let mut image = Vec::with_capacity((count + 1) * 4);
        for index in 0..count {
            let item = sequence::item(items, index);
            // SAFETY: the tuple keeps its items.
            let addr = if unsafe { ffi::PyUnicode_Check(item) } != 0 {
                let text = sequence::utf8(item)?;
                self.size += text.len();
                self.entered.put_text(text).map(|addr| addr.0).map_err(Failure::from)
            } else {
                access::store_pointer(self.shared, pointer, item)
            };
            let addr = addr.map_err(|failure| failure.context(format_args!("element {index}")))?;
            image.extend(addr.to_le_bytes());
        }
        image.extend([0; 4]);
        self.copy(&image, 4)
    }

    fn sequence(&mut self, element: &Access, layout: Layout, items: &Owned) -> Result<u32> {
        let size = layout.size as usize;
        let mut image = vec![0; size.saturating_mul(sequence::len(items))];
        sequence::store_items(self.shared, element, size, items, &mut image)?;
        self.copy(&image, layout.align)
    }

    /// A handle stands for its object; nothing else is left that would do.
    #[cold]
    fn standing_for(&self, plan: &PointerPlan, value: *mut ffi::PyObject) -> Result<u32> {
        match handle_object::of(value) {
            Some(given) => given.address_in(self.shared, Some(plan.to)),
            None => Err(self.refused(plan, value)),
        }
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

/// Refuses a last row that is not whole.
fn check_rows(buffer: &Buffer, row: u32, element: u32) -> Result<()> {
    let len = buffer.as_bytes().len();
    if len.is_multiple_of(row.max(1) as usize) {
        return Ok(());
    }
    let (came, row) = (len / element as usize, row / element);
    let message = format!("expected whole rows of {row} elements, got {came}");
    Err(Error::new(Code::BufferLength, message).into())
}

/// The element of the innermost of arrays of arrays.
fn innermost(mut access: &Access) -> &Access {
    while let Access::Array { element, .. } = access {
        access = element;
    }
    access
}

/// The content of a `bytes` object.
#[inline(always)]
pub(crate) fn bytes_of<'a>(value: *mut ffi::PyObject) -> &'a [u8] {
    // SAFETY: callers checked that it is a `bytes`, and keep it.
    let (start, len) = unsafe { (ffi::PyBytes_AsString(value), ffi::Py_SIZE(value)) };
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
