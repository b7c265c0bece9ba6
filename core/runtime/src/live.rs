//! One life of an instance: the store, its memory and what belongs to them, from instantiation to
//! close or reset.

use std::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::Arc;

use sandbridge_interface::{Code, Error, Result};
use wasmtime::{AsContextMut, Func, Global, Instance, Memory, Store, StoreContextMut, Table, Val};

use crate::allocator::Allocator;
use crate::callback::Callbacks;
use crate::library::Home;
use crate::limit::Limiter;
use crate::load::Loaded;
use crate::options::Options;
use crate::program::{Handles, Held, Spare};
use crate::scratch::Scratch;
use crate::wasi::Wasi;
use crate::{export, import, stack, trap};

/// What host functions find in the store.
pub(crate) struct State {
    pub(crate) wasi: Wasi,
    limiter: Limiter,
    /// The life that this store belongs to, once it is complete.
    pub(crate) live: Option<NonNull<Live>>,
}

// SAFETY: the pointer is only followed by host functions that the guest calls, on the thread that
// has entered the library, while the life that it points to is running.
unsafe impl Send for State {}

/// Only the thread that has entered the library touches it (see [`crate::Entered`]).
pub(crate) struct Live {
    store: UnsafeCell<Store<State>>,
    /// Inside a callback: the context that wasmtime lent to it, through which nested calls go.
    nested: Cell<Option<NonNull<StoreContextMut<'static, State>>>>,
    instance: Instance,
    memory: Memory,
    /// Start of guest memory; the reservation guarantees that it never moves.
    base: *mut u8,
    stack_pointer: Option<(Global, i32)>,
    /// The function table, when the module exports it.
    table: Option<Table>,
    pub(crate) callbacks: RefCell<Callbacks>,
    /// Objects of the library that the host refers to.
    pub(crate) handles: RefCell<Handles>,
    /// What the library holds on behalf of C.
    pub(crate) held: RefCell<Held>,
    /// What calls of host functions with facts need.
    pub(crate) spare: Spare,
    /// Whether a host function failed while C went on.
    pub(crate) has_raised: Cell<bool>,
    home: OnceCell<Home>,
    errno: OnceCell<u32>,
    /// By position in the interface, looked up when first called.
    functions: Vec<OnceCell<Func>>,
    pub(crate) allocator: Allocator,
    pub(crate) scratch: Scratch,
    /// The address that the guest's frames on the host's stack must not pass, as the outermost call
    /// left it; wasmtime does not move it for nested ones.
    pub(crate) floor: Cell<usize>,
    /// Counts resets: pointers of an earlier life are refused.
    pub(crate) generation: u32,
    /// Set once a trap left the guest in the middle of something: nothing runs in it any more.
    pub(crate) is_dead: Cell<bool>,
}

// SAFETY: the store is `Send`; the raw pointers point into memory that the store owns, or are
// `None` whenever no call is running; every use goes through the entering thread.
unsafe impl Send for Live {}
// SAFETY: shared references are only used by the one thread that has entered the library, and by
// views, which touch nothing but mapped memory.
unsafe impl Sync for Live {}

impl Live {
    pub(crate) fn new(loaded: &Loaded, options: &Options, generation: u32) -> Result<Self> {
        // The module's start runs guest code, on whatever thread loads it.
        stack::check(stack::lowest())?;
        let wasi = Wasi::new(options)?;
        let state = State { wasi, limiter: Limiter::new(options.memory_limit), live: None };
        let mut store = Store::new(loaded.module.engine(), state);
        store.limiter(|state| &mut state.limiter);
        let imports = import::resolve(&mut store, &loaded.module, options)?;
        let instance = Instance::new(&mut store, &loaded.module, &imports)
            .map_err(|error| failed_start(trap::translate(error, &mut store)))?;
        if let Ok(start) = instance.get_typed_func::<(), ()>(&mut store, "_initialize") {
            start
                .call(&mut store, ())
                .map_err(|error| failed_start(trap::translate(error, &mut store)))?;
        }
        let memory = export::memory(&mut store, &instance)?;
        let base = memory.data_ptr(&store);
        let stack_pointer = export::stack_pointer(&mut store, &instance);
        let table = instance.get_table(&mut store, export::TABLE);
        let mut allocator = Allocator::new(&mut store, &instance);
        let scratch = Scratch::new(&mut allocator, &mut store, &memory)?;
        let functions = (0..loaded.interface.functions.len()).map(|_| OnceCell::new()).collect();
        Ok(Self {
            store: UnsafeCell::new(store),
            nested: Cell::new(None),
            instance,
            memory,
            base,
            stack_pointer,
            table,
            callbacks: RefCell::default(),
            handles: RefCell::default(),
            held: RefCell::default(),
            spare: Spare::default(),
            has_raised: Cell::new(false),
            home: OnceCell::new(),
            errno: OnceCell::new(),
            functions,
            allocator,
            scratch,
            floor: Cell::new(0),
            generation,
            is_dead: Cell::new(false),
        })
    }

    /// Tells a life where it lives, so that host functions that C calls find their way.
    pub(crate) fn settle(self: &Arc<Self>, home: Home) {
        // SAFETY: the life was just made; nobody else has seen it.
        let store = unsafe { &mut *self.store.get() };
        store.data_mut().live = Some(NonNull::from(&**self));
        // It is settled once.
        let _ = self.home.set(home);
    }

    /// The library that this life belongs to, once it is complete.
    ///
    /// # Safety
    /// As for [`Home::borrow`].
    #[inline(always)]
    pub(crate) unsafe fn home(&self) -> Option<ManuallyDrop<crate::Library>> {
        // SAFETY: passed on to the caller.
        self.home.get().map(|home| unsafe { home.borrow() })
    }

    /// Makes `context` the one that calls go through, and gives the former one to put back.
    pub(crate) fn lend(
        &self,
        context: Option<NonNull<StoreContextMut<'static, State>>>,
    ) -> Option<NonNull<StoreContextMut<'static, State>>> {
        self.nested.replace(context)
    }

    /// Whether a host function is running.
    #[inline(always)]
    pub(crate) fn is_nested(&self) -> bool {
        self.nested.get().is_some()
    }

    /// The table that function pointers index.
    ///
    /// # Errors
    /// [`Code::WrongAbi`] when the module exports none.
    pub(crate) fn table(&self) -> Result<&Table> {
        self.table.as_ref().ok_or_else(|| {
            Error::new(Code::WrongAbi, "the module has no function table to put callbacks into")
                .with_help("link it with `--export-table --growable-table`")
        })
    }

    /// The address of an exported variable.
    ///
    /// # Safety
    /// As for [`Live::context`].
    pub(crate) unsafe fn variable(&self, name: &str) -> Option<u32> {
        // SAFETY: passed on to the caller.
        let mut context = unsafe { self.context() };
        let global = self.instance.get_global(&mut context, name)?;
        global.get(&mut context).i32().map(i32::cast_unsigned)
    }

    /// Where `errno` is, asked of the guest once; `None` when the module does not say it.
    pub(crate) fn errno_location(
        &self,
        mut context: StoreContextMut<'_, State>,
    ) -> wasmtime::Result<Option<u32>> {
        if let Some(known) = self.errno.get() {
            return Ok(Some(*known));
        }
        let location = self.instance.get_typed_func::<(), u32>(&mut context, "__errno_location");
        let Ok(location) = location else { return Ok(None) };
        let at = location.call(&mut context, ())?;
        Ok(Some(*self.errno.get_or_init(|| at)))
    }

    /// The guest's stack pointer at this moment.
    ///
    /// # Safety
    /// As for [`Live::context`].
    pub(crate) unsafe fn stack_pointer(&self) -> Option<i32> {
        let (global, _) = self.stack_pointer?;
        // SAFETY: passed on to the caller.
        let context = unsafe { self.context() };
        global.get(context).i32()
    }

    /// The store, or inside a callback the context that was lent to it.
    ///
    /// # Safety
    /// The calling thread has entered the library, and no other context of this instance is in
    /// use: neither an earlier result of this function, nor a guest call other than the one that
    /// `nested` belongs to.
    #[inline(always)]
    pub(crate) unsafe fn context(&self) -> StoreContextMut<'_, State> {
        match self.nested.get() {
            // SAFETY: the caller vouches for exclusive use; the place lives on the stack of the
            // callback that is running.
            Some(context) => unsafe { (*context.as_ptr()).as_context_mut() },
            // SAFETY: the caller vouches for exclusive use.
            None => unsafe { (*self.store.get()).as_context_mut() },
        }
    }

    /// Start of guest memory.
    #[inline(always)]
    pub(crate) fn base(&self) -> *mut u8 {
        self.base
    }

    /// Present size of guest memory in bytes.
    ///
    /// # Safety
    /// As for [`Live::context`].
    #[inline(always)]
    pub(crate) unsafe fn size(&self) -> usize {
        // SAFETY: passed on to the caller.
        self.memory.data_size(unsafe { self.context() })
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The exported function at `index` of the interface.
    ///
    /// # Safety
    /// As for [`Live::context`].
    #[inline(always)]
    pub(crate) unsafe fn function(&self, index: usize, symbol: &str) -> Result<Func> {
        match self.functions.get(index).and_then(OnceCell::get) {
            Some(function) => Ok(*function),
            // SAFETY: passed on to the caller.
            None => unsafe { self.find_function(index, symbol) },
        }
    }

    /// # Safety
    /// As for [`Live::context`].
    #[cold]
    unsafe fn find_function(&self, index: usize, symbol: &str) -> Result<Func> {
        // SAFETY: passed on to the caller.
        let context = unsafe { self.context() };
        let function = self
            .instance
            .get_func(context, symbol)
            .ok_or_else(|| Error::bug(format!("the export `{symbol}` is gone")))?;
        let cell = self.functions.get(index).ok_or_else(|| Error::bug("no such function"))?;
        Ok(*cell.get_or_init(|| function))
    }

    /// Puts the guest's stack pointer back to `former`, or to where the outermost call found it:
    /// frames that a trap or an exception left behind are never popped otherwise.
    ///
    /// # Safety
    /// As for [`Live::context`].
    pub(crate) unsafe fn restore_stack_pointer(&self, former: Option<i32>) {
        if let Some((global, initial)) = self.stack_pointer {
            // SAFETY: passed on to the caller.
            let context = unsafe { self.context() };
            // It is a mutable i32, as was checked when it was found.
            let _ = global.set(context, Val::I32(former.unwrap_or(initial)));
        }
    }
}

fn failed_start(error: Error) -> Error {
    if error.code() == Code::UnknownImport || error.code() == Code::OutOfMemory {
        return error;
    }
    let mut start =
        Error::new(Code::InitializationFailed, format!("its start-up code failed: {error}"));
    if let Some(guest) = error.guest() {
        start = start.with_guest(guest.clone());
    }
    start
}
