//! Ownership without an atomic exchange, for a library that one thread calls over and over.
//!
//! A thread that made many calls in a row is given the *bias*: it then enters and leaves with plain
//! loads and stores of `inside`, and the library's own token says [`BIASED`](crate::owner::BIASED).
//! Any other thread *revokes* the bias, once and for good. It is Dekker's protocol with both fences
//! on the side that runs once:
//!
//! | the biased thread | a thread that revokes |
//! | --- | --- |
//! | 1. `inside = 1` | a. `thread = 0` |
//! | 2. (the compiler's order only) | b. a barrier on all threads of the process |
//! | 3. `thread` is still its own: in | c. `inside` is 0: takes the token |
//! | else `inside = 0`, and the slow way | else waits, and looks again from a. |
//!
//! At b, the biased thread is either before 3, and then sees 0 there and goes the slow way; or it has
//! passed 3, and then its store of 1 came before the barrier, so that c sees it. From then on `thread`
//! is 0 for ever, so that whoever finds `inside` to be 0 after b may take the token: the biased thread
//! may still be between 1 and 3 of an entry that will fail, but `inside` no longer counts once the
//! token is not `BIASED`.
//!
//! Tokens of threads are used again after a thread's death. A bias therefore ends with its thread:
//! what the thread owns until its death clears `thread` and `holder`, before anybody else can have
//! the token. (A thread that dies with a guard that it leaked stays inside for ever, as with a mutex.)

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, compiler_fence};

use sandbridge_interface::Result;

use crate::membarrier;

/// The bias of one library. The thread that has it reaches it until its death, the library does as
/// long as it lives.
#[derive(Default)]
pub(crate) struct Bias {
    /// The token of the thread that may enter this way; 0 before, and for ever after a revocation.
    thread: AtomicUsize,
    /// How deeply that thread is inside; only it writes here.
    inside: AtomicU32,
    /// The same token as in `thread`, also after a revocation.
    holder: AtomicUsize,
}

impl Bias {
    /// Enters if thread `me` has the bias.
    #[inline(always)]
    pub(crate) fn enter(&self, me: usize) -> bool {
        if self.thread.load(Ordering::Relaxed) != me {
            return false;
        }
        let before = self.inside.load(Ordering::Relaxed);
        self.inside.store(before + 1, Ordering::Relaxed);
        // The processor's order is the business of who revokes.
        compiler_fence(Ordering::SeqCst);
        if self.thread.load(Ordering::Relaxed) == me {
            return true;
        }
        self.inside.store(before, Ordering::Release);
        false
    }

    /// Enters once more, on the thread that is inside this way.
    #[inline(always)]
    pub(crate) fn enter_again(&self) {
        self.inside.store(self.depth() + 1, Ordering::Relaxed);
    }

    /// Leaves, on the thread that is inside this way; whether it is out now.
    #[inline(always)]
    pub(crate) fn leave(&self) -> bool {
        let left = self.depth().wrapping_sub(1);
        self.inside.store(left, Ordering::Release);
        left == 0
    }

    /// How deeply the thread that has or had the bias is inside.
    #[inline(always)]
    pub(crate) fn depth(&self) -> u32 {
        self.inside.load(Ordering::Relaxed)
    }

    /// Whether `me` is inside this way, although the bias may have been revoked meanwhile.
    pub(crate) fn is_inside(&self, me: usize) -> bool {
        self.holder.load(Ordering::Relaxed) == me && self.depth() > 0
    }

    /// Gives the bias to this thread, which is inside `depth` times from now on; whether that was
    /// possible. It is done once at most.
    pub(crate) fn grant(self: &Arc<Self>, me: usize, depth: u32) -> bool {
        if !membarrier::is_available() || !end_with_this_thread(self) {
            return false;
        }
        self.inside.store(depth, Ordering::Relaxed);
        self.holder.store(me, Ordering::Relaxed);
        self.thread.store(me, Ordering::Relaxed);
        true
    }

    /// Ends the bias; whether nobody is inside by it.
    ///
    /// # Errors
    /// As for [`membarrier::everywhere`]; nobody may take the token then.
    pub(crate) fn revoke(&self) -> Result<bool> {
        self.thread.store(0, Ordering::Relaxed);
        membarrier::everywhere()?;
        Ok(self.inside.load(Ordering::Acquire) == 0)
    }

    /// Ends the bias on the thread that has it and is inside; its depth, to be gone on with.
    pub(crate) fn give_up(&self) -> u32 {
        self.thread.store(0, Ordering::Relaxed);
        self.depth()
    }

    /// The other half of [`Bias::give_up`], once the token is the thread's own.
    pub(crate) fn given_up(&self) {
        self.inside.store(0, Ordering::Release);
    }
}

/// What becomes of a bias in a child of the process.
pub(crate) enum Outlived {
    /// It is that of the thread that goes on.
    Own,
    /// It is over, and nobody was inside by it.
    Free,
    /// It is over, with its thread inside.
    Lost,
}

impl Bias {
    /// Thread `me` goes on in a child of the process, and no other does.
    pub(crate) fn outlive(&self, me: usize) -> Outlived {
        if self.holder.load(Ordering::Relaxed) == me {
            return Outlived::Own;
        }
        self.thread.store(0, Ordering::Relaxed);
        self.holder.store(0, Ordering::Relaxed);
        match self.inside.swap(0, Ordering::Relaxed) {
            0 => Outlived::Free,
            _ => Outlived::Lost,
        }
    }
}

/// What a thread has the bias of.
#[derive(Default)]
struct Held(RefCell<Vec<Arc<Bias>>>);

impl Drop for Held {
    fn drop(&mut self) {
        for bias in self.0.take() {
            bias.thread.store(0, Ordering::Relaxed);
            bias.holder.store(0, Ordering::Relaxed);
        }
    }
}

/// Whether this thread lives long enough to take note.
fn end_with_this_thread(bias: &Arc<Bias>) -> bool {
    thread_local! {
        static HELD: Held = Held::default();
    }
    let noted = HELD.try_with(|held| {
        let mut held = held.0.borrow_mut();
        // Those of libraries that are gone.
        held.retain(|bias| Arc::strong_count(bias) > 1);
        held.push(Arc::clone(bias));
    });
    noted.is_ok()
}
