//! The area in guest memory for what a call needs only while it runs: strings, structs, small
//! buffers. A stack of bytes, so that nested calls lie beyond the calls that they are nested in.

use std::cell::{Cell, RefCell};

use sandbridge_interface::{GuestAddr, Result};
use wasmtime::{AsContextMut, Memory};

use crate::allocator::Allocator;
use crate::live::State;
use crate::trap;

/// One wasm page; what does not fit is allocated from the guest.
pub(crate) const SIZE: u32 = 64 << 10;

pub(crate) struct Scratch {
    base: u32,
    top: Cell<u32>,
    /// What was allocated because it did not fit, innermost call last.
    spilled: RefCell<Vec<GuestAddr>>,
    /// How many of those there are, for the calls that spill nothing: they ask no more than this.
    count: Cell<u32>,
}

/// A level of the scratch area to go back to; see [`Entered::mark`](crate::Entered::mark).
#[derive(Debug, Clone, Copy)]
#[must_use = "what is put after the mark is released by giving it back"]
pub struct Mark {
    top: u32,
    spilled: u32,
}

impl Scratch {
    pub(crate) fn new(
        allocator: &mut Allocator,
        mut store: impl AsContextMut<Data = State>,
        memory: &Memory,
    ) -> Result<Self> {
        let got = allocator.allocate(store.as_context_mut(), memory, SIZE + 16);
        let base = got.map_err(|error| trap::translate(error, store))?.0;
        // Aligned for every C type; the 16 bytes more make room for it.
        let (top, spilled, count) = (Cell::new(0), RefCell::default(), Cell::new(0));
        Ok(Self { base: (base + 15) & !15, top, spilled, count })
    }

    /// The first free address.
    #[inline(always)]
    pub(crate) fn free(&self) -> u32 {
        self.base + self.top.get()
    }

    /// How many bytes are free.
    #[inline(always)]
    pub(crate) fn room(&self) -> u32 {
        SIZE - self.top.get()
    }

    #[inline(always)]
    pub(crate) fn mark(&self) -> Mark {
        Mark { top: self.top.get(), spilled: self.count.get() }
    }

    /// The level for [`Scratch::lower`].
    #[inline(always)]
    pub(crate) fn top(&self) -> u32 {
        self.top.get()
    }

    /// Goes back to a level since which nothing was spilled.
    #[inline(always)]
    pub(crate) fn lower(&self, top: u32) {
        self.top.set(top);
    }

    /// Takes `size` bytes; `None` when there is not enough room.
    #[inline(always)]
    pub(crate) fn take(&self, size: u32, align: u32) -> Option<GuestAddr> {
        let at = self.free().checked_add(align - 1)? & !(align - 1);
        let end = at.checked_add(size)?;
        if end > self.base + SIZE {
            return None;
        }
        self.top.set(end - self.base);
        Some(GuestAddr(at))
    }

    pub(crate) fn spill(&self, addr: GuestAddr) {
        self.spilled.borrow_mut().push(addr);
        self.count.set(self.count.get() + 1);
    }

    /// Goes back to `mark`; whether something was spilled since, which [`Scratch::unspill`] gives.
    #[inline(always)]
    pub(crate) fn release(&self, mark: Mark) -> bool {
        self.top.set(mark.top);
        self.count.get() > mark.spilled
    }

    /// What was spilled since `mark`, for the caller to free.
    #[cold]
    pub(crate) fn unspill(&self, mark: Mark) -> Vec<GuestAddr> {
        self.count.set(mark.spilled);
        self.spilled.borrow_mut().split_off(mark.spilled as usize)
    }
}
