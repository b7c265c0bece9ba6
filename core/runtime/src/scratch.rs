//! The area in guest memory for what a call needs only while it runs: strings, structs, small
//! buffers. A stack of bytes, so that nested calls lie beyond the calls that they are nested in.

use std::cell::{Cell, RefCell};

use sandbridge_interface::{GuestAddr, Result};
use wasmtime::{AsContextMut, Memory};

use crate::allocator::Allocator;
use crate::live::State;

/// One wasm page; what does not fit is allocated from the guest.
pub(crate) const SIZE: u32 = 64 << 10;

pub(crate) struct Scratch {
    base: u32,
    top: Cell<u32>,
    /// What was allocated because it did not fit, innermost call last.
    spilled: RefCell<Vec<GuestAddr>>,
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
        store: impl AsContextMut<Data = State>,
        memory: &Memory,
    ) -> Result<Self> {
        let base = allocator.allocate(store, memory, SIZE + 16)?.0;
        // Aligned for every C type; the 16 bytes more make room for it.
        Ok(Self { base: (base + 15) & !15, top: Cell::new(0), spilled: RefCell::default() })
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
        Mark { top: self.top.get(), spilled: self.spilled.borrow().len() as u32 }
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
    }

    /// Goes back to `mark`; what was spilled since is for the caller to free.
    #[inline(always)]
    pub(crate) fn release(&self, mark: Mark) -> Option<Vec<GuestAddr>> {
        self.top.set(mark.top);
        let mut spilled = self.spilled.borrow_mut();
        if spilled.len() as u32 > mark.spilled {
            return Some(spilled.split_off(mark.spilled as usize));
        }
        None
    }
}
