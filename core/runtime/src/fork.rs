//! Forks. A child has only the thread that forked: a library that another one was inside of is lost to
//! it, and says so, instead of being waited for without end.

use std::cell::UnsafeCell;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::owner::Owner;

/// Every owner of the process, under a lock that is held while the process forks.
static OWNERS: Owners =
    Owners { is_locked: AtomicBool::new(false), all: Guarded(UnsafeCell::new(Vec::new())) };

struct Owners {
    is_locked: AtomicBool,
    all: Guarded,
}

/// What the lock guards. (A `Mutex` cannot be unlocked where its guard is not.)
struct Guarded(UnsafeCell<Vec<*const Owner>>);

// SAFETY: whoever touches the list has the lock, and an owner takes itself out before it dies.
unsafe impl Sync for Guarded {}

/// Notes an owner, until [`forget`] is told of it.
pub(crate) fn note(owner: *const Owner) {
    static WATCH: Once = Once::new();
    WATCH.call_once(|| {
        // SAFETY: the functions are there as long as the library is loaded, and only touch the
        // list and what is in it. Without memory for it, forks are not watched.
        let _ = unsafe { libc::pthread_atfork(Some(lock), Some(unlock), Some(arrive)) };
    });
    with(|all| all.push(owner));
}

/// Forgets an owner that is about to die.
pub(crate) fn forget(owner: *const Owner) {
    with(|all| {
        if let Some(place) = all.iter().position(|&other| std::ptr::eq(other, owner)) {
            all.swap_remove(place);
        }
    });
}

fn with(act: impl FnOnce(&mut Vec<*const Owner>)) {
    lock();
    // SAFETY: this thread has the lock.
    act(unsafe { &mut *OWNERS.all.0.get() });
    unlock();
}

extern "C" fn lock() {
    while OWNERS.is_locked.swap(true, Ordering::Acquire) {
        std::thread::yield_now();
    }
}

extern "C" fn unlock() {
    OWNERS.is_locked.store(false, Ordering::Release);
}

/// The child begins, with the lock.
extern "C" fn arrive() {
    // SAFETY: this thread, the only one, has the lock.
    let all = unsafe { &*OWNERS.all.0.get() };
    for &owner in all {
        // SAFETY: it is in the list, so it is alive.
        unsafe { &*owner }.outlive();
    }
    unlock();
}
