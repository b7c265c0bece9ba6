//! Host functions that C calls through function pointers.
//!
//! C holds an index into the module's function table. Behind the index stands a *trampoline*, a
//! WebAssembly function of the right type that looks up which host function it is for at this
//! moment. wasmtime frees functions only with their store, so trampolines are kept and used again:
//! any number of callbacks may come and go.

use std::collections::{HashMap, VecDeque};
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::rc::Rc;

use sandbridge_interface::abi::{ValType, WasmSignature};
use sandbridge_interface::{Code, Error, Result};
use wasmtime::{AsContextMut, Caller, Func, FuncType, Ref, Table, ValRaw};

use crate::live::{Live, State};
use crate::{Entered, Slot, trap};

/// Table slots that one growth adds.
const GROWTH: u64 = 16;

/// What runs when C calls: it finds its arguments in the slots, and leaves its result in the first.
/// An error unwinds the guest to the host call that is nearest; with
/// [`Code::HostRaised`] the host keeps the exception itself.
pub type HostFunction = Box<dyn Fn(&mut Entered<'_>, &mut [Slot]) -> Result<()> + Send + Sync>;

/// A host function that may be running while it is taken away.
type Running = dyn Fn(&mut Entered<'_>, &mut [Slot]) -> Result<()> + Send + Sync;

/// A host function as C knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FunctionPointer(pub u32);

/// The trampolines of one instance.
#[derive(Default)]
pub(crate) struct Callbacks {
    /// By trampoline: the host function that it is for.
    current: Vec<Option<Rc<Running>>>,
    /// By trampoline: its table index and type.
    places: Vec<(u32, WasmSignature)>,
    /// Trampolines without a host function, longest unused first, so that a pointer that C kept
    /// too long meets an error rather than a stranger.
    free: HashMap<WasmSignature, VecDeque<usize>>,
    by_index: HashMap<u32, usize>,
    /// Table indices that were added and are not taken yet.
    spare: Vec<u32>,
}

impl Callbacks {
    /// Gives `function` a place in `table`.
    pub(crate) fn add(
        &mut self,
        mut store: impl AsContextMut<Data = State>,
        table: &Table,
        signature: &WasmSignature,
        function: HostFunction,
    ) -> Result<FunctionPointer> {
        let free = self.free.get_mut(signature).and_then(VecDeque::pop_front);
        let trampoline = match free {
            Some(trampoline) => trampoline,
            None => self.make(&mut store, table, signature)?,
        };
        self.current[trampoline] = Some(Rc::from(function));
        Ok(FunctionPointer(self.places[trampoline].0))
    }

    /// Takes the host function away; a call through the pointer is an error from now on.
    /// It is given back to be dropped once nothing is borrowed: what it holds may be callbacks.
    pub(crate) fn remove(&mut self, pointer: FunctionPointer) -> Option<Rc<Running>> {
        let &trampoline = self.by_index.get(&pointer.0)?;
        let removed = self.current[trampoline].take();
        if removed.is_some() {
            let signature = self.places[trampoline].1.clone();
            self.free.entry(signature).or_default().push_back(trampoline);
        }
        removed
    }

    fn make(
        &mut self,
        mut store: impl AsContextMut<Data = State>,
        table: &Table,
        signature: &WasmSignature,
    ) -> Result<usize> {
        let index = self.place(&mut store, table)?;
        let trampoline = self.current.len();
        let ty = function_type(store.as_context_mut().engine(), signature);
        let results = usize::from(signature.result.is_some());
        let params = signature.params.len();
        // SAFETY: the closure reads the parameters that the type has and writes the one result that
        // it may have, both of which lie in the slots that it is given.
        let function = unsafe {
            Func::new_unchecked(store.as_context_mut(), ty, move |caller, slots| {
                run(caller, trampoline, slots, params.max(results))
            })
        };
        table
            .set(store.as_context_mut(), index.into(), Ref::Func(Some(function)))
            .map_err(|error| Error::bug(format!("a callback has no place: {error}")))?;
        self.current.push(None);
        self.places.push((index, signature.clone()));
        self.by_index.insert(index, trampoline);
        Ok(trampoline)
    }

    fn place(&mut self, mut store: impl AsContextMut, table: &Table) -> Result<u32> {
        if self.spare.is_empty() {
            let first =
                table.grow(store.as_context_mut(), GROWTH, Ref::Func(None)).map_err(|_| {
                    Error::new(
                        Code::CallDepth,
                        format!("the function table is full: {} entries", table.size(&store)),
                    )
                    .with_help("release callbacks that are no longer needed")
                })? as u32;
            self.spare.extend((first..first + GROWTH as u32).rev());
        }
        self.spare.pop().ok_or_else(|| Error::bug("the function table did not grow"))
    }
}

/// C calls: the host function of this trampoline runs with the caller's context at hand.
fn run(
    mut caller: Caller<'_, State>,
    trampoline: usize,
    slots: &mut [MaybeUninit<ValRaw>],
    count: usize,
) -> wasmtime::Result<()> {
    let Some(live) = caller.data().live else {
        return Err(failed(&caller, Error::bug("a callback before the instance was ready")));
    };
    // SAFETY: the instance is alive while its code is running.
    let live: &Live = unsafe { live.as_ref() };
    // SAFETY: what borrows the callbacks mutably never runs guest code, nor does this keep the borrow.
    let callbacks = unsafe { live.callbacks.try_borrow_unguarded() };
    let function = callbacks.ok().and_then(|all| all.current.get(trampoline)?.clone());
    // SAFETY: C runs only in calls through `Entered`, which borrows the library.
    let (Some(library), Some(function)) = (unsafe { live.home() }, function) else {
        return Err(failed(&caller, released()));
    };
    debug_assert!(count <= slots.len());
    // SAFETY: `Slot` is transparent over `ValRaw`; the engine wrote the parameters, and a result
    // slot beyond them is only written.
    let slots = unsafe { std::slice::from_raw_parts_mut(slots.as_mut_ptr().cast::<Slot>(), count) };
    let mut context = caller.as_context_mut();
    let was_pending = context.has_pending_exception();
    let outer = live.lend(Some(NonNull::from(&mut context).cast()));
    let done = catch_unwind(AssertUnwindSafe(|| {
        let mut entered = library.enter_again()?;
        function(&mut entered, slots)
    }));
    live.lend(outer);
    match done {
        Ok(Ok(())) => {
            // A nested call trapped, and the host function went on nevertheless.
            if live.is_dead.get() {
                return Err(failed(&caller, abandoned(&library)));
            }
            // Nor does an exception of such a call go on.
            if !was_pending && caller.as_context_mut().has_pending_exception() {
                trap::forget_exception(&mut caller);
            }
            Ok(())
        }
        Ok(Err(error)) => Err(unwinding(error, was_pending, &mut caller)),
        Err(_) => Err(failed(&caller, Error::bug("a host function panicked"))),
    }
}

impl Entered<'_> {
    /// Whether a guest exception (`longjmp`) left a nested call. When the host function then fails with
    /// [`Code::UncaughtException`], it goes on to the guest's frames outside; else it is dropped.
    pub fn has_guest_exception(&self) -> bool {
        // SAFETY: this thread is inside; the context is used for this one question.
        unsafe { self.live().context() }.has_pending_exception()
    }
}

#[cold]
fn unwinding(error: Error, was_pending: bool, caller: &mut Caller<'_, State>) -> wasmtime::Error {
    let is_pending = caller.as_context_mut().has_pending_exception();
    // A guest exception that passed through the host function goes on unchanged.
    if is_pending && error.code() == Code::UncaughtException {
        return wasmtime::Error::new(wasmtime::ThrownException);
    }
    if is_pending && !was_pending {
        trap::forget_exception(&mut *caller);
    }
    failed(caller, error)
}

#[cold]
fn failed(caller: &Caller<'_, State>, error: Error) -> wasmtime::Error {
    trap::from_host(caller.engine(), error)
}

#[cold]
fn abandoned(library: &crate::Library) -> Error {
    let message =
        format!("{} trapped in a call that a callback made, and is not continued", library.name());
    Error::new(Code::DeadInstance, message).with_help("reset() gives a fresh instance")
}

#[cold]
fn released() -> Error {
    Error::new(Code::Released, "the library called a function that the host has released")
        .with_help("keep the callback alive for as long as the library holds it")
}

/// The engine's form of a signature.
pub(crate) fn function_type(engine: &wasmtime::Engine, signature: &WasmSignature) -> FuncType {
    FuncType::new(
        engine,
        signature.params.iter().map(|&param| value_type(param)),
        signature.result.map(value_type),
    )
}

fn value_type(ty: ValType) -> wasmtime::ValType {
    match ty {
        ValType::I32 => wasmtime::ValType::I32,
        ValType::I64 => wasmtime::ValType::I64,
        ValType::F32 => wasmtime::ValType::F32,
        ValType::F64 => wasmtime::ValType::F64,
        ValType::V128 => wasmtime::ValType::V128,
    }
}
