//! Where callbacks arrive in Java: which thread's environment they are for, and whether they came back.
//! Both save a question to the JVM that costs as much as all else that a callback does here.

use std::ptr::null_mut;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering};

use jni::sys::JNIEnv;
use sandbridge_runtime::Frame;

/// What Java writes to [`Frame::OUTCOME`].
const RETURNED: u32 = 0;
/// What is there otherwise.
const RUNNING: u32 = 1;

/// What the callbacks of one library share.
pub(crate) struct Arrival {
    /// Whether there ever was a callback: calls of libraries without one say nothing.
    is_used: AtomicBool,
    /// The environment of the thread that is inside the library, or null when its call did not say.
    env: AtomicPtr<JNIEnv>,
    /// A word of the call frame, where Java's `Frame` writes 0 once a host function has returned.
    outcome: *const AtomicU32,
}

// SAFETY: the pointer leads to an atomic word of the library's frame, and what has an arrival keeps its
// library, or is kept by it.
unsafe impl Send for Arrival {}
// SAFETY: as above.
unsafe impl Sync for Arrival {}

impl Arrival {
    /// `frame` is that of the library, which must live as long as this is used.
    pub(crate) fn new(frame: &Frame) -> Self {
        let outcome = frame.as_ptr().wrapping_add(Frame::OUTCOME).cast_const().cast();
        let made =
            Self { is_used: AtomicBool::new(false), env: AtomicPtr::new(null_mut()), outcome };
        made.outcome().store(RUNNING, Ordering::Relaxed);
        made
    }

    /// The same for a callback that is added.
    pub(crate) fn used(self: &Arc<Self>) -> Arc<Self> {
        self.is_used.store(true, Ordering::Relaxed);
        self.clone()
    }

    /// This thread is inside the library, and calls until the guard is dropped: before it leaves.
    #[inline(always)]
    pub(crate) fn running(&self, env: *mut JNIEnv) -> Running<'_> {
        if !self.is_used.load(Ordering::Relaxed) {
            return Running { arrival: None, outer: null_mut() };
        }
        let outer = self.env.load(Ordering::Relaxed);
        self.env.store(env, Ordering::Relaxed);
        Running { arrival: Some(self), outer }
    }

    /// The environment of this thread, where the call that it is in said so.
    #[inline]
    pub(crate) fn environment(&self) -> Option<*mut JNIEnv> {
        let env = self.env.load(Ordering::Relaxed);
        (!env.is_null()).then_some(env)
    }

    /// Whether the host function that was called last returned; otherwise it threw, or the JVM found no
    /// room for it. Asked once after each: those around it have not returned yet.
    #[inline]
    pub(crate) fn has_returned(&self) -> bool {
        let outcome = self.outcome();
        let has_returned = outcome.load(Ordering::Relaxed) == RETURNED;
        outcome.store(RUNNING, Ordering::Relaxed);
        has_returned
    }

    #[inline]
    fn outcome(&self) -> &AtomicU32 {
        // SAFETY: the frame lives as long as the library, which is kept while this is used; the word is
        // aligned in it.
        unsafe { &*self.outcome }
    }
}

/// A call that is running.
pub(crate) struct Running<'a> {
    arrival: Option<&'a Arrival>,
    outer: *mut JNIEnv,
}

impl Drop for Running<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(arrival) = self.arrival {
            arrival.env.store(self.outer, Ordering::Relaxed);
        }
    }
}
