//! Guest memory that the host asks for: from the guest's own `malloc`, or from pages added to its
//! memory when the module exports none.

use std::cell::RefCell;

use sandbridge_interface::{Code, Error, GuestAddr, Result};
use wasmtime::{AsContextMut, Instance, Memory, Store, TypedFunc};

use crate::live::State;

const PAGE: u32 = 64 << 10;
/// More than this is refused unasked: with the pages around it, no address overflows.
const MOST: u32 = u32::MAX - 2 * PAGE;

pub(crate) enum Allocator {
    /// `malloc` and `free` as the module exports them. Their answers are checked.
    Guest { malloc: TypedFunc<u32, u32>, free: TypedFunc<u32, ()> },
    /// First fit over pages that belong to the host alone.
    Pages(RefCell<Pages>),
}

/// Free and used blocks of the host's own pages, by address.
#[derive(Default)]
pub(crate) struct Pages {
    free: Vec<(u32, u32)>,
    used: Vec<(u32, u32)>,
}

impl Allocator {
    pub(crate) fn new(store: &mut Store<State>, instance: &Instance) -> Self {
        let malloc = instance.get_typed_func(&mut *store, "malloc");
        let free = instance.get_typed_func(&mut *store, "free");
        match (malloc, free) {
            (Ok(malloc), Ok(free)) => Self::Guest { malloc, free },
            _ => Self::Pages(RefCell::default()),
        }
    }

    /// `size` bytes, aligned at least to 8.
    pub(crate) fn allocate(
        &self,
        mut store: impl AsContextMut<Data = State>,
        memory: &Memory,
        size: u32,
    ) -> wasmtime::Result<GuestAddr> {
        let size = size.max(1);
        let addr = match self {
            Self::Guest { malloc, .. } => malloc.call(&mut store, size)?,
            Self::Pages(pages) => pages
                .borrow_mut()
                .allocate(size, |pages| {
                    memory.grow(&mut store, pages.into()).ok().map(|old| old as u32 * PAGE)
                })
                .unwrap_or(0),
        };
        if addr == 0 {
            return Err(wasmtime::Error::new(exhausted(size, memory.data_size(&store))));
        }
        let end = u64::from(addr) + u64::from(size);
        if addr % 8 != 0 || end > memory.data_size(&store) as u64 {
            return Err(wasmtime::Error::new(Error::new(
                Code::BadGuestPointer,
                format!("the library's `malloc({size})` returned {addr:#x}, which it cannot own"),
            )));
        }
        Ok(GuestAddr(addr))
    }

    /// Gives back what [`Allocator::allocate`] returned.
    pub(crate) fn free(
        &self,
        mut store: impl AsContextMut<Data = State>,
        addr: GuestAddr,
    ) -> wasmtime::Result<()> {
        match self {
            Self::Guest { free, .. } => free.call(&mut store, addr.0),
            Self::Pages(pages) => pages.borrow_mut().free(addr.0).map_err(wasmtime::Error::new),
        }
    }
}

impl Pages {
    fn allocate(&mut self, size: u32, grow: impl FnOnce(u32) -> Option<u32>) -> Option<u32> {
        let size = size.checked_next_multiple_of(16).filter(|size| *size <= MOST)?;
        let index = match self.free.iter().position(|&(_, free)| free >= size) {
            Some(index) => index,
            None => {
                let pages = size.div_ceil(PAGE);
                let start = grow(pages)?;
                // Address 0 is NULL; a memory that starts empty gives its first bytes away.
                let lost = if start == 0 { 16 } else { 0 };
                self.insert(start + lost, pages * PAGE - lost);
                self.free.iter().position(|&(_, free)| free >= size)?
            }
        };
        let (start, free) = self.free[index];
        if free == size {
            self.free.remove(index);
        } else {
            self.free[index] = (start + size, free - size);
        }
        self.used.push((start, size));
        Some(start)
    }

    fn free(&mut self, addr: u32) -> Result<()> {
        let Some(index) = self.used.iter().position(|&(start, _)| start == addr) else {
            return Err(Error::bug(format!("{addr:#x} was freed but not allocated")));
        };
        let (start, size) = self.used.swap_remove(index);
        self.insert(start, size);
        Ok(())
    }

    /// Adds a free block, joined with its neighbours.
    fn insert(&mut self, start: u32, size: u32) {
        let at = self.free.partition_point(|&(other, _)| other < start);
        self.free.insert(at, (start, size));
        if self.free.get(at + 1).is_some_and(|&(next, _)| next == start + size) {
            let (_, more) = self.free.remove(at + 1);
            self.free[at].1 += more;
        }
        if at > 0 && self.free[at - 1].0 + self.free[at - 1].1 == start {
            let (_, more) = self.free.remove(at);
            self.free[at - 1].1 += more;
        }
    }
}

fn exhausted(size: u32, has: usize) -> Error {
    Error::new(
        Code::OutOfMemory,
        format!("the library cannot allocate {size} bytes; it has {has} bytes of memory"),
    )
    .with_help("raise the memory limit when loading, or free what is not needed")
}
