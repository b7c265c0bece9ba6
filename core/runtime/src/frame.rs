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
