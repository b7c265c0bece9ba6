//! Guest memory and callbacks whose owner in the host was dropped or collected: queued from whichever thread did
//! that, and freed when the library is entered next.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use sandbridge_interface::{GuestAddr, Result};

use crate::{Entered, FunctionPointer, Library};

/// What is to be freed, with the life of the instance that it belongs to.
#[derive(Default)]
pub(crate) struct Queue {
    is_waiting: AtomicBool,
    waiting: Mutex<Vec<(u32, Released)>>,
}

enum Released {
    Memory(GuestAddr),
    Callback(FunctionPointer),
    Handle(u64),
}

impl Queue {
    fn push(&self, generation: u32, released: Released) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((generation, released));
        self.is_waiting.store(true, Ordering::Release);
    }

    /// A handle whose object in the host is gone.
    pub(crate) fn push_handle(&self, id: u64) {
        self.push(0, Released::Handle(id));
    }

    #[inline(always)]
    pub(crate) fn is_waiting(&self) -> bool {
        self.is_waiting.load(Ordering::Relaxed)
    }

    /// Frees what belongs to this life; what belonged to earlier ones went with them.
    #[cold]
    pub(crate) fn free(&self, entered: &mut Entered<'_>) -> Result<()> {
        // Before anything is taken out: what cannot be freed now waits on.
        entered.prepare()?;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let all = std::mem::take(&mut *waiting);
        self.is_waiting.store(false, Ordering::Relaxed);
        drop(waiting);
        let here = entered.generation();
        let is_present = |released: &(u32, Released)| {
            // Ids of handles are never used again.
            released.0 == here || matches!(released.1, Released::Handle(_))
        };
        let mut rest = all.into_iter().filter(is_present);
        while let Some((_, released)) = rest.next() {
            let done = match released {
                Released::Memory(addr) => entered.free(addr),
                Released::Callback(pointer) => {
                    entered.remove_callback(pointer);
                    Ok(())
                }
                Released::Handle(id) => {
                    // Nobody is left to tell what its closing function says.
                    drop(entered.drop_handle(id));
                    Ok(())
                }
            };
            if done.is_err() {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.extend(rest);
                self.is_waiting.store(true, Ordering::Release);
                return done;
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
        self.released().push(generation, Released::Memory(addr));
    }

    /// The same for what [`Entered::add_callback`] returned.
    pub fn release_callback_later(&self, generation: u32, pointer: FunctionPointer) {
        self.released().push(generation, Released::Callback(pointer));
    }
}
