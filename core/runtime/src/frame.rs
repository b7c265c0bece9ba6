//! The call frame: a block of host memory that a host language shares once and then fills without
//! crossing, for hosts where crossing is dear.
//!
//! ```text
//! 0      64 slots of 8 bytes: parameters in, the result in slot 0
//! 512    u32: the guest address that the data area stands for at this moment
//! 516    u32: how many bytes of the data area may be used at this moment
//! 520    u32: how many bytes of the data area go in, where the host passes it here
//! 524    u32: first byte of the data area that comes back
//! 528    u32: end of what comes back
//! 532    u32: which host function C calls, or which function pointer the host calls
//! 536    u32: how the host function ended: 0 when it returned
//! 1024   the data area: what the host writes at 1024 + n, the guest sees at base + n
//! ```
//! The host writes struct images, text and small buffers to the data area, stores `base + n` where
//! a pointer is wanted, and says with the call how many bytes go in and which come back. Nested
//! calls (from callbacks) reuse the frame, since nothing in it is needed while the guest runs;
//! their base lies beyond the scratch of the call that they are nested in.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::ptr;

use sandbridge_interface::{Error, Result};

use crate::{Entered, Function, Slot};

/// See the [module](self) for its layout.
#[repr(C, align(64))]
pub struct Frame(UnsafeCell<[u8; Frame::SIZE]>);

// SAFETY: the bytes are only touched by the thread that has entered the library, or by host
// language code that the host itself serialises with its calls.
unsafe impl Sync for Frame {}

impl Frame {
    /// Number of slots.
    pub const SLOTS: usize = 64;
    /// Offset of the guest address that the data area stands for.
    pub const BASE: usize = 512;
    /// Offset of the number of data bytes that may be used.
    pub const ROOM: usize = 516;
    /// Offset of the number of bytes that go in.
    pub const INPUT: usize = 520;
    /// Offset of the start of what comes back.
    pub const OUTPUT_START: usize = 524;
    /// Offset of the end of what comes back.
    pub const OUTPUT_END: usize = 528;
    /// Offset of the number of a host function or the value of a function pointer.
    pub const FUNCTION: usize = 532;
    /// Offset of how a host function ended.
    pub const OUTCOME: usize = 536;
    /// Offset of the data area.
    pub const DATA: usize = 1024;
    /// Size of the data area in bytes, that of the guest's scratch.
    pub const ROOM_MAX: usize = crate::scratch::SIZE as usize;
    /// Size of the whole frame in bytes.
    pub const SIZE: usize = Self::DATA + Self::ROOM_MAX;

    pub(crate) fn new() -> Box<Self> {
        // 65 KiB through the stack would be wasteful; the vector is built in place.
        let zeroed = vec![0u8; Self::SIZE];
        let mut frame = Box::<Self>::new_uninit();
        // SAFETY: both are `SIZE` bytes, and a byte array has no invalid values.
        unsafe {
            std::ptr::copy_nonoverlapping(zeroed.as_ptr(), frame.as_mut_ptr().cast(), Self::SIZE);
        }
        // SAFETY: all of it was just written.
        unsafe { frame.assume_init() }
    }

    /// Its first byte; valid as long as the library exists, closed or not.
    pub fn as_ptr(&self) -> *mut u8 {
        self.0.get().cast()
    }
}

impl Entered<'_> {
    /// Like [`Entered::call`] for hosts with a call frame: slots and data come from it, the first
    /// `input` bytes of its data area go in before and those in `output` come back after.
    ///
    /// # Errors
    /// As for [`Entered::call`]; a bug error when the ranges exceed the frame.
    #[inline]
    pub fn call_frame(
        &mut self,
        function: &Function,
        input: u32,
        output: std::ops::Range<u32>,
    ) -> Result<()> {
        if function.width > Frame::SLOTS || input.max(output.end) > self.live().scratch.room() {
            return Err(Error::bug("a call frame is used beyond its end"));
        }
        let frame = self.library().frame().as_ptr();
        // Clearing all of them would cost a third of a short call.
        let mut slots = [const { MaybeUninit::<Slot>::uninit() }; Frame::SLOTS];
        for (index, slot) in slots[..function.width].iter_mut().enumerate() {
            // SAFETY: the width is at most the frame's number of slots; the frame is aligned.
            slot.write(Slot::bits(unsafe { frame.cast::<u64>().add(index).read() }));
        }
        // SAFETY: the first `width` slots were just written.
        let slots = unsafe { slots[..function.width].assume_init_mut() };
        let used = input.max(output.end);
        if used == 0 {
            self.call(function, slots)?;
        } else {
            let top = self.live().scratch.top();
            let done = self.call_with_data(function, slots, input, output);
            // What was taken here is all that there is to release: nothing was spilled.
            self.live().scratch.lower(top);
            done?;
        }
        // SAFETY: the slot at 0 exists.
        unsafe { frame.cast::<u64>().write(slots[0].to_bits()) };
        Ok(())
    }

    /// The ranges are within the data area, and what scratch has left is as large.
    #[inline]
    fn call_with_data(
        &mut self,
        function: &Function,
        slots: &mut [Slot],
        input: u32,
        output: std::ops::Range<u32>,
    ) -> Result<()> {
        let data = self.library().frame().as_ptr().wrapping_add(Frame::DATA);
        let Some(base) = self.live().scratch.take(input.max(output.end), 16) else {
            return Err(Error::bug("a call frame is used beyond its end"));
        };
        // SAFETY: the guest range was taken from scratch, the frame's data area is as large.
        unsafe { ptr::copy_nonoverlapping(data, self.at(base), input as usize) };
        self.call(function, slots)?;
        let (start, len) = (output.start as usize, output.len());
        let from = self.at(base).wrapping_add(start);
        // SAFETY: the range ends within what was taken, and within the frame.
        unsafe { ptr::copy_nonoverlapping(from, data.add(start), len) };
        Ok(())
    }

    /// Tells the host, through the call frame, where its data area lies now. To be called after
    /// load and reset, and by hosts on entry to and return from callbacks.
    pub fn publish_frame(&self) {
        let frame = self.library().frame().as_ptr();
        let scratch = &self.live().scratch;
        // Aligned as `call_frame` takes it, so that offsets keep their alignment.
        let base = scratch.free().next_multiple_of(16);
        let room = scratch.room().saturating_sub(base - scratch.free());
        for (offset, value) in [(Frame::BASE, base), (Frame::ROOM, room)] {
            // SAFETY: both offsets are within the frame and aligned for `u32`.
            unsafe { frame.add(offset).cast::<u32>().write(value) };
        }
    }
}
