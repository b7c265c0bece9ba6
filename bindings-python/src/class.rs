//! The Python classes of one C record, made when first needed: one for its values, one for
//! pointers to it. Both have a descriptor for each member, whose closure is the member's position.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_void};
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::ffi;
use sandbridge_interface::{EnumId, Error, RecordId};

use crate::error::Result;
use crate::library::{self, Shared};
use crate::object::{Owned, deallocate_plain, eternal, make_class, size, slot};
use crate::pointer::{self, Pointer};
use crate::record::{self, Record};

/// The two classes of a record.
#[derive(Clone)]
pub(crate) struct Classes {
    /// Its values.
    pub(crate) value: Owned,
    /// Pointers to it.
    pub(crate) pointer: Owned,
}

/// What a value class knows of itself.
pub(crate) struct Meta {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: RecordId,
}

const META: &CStr = c"__sandbridge__";

/// Makes the classes of a record that has a layout.
pub(crate) fn make(shared: &Arc<Shared>, id: RecordId) -> Result<Classes> {
    let shape = &shared.members(id)?.shape;
    let record = shared.interface().record(id);
    let short = record.name.as_deref().unwrap_or("anonymous");
    let library = shared.library.name();
    let value = {
        let slots = vec![
            slot(ffi::Py_tp_doc, eternal(&value_doc(shared, id)?).cast()),
            slot(ffi::Py_tp_new, record::construct as *const c_void),
            slot(ffi::Py_tp_dealloc, deallocate_plain::<Record> as *const c_void),
            slot(ffi::Py_tp_getset, accessors(shared, id, record::accessors())?),
        ];
        let name = c_string(&format!("sandbridge.{library}.{short}"));
        // SAFETY: the functions fit their slots and the body that the base has too.
        unsafe { make_class(&name, size::<Record>(), 0, record::BASE.get(), slots) }?
    };
    let pointer = {
        let doc = format!("A pointer to `{}`, whose members it shows.", shape.name);
        let slots = vec![
            slot(ffi::Py_tp_doc, eternal(&doc).cast()),
            slot(ffi::Py_tp_dealloc, deallocate_plain::<Pointer> as *const c_void),
            slot(ffi::Py_tp_getset, accessors(shared, id, pointer::accessors())?),
        ];
        let name = c_string(&format!("sandbridge.{library}.{short}_pointer"));
        // SAFETY: the functions fit their slots and the body that the base has too.
        unsafe { make_class(&name, size::<Pointer>(), 0, pointer::BASE.get(), slots) }?
    };
    let meta = Box::new(Meta { shared: Arc::clone(shared), id });
    // SAFETY: the capsule owns the box and drops it with its destructor.
    let capsule = unsafe {
        Owned::new(ffi::PyCapsule_New(Box::into_raw(meta).cast(), META.as_ptr(), Some(drop_meta)))
    }?;
    set(&value, META, &capsule)?;
    set(&value, c"__match_args__", &names(shape.members.iter().map(|m| m.name.as_str()))?)?;
    Ok(Classes { value, pointer })
}

/// What a value class knows of itself.
pub(crate) fn meta<'a>(class: *mut ffi::PyTypeObject) -> Result<&'a Meta> {
    // SAFETY: the class is alive; the capsule is checked for its name below.
    let capsule = unsafe { Owned::new(ffi::PyObject_GetAttrString(class.cast(), META.as_ptr())) }?;
    // SAFETY: only capsules of this name are accepted, and `make` alone makes them.
    let meta = unsafe { ffi::PyCapsule_GetPointer(capsule.as_ptr(), META.as_ptr()) };
    // SAFETY: the class keeps the capsule, and callers keep the class.
    match unsafe { meta.cast::<Meta>().as_ref() } {
        Some(meta) => Ok(meta),
        None => Err(crate::error::Failure::Raised),
    }
}

unsafe extern "C" fn drop_meta(capsule: *mut ffi::PyObject) {
    // SAFETY: the capsule was made by `make` with this name.
    let meta = unsafe { ffi::PyCapsule_GetPointer(capsule, META.as_ptr()) };
    if !meta.is_null() {
        // SAFETY: it is the box that `make` gave to the capsule.
        drop(unsafe { Box::from_raw(meta.cast::<Meta>()) });
    }
}

/// The `IntEnum` of an enumeration: its members by value, and the class.
pub(crate) fn make_enumeration(shared: &Shared, id: EnumId) -> Result<(Owned, Owned)> {
    let enumeration = shared.interface().enumeration(id);
    let name = enumeration.name.as_deref().unwrap_or("anonymous");
    let own = |name: &str| shared.interface().facts.name(name).to_owned();
    let variants = enumeration.variants.iter();
    let variants: Vec<_> = variants.map(|variant| (own(&variant.name), variant.value)).collect();
    let key = if enumeration.is_tag { format!("enum {name}") } else { name.to_owned() };
    let doc = shared.library.docs().0.get(&key).cloned().unwrap_or_default();
    let module = format!("sandbridge.{}", shared.library.name());
    library::enumeration_class(&module, name, &doc, &variants)
}

/// How the members of a kind of object are read and assigned.
pub(crate) type Accessors = (ffi::getter, ffi::setter);

/// A descriptor table that lives as long as the process, as the interpreter wants it. Tables seen
/// before are reused, so that loading a library again leaks nothing.
fn accessors(shared: &Shared, id: RecordId, (get, set): Accessors) -> Result<*const c_void> {
    static KNOWN: Mutex<Option<HashMap<String, usize>>> = Mutex::new(None);
    let shape = &shared.members(id)?.shape;
    let docs = &shared.library.docs().0;
    let mut key = format!("{:x}\n", get as usize);
    let mut rows = Vec::new();
    for (index, member) in shape.members.iter().enumerate() {
        let comment = docs.get(&format!("{}.{}", shape.name, member.name));
        let comment = comment.map_or_else(String::new, |comment| format!("\n\n{comment}"));
        let doc = format!("{}{comment}", member.declaration);
        // Writing to a string cannot fail.
        let _ = writeln!(key, "{index} {} {doc}", member.name);
        rows.push((index, member.name.as_str(), doc));
    }
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(table) = known.get(&key) {
        return Ok(*table as *const c_void);
    }
    let mut table: Vec<ffi::PyGetSetDef> = rows
        .iter()
        .map(|(index, name, doc)| ffi::PyGetSetDef {
            name: eternal(name),
            get: Some(get),
            set: Some(set),
            doc: eternal(doc),
            closure: std::ptr::without_provenance_mut(*index),
        })
        .collect();
    table.push(ffi::PyGetSetDef::default());
    let table = Box::leak(table.into_boxed_slice()).as_ptr();
    known.insert(key, table as usize);
    Ok(table.cast())
}

/// The record as C declares it, with its comment, under a signature for editors and `help`.
fn value_doc(shared: &Shared, id: RecordId) -> Result<String> {
    let shape = &shared.members(id)?.shape;
    let mut doc = format!("{} {{\n", shape.name);
    for member in &shape.members {
        // Writing to a string cannot fail.
        let _ = writeln!(doc, "    {};", member.declaration);
    }
    doc.push('}');
    if let Some(comment) = shared.library.docs().0.get(&shape.name) {
        let _ = write!(doc, "\n\n{comment}");
    }
    Ok(doc)
}

fn names<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Result<Owned> {
    // SAFETY: a new tuple or null comes back.
    let tuple = unsafe { Owned::new(ffi::PyTuple_New(names.len() as isize)) }?;
    for (index, name) in names.enumerate() {
        let name = Owned::text(name)?.into_ptr();
        // SAFETY: the tuple is new and has this place; it takes the reference over.
        if unsafe { ffi::PyTuple_SetItem(tuple.as_ptr(), index as isize, name) } != 0 {
            return Err(Error::bug("a tuple is full").into());
        }
    }
    Ok(tuple)
}

fn set(class: &Owned, name: &CStr, value: &Owned) -> Result<()> {
    // SAFETY: all three are alive.
    let done =
        unsafe { ffi::PyObject_SetAttrString(class.as_ptr(), name.as_ptr(), value.as_ptr()) };
    if done == 0 { Ok(()) } else { Err(crate::error::Failure::Raised) }
}

fn c_string(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}
