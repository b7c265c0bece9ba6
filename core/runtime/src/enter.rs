//! The guard of the thread that is inside a library: calls, memory and scratch.

use sandbridge_interface::{Code, Error, GuestAddr, Result};
use std::marker::PhantomData;
use std::ptr;
use std::sync::Arc;
use wasmtime::{Func, StoreContextMut};

use crate::live::{Live, State};
use crate::memory::{self, View};
use crate::scratch::Mark;
use crate::{Function, Library, Slot, stack, trap};

/// Calls and callbacks inside each other, at most.
const MAX_DEPTH: u32 = 200;

/// This thread has the instance until the guard is dropped. Methods that may run guest code take
/// `&mut self`, so that no borrow of guest memory lives across one.
pub struct Entered<'a> {
    library: &'a Library,
    live: &'a Arc<Live>,
    /// Bound to its thread.
    _thread: PhantomData<*mut ()>,
}

impl Drop for Entered<'_> {
    #[inline]
    fn drop(&mut self) {
        self.library.leave();
    }
}

impl<'a> Entered<'a> {
    pub(crate) fn new(library: &'a Library, live: &'a Arc<Live>) -> Self {
        Self { library, live, _thread: PhantomData }
    }

    pub(crate) fn library(&self) -> &'a Library {
        self.library
    }

    pub(crate) fn live(&self) -> &'a Live {
        self.live
    }

    /// Which life of the instance this is; pointers carry it.
    pub fn generation(&self) -> u32 {
        self.live.generation
    }

    /// Calls `function` with the parameters in `slots`, at least
    /// [`width`](Function::width) of them; the result is in the first one afterwards.
    ///
    /// # Errors
    /// A trap, after which the instance is dead, or a limit.
    #[inline]
    pub fn call(&mut self, function: &Function, slots: &mut [Slot]) -> Result<()> {
        if slots.len() < function.width || function.library != self.library.id() {
            return Err(wrong_call(function));
        }
        // SAFETY: this thread is inside, and `&mut self` means that nothing else is in use.
        let target = unsafe { self.live.function(function.index, &function.symbol) }?;
        // SAFETY: the export's type is that of the plan (checked at load), and there are slots
        // enough for its parameters and its result.
        unsafe { self.invoke(target, &function.symbol, slots) }
    }

    /// Runs guest code.
    ///
    /// # Safety
    /// The function's type has no references, and there are slots for all its parameters and its
    /// result.
    #[inline]
    pub(crate) unsafe fn invoke(
        &mut self,
        target: Func,
        name: &str,
        slots: &mut [Slot],
    ) -> Result<()> {
        let stack_pointer = self.prepare()?;
        // SAFETY: as above.
        let context = unsafe { self.live.context() };
        // SAFETY: the caller vouches for type and slots.
        let done = unsafe { target.call_unchecked(context, Slot::as_raw(slots)) };
        match done {
            Ok(()) if !self.live.has_raised.get() => Ok(()),
            Ok(()) => self.live.take_raised(self.library.depth()).map_or(Ok(()), Err),
            Err(error) => {
                // What unwound the call counts, not what it went on after.
                drop(self.live.take_raised(self.library.depth()));
                Err(self.failed(error, stack_pointer, name))
            }
        }
    }

    /// Checks that guest code may run: depth and stack. Gives the stack pointer to go back to should it
    /// fail.
    #[inline(always)]
    pub(crate) fn prepare(&mut self) -> Result<Option<i32>> {
        stack::check(self.library.lowest())?;
        if !self.live.is_nested() {
            self.live.floor.set(stack::floor());
            return Ok(None);
        }
        self.check_depth()?;
        stack::check_nested(self.live.floor.get())?;
        // SAFETY: this thread is inside, and `&mut self` means that nothing else is in use.
        Ok(unsafe { self.live.stack_pointer() })
    }

    /// Runs guest code that is no function of the interface: its allocator, and where `errno` is.
    pub(crate) fn aside<T>(
        &mut self,
        name: &str,
        act: impl FnOnce(&Live, StoreContextMut<'_, State>) -> wasmtime::Result<T>,
    ) -> Result<T> {
        let stack_pointer = self.prepare()?;
        // SAFETY: this thread is inside, and `&mut self` excludes other uses of the context.
        let done = act(self.live, unsafe { self.live.context() });
        match done {
            Ok(got) if !self.live.has_raised.get() => Ok(got),
            Ok(got) => self.live.take_raised(self.library.depth()).map_or(Ok(got), Err),
            Err(error) => {
                drop(self.live.take_raised(self.library.depth()));
                Err(self.failed(error, stack_pointer, name))
            }
        }
    }

    fn check_depth(&self) -> Result<()> {
        if self.library.depth() <= MAX_DEPTH {
            return Ok(());
        }
        Err(Error::new(
            Code::CallDepth,
            format!("{}: {MAX_DEPTH} calls and callbacks are nested", self.library.name()),
        )
        .with_help("the library and the host call each other without end"))
    }

    #[cold]
    fn failed(&mut self, error: wasmtime::Error, stack_pointer: Option<i32>, name: &str) -> Error {
        // SAFETY: this thread is inside, the call is over, and `&mut self` excludes other uses.
        let context = unsafe { self.live.context() };
        let is_own = !error.is::<trap::FromHost>();
        let error = trap::translate(error, context);
        // SAFETY: as above.
        unsafe { self.live.restore_stack_pointer(stack_pointer) };
        if self.library.depth() == 1 {
            // SAFETY: as above.
            trap::forget_exception(unsafe { self.live.context() });
        }
        if is_own {
            self.kill_for(&error);
        }
        error.context(format_args!("{}.{name}", self.library.name()))
    }

    /// Marks the instance as dead when the error says that it is.
    fn kill_for(&self, error: &Error) {
        if trap::kills(error) {
            self.live.is_dead.set(true);
            self.library.kill(error);
        }
    }

    /// A guest address that was taken from the allocator or the scratch area.
    pub(crate) fn at(&self, addr: GuestAddr) -> *mut u8 {
        self.live.base().wrapping_add(addr.0 as usize)
    }

    /// The present size of guest memory in bytes.
    #[inline]
    pub fn memory_size(&self) -> usize {
        // SAFETY: this thread is inside; the context is used for this one question.
        unsafe { self.live.size() }
    }

    /// The `len` bytes at `addr`.
    ///
    /// # Errors
    /// [`Code::BadGuestPointer`] when they are not all in guest memory.
    #[inline]
    pub fn read(&self, addr: GuestAddr, len: usize) -> Result<&[u8]> {
        let range = memory::range(self.memory_size(), addr, len)?;
        // SAFETY: the range is inside the guest's memory, and nothing writes it while `self` is
        // borrowed: the guest runs only through `&mut self`.
        Ok(unsafe { std::slice::from_raw_parts(self.live.base().add(range.start), len) })
    }

    /// The `len` bytes at `addr`, to be written.
    ///
    /// # Errors
    /// As for [`Entered::read`].
    #[inline]
    pub fn read_mut(&mut self, addr: GuestAddr, len: usize) -> Result<&mut [u8]> {
        let range = memory::range(self.memory_size(), addr, len)?;
        // SAFETY: the range is inside the guest's memory, and `self` is borrowed exclusively.
        Ok(unsafe { std::slice::from_raw_parts_mut(self.live.base().add(range.start), len) })
    }

    /// Writes `bytes` at `addr`.
    ///
    /// # Errors
    /// As for [`Entered::read`].
    #[inline]
    pub fn write(&mut self, addr: GuestAddr, bytes: &[u8]) -> Result<()> {
        self.read_mut(addr, bytes.len())?.copy_from_slice(bytes);
        Ok(())
    }

    /// The text at `addr` without its NUL.
    ///
    /// # Errors
    /// [`Code::BadGuestPointer`] when `addr` is outside memory, [`Code::TextUnterminated`] when no
    /// NUL follows before its end.
    pub fn read_text(&self, addr: GuestAddr) -> Result<&[u8]> {
        let rest = self.memory_size().saturating_sub(addr.0 as usize);
        let bytes = self.read(addr, rest.max(1))?;
        // `CStr` finds the NUL with the C library's vectorised search.
        match std::ffi::CStr::from_bytes_until_nul(bytes) {
            Ok(text) => Ok(text.to_bytes()),
            Err(_) => Err(Error::new(
                Code::TextUnterminated,
                format!("the text at {:#x} has no NUL before the end of memory", addr.0),
            )),
        }
    }

    /// A window of `len` bytes at `addr` for the host's own buffer types.
    ///
    /// # Errors
    /// As for [`Entered::read`].
    pub fn view(&self, addr: GuestAddr, len: usize) -> Result<View> {
        let range = memory::range(self.memory_size(), addr, len)?;
        let start = self.live.base().wrapping_add(range.start);
        Ok(View::new(Arc::clone(self.live), start, len))
    }

    /// A level of scratch to go back to with [`Entered::release`].
    #[inline]
    pub fn mark(&self) -> Mark {
        self.live.scratch.mark()
    }

    /// Frees what was put since `mark`.
    #[inline]
    pub fn release(&mut self, mark: Mark) {
        if self.live.scratch.release(mark) {
            self.free_spilled(mark);
        }
    }

    #[cold]
    fn free_spilled(&mut self, mark: Mark) {
        for addr in self.live.scratch.unspill(mark).into_iter().rev() {
            // `free` after a trap might never return; the whole instance goes in any case.
            if !self.live.is_dead.get() {
                // Should it trap, the next call says so.
                let _ = self.free(addr);
            }
        }
    }

    /// Room for `size` bytes until the mark before it is released: scratch, or the heap when
    /// scratch is full. Its content is whatever was there.
    ///
    /// # Errors
    /// [`Code::OutOfMemory`], or a trap in the guest's `malloc`.
    #[inline]
    pub fn reserve(&mut self, size: u32, align: u32) -> Result<GuestAddr> {
        match self.live.scratch.take(size, align) {
            Some(addr) => Ok(addr),
            None => self.reserve_on_heap(size, align),
        }
    }

    #[cold]
    fn reserve_on_heap(&mut self, size: u32, align: u32) -> Result<GuestAddr> {
        // `malloc` need not align more than that, over-aligned records ask for more.
        let slack = if align > 8 { align } else { 0 };
        let addr = self.allocate(size.saturating_add(slack))?;
        self.live.scratch.spill(addr);
        Ok(GuestAddr(addr.0.next_multiple_of(align.max(1))))
    }

    /// A copy of `bytes` in the guest until the mark before it is released.
    ///
    /// # Errors
    /// As for [`Entered::reserve`].
    #[inline]
    pub fn put(&mut self, bytes: &[u8], align: u32) -> Result<GuestAddr> {
        let addr = self.reserve(checked_len(bytes.len())?, align)?;
        // SAFETY: so much was just reserved there, and guest memory never shrinks.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.at(addr), bytes.len()) };
        Ok(addr)
    }

    /// A copy of `text` with a final NUL in the guest until the mark before it is released.
    ///
    /// # Errors
    /// [`Code::TextWithNul`], or as for [`Entered::reserve`].
    #[inline]
    pub fn put_text(&mut self, text: &[u8]) -> Result<GuestAddr> {
        if let Ok(until) = std::ffi::CStr::from_bytes_until_nul(text) {
            let at = until.count_bytes();
            return Err(Error::new(Code::TextWithNul, format!("the text has a NUL at byte {at}"))
                .with_help("C text ends at its first NUL: pass a buffer and its length instead"));
        }
        let len = checked_len(text.len())?;
        let addr = self.reserve(len.saturating_add(1), 1)?;
        // SAFETY: so much was just reserved there, and guest memory never shrinks.
        let place = unsafe { std::slice::from_raw_parts_mut(self.at(addr), text.len() + 1) };
        place[..text.len()].copy_from_slice(text);
        place[text.len()] = 0;
        Ok(addr)
    }

    /// `size` bytes of guest heap, aligned as `malloc` does (at least to 8), that the caller owns. Zero size counts as one.
    ///
    /// # Errors
    /// [`Code::OutOfMemory`], or a trap in the guest's `malloc`.
    pub fn allocate(&mut self, size: u32) -> Result<GuestAddr> {
        self.aside("malloc", |live, context| live.allocator.allocate(context, live.memory(), size))
    }

    /// Gives back what [`Entered::allocate`] returned.
    ///
    /// # Errors
    /// A trap in the guest's `free`, which means that its heap was damaged.
    pub fn free(&mut self, addr: GuestAddr) -> Result<()> {
        self.aside("free", |live, context| live.allocator.free(context, addr))
    }
}

#[cold]
fn wrong_call(function: &Function) -> Error {
    Error::bug(format!("a wrong call of `{}`", function.symbol))
}

fn checked_len(len: usize) -> Result<u32> {
    u32::try_from(len).map_err(|_| {
        Error::new(
            Code::OutOfMemory,
            format!("{len} bytes are more than the 4 GiB that a library can address"),
        )
    })
}
