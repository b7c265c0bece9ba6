//! Guest memory whose owner in the host was dropped or collected: queued from whichever thread did
//! that, and freed when the library is entered next.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use sandbridge_interface::{GuestAddr, Result};

use crate::{Entered, Library};

/// What is to be freed, with the life of the instance that it belongs to.
#[derive(Default)]
pub(crate) struct Queue {
    is_waiting: AtomicBool,
    waiting: Mutex<Vec<(u32, GuestAddr)>>,
}

impl Queue {
    fn push(&self, generation: u32, addr: GuestAddr) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((generation, addr));
        self.is_waiting.store(true, Ordering::Release);
    }

    #[inline(always)]
    pub(crate) fn is_waiting(&self) -> bool {
        self.is_waiting.load(Ordering::Relaxed)
    }

    /// Frees what belongs to this life; what belonged to earlier ones went with them.
    #[cold]
    pub(crate) fn free(&self, entered: &mut Entered<'_>) -> Result<()> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let all = std::mem::take(&mut *waiting);
        self.is_waiting.store(false, Ordering::Relaxed);
        drop(waiting);
        for (generation, addr) in all {
            if generation == entered.generation() {
                entered.free(addr)?;
            }
        }
        Ok(())
    }
}

impl Library {
    /// Frees, at the next call, what [`Entered::allocate`] returned in that
    /// [life](Entered::generation) of the instance. For finalizers: it never blocks on the library,
    /// never runs guest code, and may be called from any thread at any time, even after close.
    pub fn release_later(&self, generation: u32, addr: GuestAddr) {
        self.released().push(generation, addr);
    }
}
