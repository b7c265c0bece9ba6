//! Which thread is inside a library: taken, left and waited for.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use sandbridge_interface::{Code, Error, Result};

use crate::bias::{self, Bias};
use crate::fork;
use crate::stack::{self, token};

#[cfg(test)]
mod tests;

/// In place of a thread's token: who is inside is what the bias says.
pub(crate) const BIASED: usize = usize::MAX;
/// In place of a thread's token: the thread that was inside is in the process that forked this one.
const LOST: usize = usize::MAX - 1;

/// How many calls in a row a thread makes before it is given the bias. A revocation costs as much as
/// a thousand atomic exchanges.
const ROW: u32 = 1_000;

/// How often a waiting thread looks by itself; it is woken before that as a rule.
const WAIT: Duration = Duration::from_millis(1);

/// The lock of an instance, which its thread may take again. What is in a [`Cell`] belongs to the
/// thread that is inside.
pub(crate) struct Owner {
    /// The token of the thread that is inside, 0 for none, or [`BIASED`].
    token: AtomicUsize,
    bias: Arc<Bias>,
    /// How deeply the thread is inside that has the token.
    depth: Cell<u32>,
    /// Whether the thread stays inside between its calls.
    is_kept: Cell<bool>,
    /// The lowest address of its stack.
    lowest: Cell<usize>,
    /// The last thread that was inside, and how many calls it still has to make before it is given
    /// the bias; 0 for never.
    last: Cell<usize>,
    row: Cell<u32>,
    waiting: AtomicUsize,
    turn: Mutex<()>,
    freed: Condvar,
}

// SAFETY: whatever is in a cell is only touched by methods that are for the thread inside, or after
// this thread got inside; leaving and entering order what the two threads see.
unsafe impl Sync for Owner {}

impl Owner {
    pub(crate) fn new() -> Self {
        Self {
            token: AtomicUsize::new(0),
            bias: Arc::default(),
            depth: Cell::new(0),
            is_kept: Cell::new(false),
            lowest: Cell::new(0),
            last: Cell::new(0),
            row: Cell::new(ROW),
            waiting: AtomicUsize::new(0),
            turn: Mutex::new(()),
            freed: Condvar::new(),
        }
    }

    /// Enters unless another thread is inside; whether it did.
    ///
    /// # Errors
    /// As for [`Bias::revoke`].
    #[inline(always)]
    pub(crate) fn try_take(&self) -> Result<bool> {
        let me = token();
        if self.bias.enter(me) { Ok(true) } else { self.try_take_token(me) }
    }

    #[inline]
    fn try_take_token(&self, me: usize) -> Result<bool> {
        // A thread that finds itself there need not ask for the cache line.
        if self.token.load(Ordering::Relaxed) != me {
            let taken = self.token.compare_exchange(0, me, Ordering::Acquire, Ordering::Acquire);
            match taken {
                Ok(_) => {}
                Err(BIASED) => return self.try_take_biased(me),
                Err(LOST) => return Err(lost()),
                Err(_) => return Ok(false),
            }
        }
        self.deepen();
        self.count(me);
        Ok(true)
    }

    /// Counts an entry of the thread that has the token.
    #[inline(always)]
    fn deepen(&self) {
        let depth = self.depth.get();
        if depth == 0 {
            self.lowest.set(stack::lowest());
        }
        self.depth.set(depth + 1);
    }

    /// Gives the bias to a thread that makes many calls in a row.
    #[inline]
    fn count(&self, me: usize) {
        let row = self.row.get();
        if row == 0 {
            return;
        }
        if self.last.replace(me) != me {
            self.row.set(ROW);
        } else {
            self.row.set(row - 1);
            if row == 1 {
                self.become_biased(me);
            }
        }
    }

    #[cold]
    fn become_biased(&self, me: usize) {
        if !self.is_kept.get() && self.bias.grant(me, self.depth.get()) {
            self.depth.set(0);
            // What the bias says now is seen by whoever sees this.
            self.token.store(BIASED, Ordering::Release);
        }
    }

    /// The bias is another thread's, or was this one's.
    #[cold]
    fn try_take_biased(&self, me: usize) -> Result<bool> {
        if self.bias.is_inside(me) {
            self.bias.enter_again();
            return Ok(true);
        }
        if !self.bias.revoke()? {
            return Ok(false);
        }
        let taken = self.token.compare_exchange(BIASED, me, Ordering::Acquire, Ordering::Relaxed);
        if taken.is_err() {
            // Another thread was quicker.
            return Ok(false);
        }
        self.deepen();
        Ok(true)
    }

    /// Like [`Owner::try_take`] without an atomic exchange.
    ///
    /// # Safety
    /// Whatever thread takes or leaves holds a lock that all of them share, or the bias.
    #[inline(always)]
    pub(crate) unsafe fn try_take_locked(&self) -> Result<bool> {
        let (me, owner) = (token(), self.token.load(Ordering::Acquire));
        if owner == 0 {
            self.token.store(me, Ordering::Relaxed);
        } else if owner != me {
            return if owner >= LOST { self.try_take() } else { Ok(false) };
        }
        self.deepen();
        Ok(true)
    }

    /// Enters once more, on the thread that is inside.
    #[inline(always)]
    pub(crate) fn enter_again(&self) {
        if self.is_biased() {
            self.bias.enter_again();
        } else {
            self.depth.set(self.depth.get() + 1);
        }
    }

    /// Enters, waiting for other threads.
    ///
    /// # Errors
    /// As for [`Owner::try_take`].
    #[cold]
    pub(crate) fn wait(&self) -> Result<()> {
        self.wait_while(|| Ok(!self.try_take()?))
    }

    /// Returns when no other thread is inside, which may be over at once.
    #[cold]
    pub(crate) fn wait_until_free(&self) {
        // The condition never fails.
        let _ = self.wait_while(|| {
            Ok(match self.token.load(Ordering::Relaxed) {
                0 | LOST => false,
                BIASED => self.bias.depth() > 0 && !self.bias.is_inside(token()),
                owner => owner != token(),
            })
        });
    }

    fn wait_while(&self, is_busy: impl Fn() -> Result<bool>) -> Result<()> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let done = loop {
            match is_busy() {
                Ok(true) => {}
                Ok(false) => break Ok(()),
                Err(error) => break Err(error),
            }
            // The timeout stands in for the fence that a lossless wake-up would cost every call.
            let waited = self.freed.wait_timeout(turn, WAIT);
            turn = waited.unwrap_or_else(PoisonError::into_inner).0;
        };
        drop(turn);
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        done
    }

    /// Leaves; the thread is inside.
    #[inline(always)]
    pub(crate) fn leave(&self) {
        let is_out = if self.is_biased() {
            self.bias.leave()
        } else {
            self.depth.set(self.depth.get() - 1);
            let is_out = self.depth.get() == 0 && !self.is_kept.get();
            if is_out {
                self.token.store(0, Ordering::Release);
            }
            is_out
        };
        if is_out && self.waiting.load(Ordering::Relaxed) > 0 {
            self.freed.notify_one();
        }
    }

    /// Whether the thread that is inside entered by its bias.
    #[inline(always)]
    fn is_biased(&self) -> bool {
        self.token.load(Ordering::Relaxed) == BIASED
    }

    /// Lets the thread that is inside stay there when it leaves, or no longer.
    pub(crate) fn keep(&self, is_kept: bool) {
        if self.is_biased() {
            self.depth.set(self.bias.give_up());
            self.token.store(token(), Ordering::Relaxed);
            self.bias.given_up();
        }
        self.row.set(0);
        self.is_kept.set(is_kept);
    }

    /// Says that this owner stays where it is, until it is dropped.
    pub(crate) fn settle(&self) {
        fork::note(self);
    }

    /// This thread goes on in a child of the process, and no other does.
    pub(crate) fn outlive(&self) {
        let me = token();
        match self.token.load(Ordering::Relaxed) {
            0 | LOST => {}
            BIASED => match self.bias.outlive(me) {
                bias::Outlived::Own => {}
                bias::Outlived::Free => self.token.store(0, Ordering::Relaxed),
                bias::Outlived::Lost => self.token.store(LOST, Ordering::Relaxed),
            },
            owner if owner == me => {}
            _ if self.is_kept.get() && self.depth.get() == 0 => {
                self.is_kept.set(false);
                self.token.store(0, Ordering::Relaxed);
            }
            _ => self.token.store(LOST, Ordering::Relaxed),
        }
    }

    /// How deeply the thread that is inside is there.
    #[inline(always)]
    pub(crate) fn depth(&self) -> u32 {
        if self.is_biased() { self.bias.depth() } else { self.depth.get() }
    }

    /// The lowest address of its stack.
    #[inline(always)]
    pub(crate) fn lowest(&self) -> usize {
        self.lowest.get()
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        fork::forget(self);
    }
}

#[cold]
fn lost() -> Error {
    let what = "another thread was inside the library when this process was forked off";
    Error::new(Code::Busy, what).with_help("load it again in the child, or fork between calls")
}
