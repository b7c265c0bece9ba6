//! What the Python objects of one library share: the library itself, its classes and plans.

use std::collections::HashMap;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sandbridge_interface::plan::{self, CallbackPlan, Shape};
use sandbridge_interface::{Code, EnumId, Error, Interface, RecordId, SignatureId, name};
use sandbridge_runtime::{Entered, Function, Library};

use crate::class::{self, Classes};
use crate::error::{Failure, Result};
use crate::family::Family;
use crate::handle_object::Known;
use crate::idiom::Idiom;
use crate::object::Owned;

/// What all Python objects of one library share. It outlives the `Library` object in Python for as
/// long as functions, pointers or records of it are around.
pub(crate) struct Shared {
    pub(crate) library: Library,
    /// The life of the instance, as the core counts it; only `reset` changes it.
    generation: AtomicU32,
    shapes: Vec<OnceLock<Option<Members>>>,
    function_types: Vec<OnceLock<Arc<Function>>>,
    callback_plans: Vec<OnceLock<Arc<CallbackPlan>>>,
    /// Functions with facts, by position.
    idioms: Vec<OnceLock<Box<Idiom>>>,
    /// Classes that all loads of the library share.
    pub(crate) family: Arc<Family>,
    /// The objects that stand for handles.
    pub(crate) handles: Known,
    /// The interpreter's state of the thread inside while it is detached; only that thread looks.
    detached: AtomicPtr<ffi::PyThreadState>,
    /// The value classes of records that are kept below, by position; null for the others.
    value_classes: Vec<AtomicPtr<ffi::PyTypeObject>>,
    /// How often C called back; only the thread inside counts.
    callbacks: AtomicU32,
    /// What objects hold instead of this; null before it is needed.
    keeper: AtomicPtr<ffi::PyObject>,
    /// Classes hold their library, so keeping them makes a cycle, which ends when the `Library`
    /// object does: `None` from then on.
    kept: Mutex<Option<Kept>>,
}

#[derive(Default)]
struct Kept {
    records: HashMap<RecordId, Classes>,
    /// For each enumeration its members by value, in a `dict`, and its class.
    enums: HashMap<u32, (Owned, Owned)>,
}

/// A record's members with a quick way to find them.
pub(crate) struct Members {
    pub(crate) shape: Shape,
    index: HashMap<String, usize>,
}

impl Members {
    /// The position of the member of that name.
    pub(crate) fn position(&self, name: &str) -> Result<usize> {
        let found = match self.shape.members.len() {
            // Comparing a few names is quicker than hashing one.
            0..=8 => self.shape.members.iter().position(|member| member.name == name),
            _ => self.index.get(name).copied(),
        };
        found.ok_or_else(|| self.unknown(name).into())
    }

    /// The error for a name that the record lacks.
    #[cold]
    pub(crate) fn unknown(&self, wanted: &str) -> Error {
        let record = &self.shape.name;
        let error = Error::new(Code::UnknownMember, format!("`{record}` has no member `{wanted}`"));
        let names: Vec<&str> = self.shape.members.iter().map(|m| m.name.as_str()).collect();
        match name::nearest(wanted, names.iter().copied()) {
            Some(near) => error.with_help(format!("did you mean `{near}`?")),
            None => error.with_help(format!("it has {}", names.join(", "))),
        }
    }
}

impl Shared {
    pub(crate) fn new(library: Library, family: Arc<Family>) -> Self {
        let shapes = library.interface().records.iter().map(|_| OnceLock::new()).collect();
        let kept = Mutex::new(Some(Kept::default()));
        let nothing = || AtomicPtr::new(ptr::null_mut());
        let value_classes = library.interface().records.iter().map(|_| nothing()).collect();
        let nothing_yet = AtomicPtr::new(ptr::null_mut());
        let signatures = library.interface().signatures.len();
        let functions = library.interface().functions.len();
        Self {
            library,
            generation: AtomicU32::new(0),
            shapes,
            function_types: (0..signatures).map(|_| OnceLock::new()).collect(),
            callback_plans: (0..signatures).map(|_| OnceLock::new()).collect(),
            idioms: (0..functions).map(|_| OnceLock::new()).collect(),
            family,
            handles: Known::default(),
            detached: AtomicPtr::new(ptr::null_mut()),
            callbacks: AtomicU32::new(0),
            keeper: nothing_yet,
            value_classes,
            kept,
        }
    }

    pub(crate) fn interface(&self) -> &Interface {
        self.library.interface()
    }

    /// The present life of the instance.
    pub(crate) fn generation(&self) -> u32 {
        self.generation.load(Ordering::Relaxed)
    }

    /// Takes the library for this thread; other Python threads run while it waits.
    #[inline(always)]
    pub(crate) fn enter(&self) -> Result<Entered<'_>> {
        // SAFETY: threads enter and leave only while they hold the interpreter's lock: all entries
        // of this crate are here, guards are dropped after the lock was taken back, and `close`
        // and `reset` are called with it.
        match unsafe { self.library.try_enter_locked() }? {
            Some(entered) => Ok(entered),
            None => self.wait(),
        }
    }

    #[cold]
    fn wait(&self) -> Result<Entered<'_>> {
        loop {
            // SAFETY: this thread is attached, and touches nothing of Python until it is again.
            let state = unsafe { ffi::PyEval_SaveThread() };
            self.library.wait_until_free();
            // SAFETY: the state is this thread's own.
            unsafe { ffi::PyEval_RestoreThread(state) };
            // SAFETY: as in `enter`.
            if let Some(entered) = unsafe { self.library.try_enter_locked() }? {
                return Ok(entered);
            }
        }
    }

    /// Waits until this thread could enter; nobody can come in between before it lets go of the
    /// interpreter's lock. A library that is dead or closed is free.
    pub(crate) fn wait_for_turn(&self) -> Result<()> {
        match self.enter() {
            Err(Failure::Error(error)) if error.code() == Code::Busy => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Lets other Python threads run; this one is inside and touches nothing of Python until
    /// [`Shared::attach`].
    pub(crate) fn detach(&self) {
        // SAFETY: this thread is attached.
        let state = unsafe { ffi::PyEval_SaveThread() };
        self.detached.store(state, Ordering::Relaxed);
    }

    /// Ends what [`Shared::detach`] began; `false` when this thread was attached anyway.
    #[inline(always)]
    pub(crate) fn attach(&self) -> bool {
        let state = self.detached.load(Ordering::Relaxed);
        if state.is_null() {
            return false;
        }
        self.detached.store(ptr::null_mut(), Ordering::Relaxed);
        // SAFETY: the state is this thread's own: nobody else is inside.
        unsafe { ffi::PyEval_RestoreThread(state) };
        true
    }

    /// Counts a callback.
    #[inline(always)]
    pub(crate) fn count_callback(&self) {
        self.callbacks.store(self.callbacks().wrapping_add(1), Ordering::Relaxed);
    }

    /// How often C called back until now.
    pub(crate) fn callbacks(&self) -> u32 {
        self.callbacks.load(Ordering::Relaxed)
    }

    /// How functions of that type are called through pointers.
    pub(crate) fn function_type(&self, id: SignatureId) -> Result<Arc<Function>> {
        let cell = self.function_types.get(id.index());
        let cell = cell.ok_or_else(|| Error::bug("no such function type"))?;
        match cell.get() {
            Some(known) => Ok(Arc::clone(known)),
            None => {
                let made = self.library.function_type(id)?;
                Ok(Arc::clone(cell.get_or_init(|| made)))
            }
        }
    }

    /// How C calls host functions of that type.
    pub(crate) fn callback_plan(&self, id: SignatureId) -> Result<Arc<CallbackPlan>> {
        let cell = self.callback_plans.get(id.index());
        let cell = cell.ok_or_else(|| Error::bug("no such function type"))?;
        match cell.get() {
            Some(known) => Ok(Arc::clone(known)),
            None => {
                let made = Arc::new(plan::callback_plan(self.interface(), id)?);
                Ok(Arc::clone(cell.get_or_init(|| made)))
            }
        }
    }

    /// The function with facts at that position of the interface.
    #[inline]
    pub(crate) fn idiom(&self, position: usize) -> Result<&Idiom> {
        let cell = self.idioms.get(position).ok_or_else(|| Error::bug("no such function"))?;
        if let Some(known) = cell.get() {
            return Ok(known);
        }
        let made = Box::new(Idiom::new(self, position)?);
        Ok(cell.get_or_init(|| made))
    }

    /// The members of a record.
    #[inline]
    pub(crate) fn members(&self, id: RecordId) -> Result<&Members> {
        let cell = self.shapes.get(id.index()).ok_or_else(|| Error::bug("no such record"))?;
        let made = cell.get_or_init(|| {
            let shape = plan::shape(self.interface(), id)?;
            let names = shape.members.iter().map(|member| member.name.clone());
            let index = names.enumerate().map(|(index, name)| (name, index)).collect();
            Some(Members { shape, index })
        });
        made.as_ref().ok_or_else(|| Error::bug("the members of an opaque record").into())
    }

    /// The classes of a record, made when first needed.
    pub(crate) fn classes(self: &Arc<Self>, id: RecordId) -> Result<Classes> {
        if let Some(found) = self.kept(|kept| kept.records.get(&id).cloned()).flatten() {
            return Ok(found);
        }
        let made = class::make(self, id)?;
        if self.kept(|kept| kept.records.insert(id, made.clone())).is_some()
            && let Some(quick) = self.value_classes.get(id.index())
        {
            quick.store(made.value.as_type(), Ordering::Relaxed);
        }
        Ok(made)
    }

    /// The value class of a record without a search, once it was made; borrowed from what is kept.
    #[inline]
    pub(crate) fn known_class(&self, id: RecordId) -> Option<*mut ffi::PyTypeObject> {
        let class = self.value_classes.get(id.index())?.load(Ordering::Relaxed);
        (!class.is_null()).then_some(class)
    }

    /// A Python object that holds this for as long as it is alive: what many objects hold, as its
    /// count is not atomic.
    #[inline]
    pub(crate) fn keeper(self: &Arc<Self>) -> Result<Owned> {
        let known = self.keeper.load(Ordering::Relaxed);
        if known.is_null() {
            return self.make_keeper();
        }
        // SAFETY: it is kept until the `Library` object ends.
        unsafe { Owned::of(known) }
    }

    #[cold]
    fn make_keeper(self: &Arc<Self>) -> Result<Owned> {
        unsafe extern "C" fn end(capsule: *mut ffi::PyObject) {
            // SAFETY: the capsule is alive.
            let shared = unsafe { ffi::PyCapsule_GetPointer(capsule, ptr::null()) };
            if !shared.is_null() {
                // SAFETY: it is the reference that the capsule was given.
                drop(unsafe { Arc::from_raw(shared.cast::<Shared>()) });
            }
        }
        let held = Arc::into_raw(Arc::clone(self)).cast_mut();
        // SAFETY: a capsule may be without a name; it owns the reference.
        let made = unsafe { ffi::PyCapsule_New(held.cast(), ptr::null(), Some(end)) };
        if made.is_null() {
            // SAFETY: the reference was not given away.
            drop(unsafe { Arc::from_raw(held.cast_const()) });
        }
        // SAFETY: a new reference or null came back.
        let keeper = unsafe { Owned::new(made) }?;
        // After the end of the `Library` object nobody would let go of it.
        if self.kept(|_| ()).is_some() {
            self.keeper.store(keeper.clone().into_ptr(), Ordering::Relaxed);
        }
        Ok(keeper)
    }

    /// The enumeration's member of that value, or the value itself when it has none.
    pub(crate) fn member(&self, id: u32, value: Owned) -> Result<Owned> {
        if self.interface().enumeration(EnumId(id)).name.is_none() {
            return Ok(value);
        }
        let (members, _) = self.enumeration(id)?;
        // SAFETY: it is a dict, and the value is an integer.
        let found = unsafe { ffi::PyDict_GetItemWithError(members.as_ptr(), value.as_ptr()) };
        if found.is_null() {
            return Ok(value);
        }
        // SAFETY: the dict keeps it.
        unsafe { Owned::of(found) }
    }

    /// The enumeration's members by value, and its class.
    pub(crate) fn enumeration(&self, id: u32) -> Result<(Owned, Owned)> {
        if let Some(found) = self.kept(|kept| kept.enums.get(&id).cloned()).flatten() {
            return Ok(found);
        }
        let made = class::make_enumeration(self, EnumId(id))?;
        self.kept(|kept| kept.enums.insert(id, made.clone()));
        Ok(made)
    }

    /// Ends the cycle from the library to its classes and back, with the `Library` object.
    pub(crate) fn let_go(&self) {
        for quick in &self.value_classes {
            quick.store(ptr::null_mut(), Ordering::Relaxed);
        }
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(kept);
        let keeper = self.keeper.swap(ptr::null_mut(), Ordering::Relaxed);
        // SAFETY: the reference was taken when it was stored.
        unsafe { ffi::Py_XDECREF(keeper) };
    }

    /// Notes that the instance is in another life.
    pub(crate) fn renew(&self, generation: u32) {
        self.generation.store(generation, Ordering::Relaxed);
    }

    /// `None` once the `Library` object is gone. Nothing of Python runs inside.
    fn kept<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> Option<T> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_mut().map(act)
    }
}

/// The class of an enumeration and its members by value; `enum` is imported only here.
pub(crate) fn enumeration_class(
    module: &str,
    name: &str,
    doc: &str,
    variants: &[(String, i128)],
) -> Result<(Owned, Owned)> {
    Python::attach(|py| -> PyResult<_> {
        let members = PyDict::new(py);
        for (name, value) in variants {
            members.set_item(name, value)?;
        }
        let make = py.import("sandbridge._library")?.getattr("make_enumeration")?;
        let (class, by_value): (Bound<'_, PyAny>, Bound<'_, PyDict>) = make
            .call1((module, name, doc, members))?
            .extract()
            .map_err(|_| PyRuntimeError::new_err("make_enumeration returned something else"))?;
        // SAFETY: both are live objects.
        let owned = unsafe { (Owned::of(by_value.as_ptr()), Owned::of(class.as_ptr())) };
        Ok((owned.0?, owned.1?))
    })
    .map_err(Failure::from)
}
