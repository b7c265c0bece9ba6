//! Where the bytes of a record or array are: its own, its parent's, or the guest's.

use std::cell::{Cell, UnsafeCell};

use pyo3::ffi;
use sandbridge_interface::{Error, GuestAddr};

use crate::error::Result;
use crate::guest::Site;
use crate::object::{Owned, body};
use crate::record::Record;

/// The storage of a record or array.
pub(crate) enum Place {
    /// Its own bytes.
    Own(Bytes),
    /// Some of the bytes of a record that has its own.
    Within {
        /// The first byte.
        start: *mut u8,
        /// How many.
        len: usize,
        /// The record object, which keeps them alive.
        root: Owned,
    },
    /// Guest memory.
    Guest {
        /// The first byte.
        site: Site,
        /// How many.
        len: usize,
    },
}

/// So many bytes need no allocation of their own.
const FEW: usize = 32;

/// Bytes of the host: in the object itself where there are few. Objects never move, so that views may
/// point to them.
pub(crate) struct Bytes {
    few: UnsafeCell<[u8; FEW]>,
    /// Null where they are in `few`.
    many: *mut u8,
    len: usize,
    /// The life of the instance that pointers among them belong to.
    pub(crate) generation: Cell<u32>,
}

impl Drop for Bytes {
    #[inline]
    fn drop(&mut self) {
        if !self.many.is_null() {
            let slice = std::ptr::slice_from_raw_parts_mut(self.many, self.len);
            // SAFETY: pointer and length are those of the box that `new` took apart.
            drop(unsafe { Box::from_raw(slice) });
        }
    }
}

impl Bytes {
    /// A copy.
    #[inline]
    pub(crate) fn new(bytes: &[u8], generation: u32) -> Self {
        let (mut few, mut many) = ([0; FEW], std::ptr::null_mut());
        match few.get_mut(..bytes.len()) {
            Some(place) => place.copy_from_slice(bytes),
            None => many = Box::into_raw(Box::<[u8]>::from(bytes)).cast(),
        }
        let few = UnsafeCell::new(few);
        Self { few, many, len: bytes.len(), generation: Cell::new(generation) }
    }

    /// The first one, once they are where they stay.
    #[inline]
    fn start(&self) -> *mut u8 {
        if self.many.is_null() { self.few.get().cast() } else { self.many }
    }
}

impl Place {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Own(bytes) => bytes.len,
            Self::Within { len, .. } | Self::Guest { len, .. } => *len,
        }
    }

    /// The host's address of the first byte; `None` in guest memory. Only of a place that is in its
    /// object.
    pub(crate) fn start(&self) -> Option<*mut u8> {
        match self {
            Self::Own(bytes) => Some(bytes.start()),
            Self::Within { start, .. } => Some(*start),
            Self::Guest { .. } => None,
        }
    }

    /// The bytes that are the host's; none of guest memory. Callers run no Python code while they
    /// look at them.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self.start() {
            // SAFETY: so many bytes are there while the place exists; only threads that hold the
            // interpreter's lock write them, and this one does not while the borrow lasts.
            Some(start) => unsafe { std::slice::from_raw_parts(start, self.len()) },
            None => &[],
        }
    }

    /// The life of the instance that pointers read from here belong to.
    pub(crate) fn generation(&self) -> u32 {
        match self {
            Self::Own(bytes) => bytes.generation.get(),
            Self::Guest { site, .. } => site.generation,
            Self::Within { root, .. } => {
                // SAFETY: roots are records with bytes of their own.
                unsafe { body::<Record>(root.as_ptr()) }.place.generation()
            }
        }
    }

    /// Says that pointers here are of this life now.
    pub(crate) fn renew(&self, generation: u32) {
        match self {
            Self::Own(bytes) => bytes.generation.set(generation),
            Self::Guest { .. } => {}
            Self::Within { root, .. } => {
                // SAFETY: roots are records with bytes of their own.
                unsafe { body::<Record>(root.as_ptr()) }.place.renew(generation);
            }
        }
    }

    /// Fills `out` from the bytes at `offset`.
    #[inline]
    pub(crate) fn read(&self, offset: usize, out: &mut [u8]) -> Result<()> {
        self.check(offset, out.len())?;
        match (self.start(), self) {
            (Some(start), _) => {
                // SAFETY: the range was checked, and `out` is the caller's own.
                unsafe {
                    std::ptr::copy_nonoverlapping(start.add(offset), out.as_mut_ptr(), out.len());
                }
            }
            (None, Self::Guest { site, .. }) => {
                let entered = site.enter()?;
                out.copy_from_slice(entered.read(address(site, offset), out.len())?);
            }
            (None, _) => {}
        }
        Ok(())
    }

    /// Writes `bytes` at `offset`.
    #[inline]
    pub(crate) fn write(&self, offset: usize, bytes: &[u8]) -> Result<()> {
        self.check(offset, bytes.len())?;
        match (self.start(), self) {
            (Some(start), _) => {
                // SAFETY: the range was checked, and callers do not pass bytes of this place.
                unsafe {
                    std::ptr::copy_nonoverlapping(bytes.as_ptr(), start.add(offset), bytes.len());
                }
            }
            (None, Self::Guest { site, .. }) => {
                site.enter()?.write(address(site, offset), bytes)?;
            }
            (None, _) => {}
        }
        Ok(())
    }

    /// A copy of all bytes.
    pub(crate) fn to_vec(&self) -> Result<Vec<u8>> {
        let mut all = vec![0; self.len()];
        self.read(0, &mut all)?;
        Ok(all)
    }

    /// The part of `len` bytes at `offset`; `me` is the object that this is the place of.
    pub(crate) fn part(&self, me: *mut ffi::PyObject, offset: usize, len: usize) -> Result<Self> {
        self.check(offset, len)?;
        Ok(match self {
            Self::Guest { site, .. } => Self::Guest { site: site.at(offset), len },
            Self::Own(bytes) => Self::Within {
                start: bytes.start().wrapping_add(offset),
                len,
                // SAFETY: the caller's object is alive.
                root: unsafe { Owned::of(me) }?,
            },
            Self::Within { start, root, .. } => {
                Self::Within { start: start.wrapping_add(offset), len, root: root.clone() }
            }
        })
    }

    fn check(&self, offset: usize, len: usize) -> Result<()> {
        match offset.checked_add(len) {
            Some(end) if end <= self.len() => Ok(()),
            _ => Err(Error::bug("a member lies beyond its record").into()),
        }
    }
}

fn address(site: &Site, offset: usize) -> GuestAddr {
    let offset = u32::try_from(offset).unwrap_or(u32::MAX);
    GuestAddr(site.addr.saturating_add(offset))
}
