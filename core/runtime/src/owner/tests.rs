//! One thread at a time, whichever way it comes in. Each round has an owner of its own, since a bias
//! is revoked once.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::{BIASED, Owner, ROW};
use crate::membarrier;
use crate::stack::{self, token};

/// A number that only the thread inside may touch.
struct Guarded {
    owner: Owner,
    count: UnsafeCell<u64>,
}

// SAFETY: the cells are only touched by the thread that `owner` let in, which is what is tested.
unsafe impl Sync for Guarded {}

impl Guarded {
    fn new() -> Self {
        Self { owner: Owner::new(), count: UnsafeCell::new(0) }
    }

    fn enter(&self) {
        if !self.owner.try_take().expect("the kernel has barriers") {
            self.owner.wait().expect("the kernel has barriers");
        }
    }

    /// Counts in two steps, so that two threads at once lose one.
    fn add(&self) {
        self.add_slowly(1);
    }

    fn add_slowly(&self, spins: u32) {
        self.enter();
        // SAFETY: this thread is inside.
        let before = unsafe { self.count.get().read_volatile() };
        (0..spins).for_each(|_| std::hint::spin_loop());
        // SAFETY: as above.
        unsafe { self.count.get().write_volatile(before + 1) };
        self.owner.leave();
    }

    fn count(&self) -> u64 {
        self.enter();
        // SAFETY: this thread is inside.
        let count = unsafe { *self.count.get() };
        self.owner.leave();
        count
    }

    /// Makes this thread the biased one, where the system has barriers.
    fn bias(&self) {
        for _ in 0..=ROW {
            self.add();
        }
        let is_biased = self.owner.token.load(Ordering::Relaxed) == BIASED;
        assert_eq!(is_biased, membarrier::is_available());
    }
}

#[test]
fn nothing_is_lost_when_the_bias_is_revoked_amid_calls() {
    const ROUNDS: u32 = 300;
    const OTHERS: u64 = 20;
    let mut amid = 0;
    for round in 0..ROUNDS {
        let guarded = Guarded::new();
        let (is_biased, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
        let calls = thread::scope(|scope| {
            let biased = scope.spawn(|| {
                guarded.bias();
                is_biased.store(true, Ordering::Release);
                let mut calls = 0;
                while !is_over.load(Ordering::Relaxed) {
                    guarded.add();
                    calls += 1;
                }
                calls
            });
            let other = scope.spawn(|| {
                while !is_biased.load(Ordering::Acquire) {
                    std::hint::spin_loop();
                }
                // Each round at another moment of the biased thread's calls.
                (0..round % 64).for_each(|_| std::hint::spin_loop());
                (0..OTHERS).for_each(|_| guarded.add_slowly(40));
                is_over.store(true, Ordering::Relaxed);
            });
            other.join().expect("no panic");
            biased.join().expect("no panic")
        });
        amid += u32::from(calls > 0);
        assert_eq!(guarded.count(), u64::from(ROW) + 1 + calls + OTHERS, "in round {round}");
        assert_eq!(guarded.owner.token.load(Ordering::Relaxed), 0, "nobody is inside");
    }
    assert!(amid > 0, "the threads never met: the test shows nothing");
}

#[test]
fn a_biased_thread_inside_keeps_others_out_and_may_enter_again() {
    let guarded = Guarded::new();
    guarded.bias();
    guarded.enter();
    guarded.enter();
    let is_inside = AtomicBool::new(true);
    thread::scope(|scope| {
        let try_take = || scope.spawn(|| guarded.owner.try_take()).join().expect("no panic");
        assert!(!try_take().expect("the kernel has barriers"));
        // The bias is gone, the thread is still inside.
        guarded.enter();
        guarded.owner.enter_again();
        assert_eq!(guarded.owner.depth(), 4);
        assert_eq!(guarded.owner.lowest(), stack::lowest());
        guarded.owner.leave();
        guarded.owner.leave();
        guarded.owner.leave();
        assert!(!try_take().expect("the kernel has barriers"));
        let waiting = scope.spawn(|| {
            guarded.enter();
            let was_inside = is_inside.load(Ordering::Relaxed);
            assert_eq!(guarded.owner.depth(), 1);
            assert_eq!(guarded.owner.lowest(), stack::lowest());
            guarded.owner.leave();
            was_inside
        });
        thread::sleep(std::time::Duration::from_millis(20));
        is_inside.store(false, Ordering::Relaxed);
        guarded.owner.leave();
        assert!(!waiting.join().expect("no panic"), "it did not wait");
    });
}

#[test]
fn a_bias_ends_with_its_thread_although_others_get_its_token() {
    let mut reused = 0;
    for round in 0..50 {
        let guarded = Guarded::new();
        let run = |size: usize, act: &(dyn Fn() + Sync)| {
            thread::scope(|scope| {
                let spawned = thread::Builder::new().stack_size(size).spawn_scoped(scope, || {
                    act();
                    token()
                });
                spawned.expect("it starts").join().expect("no panic")
            })
        };
        let dead = run(2 << 20, &|| guarded.bias());
        // Smaller stacks often end where the larger one did.
        let next = run((1 << 20) + ((round % 4) << 18), &|| {
            assert!(!guarded.owner.bias.enter(token()), "the bias of a dead thread");
            assert!(!guarded.owner.bias.is_inside(token()));
            guarded.enter();
            assert_eq!(guarded.owner.lowest(), stack::lowest());
            guarded.owner.leave();
        });
        reused += u32::from(dead == next);
        assert_eq!(guarded.count(), u64::from(ROW) + 1);
    }
    if cfg!(target_env = "gnu") {
        assert!(reused > 0, "no token was used again: the test shows nothing");
    }
}

#[test]
fn a_thread_that_stays_inside_has_no_bias() {
    let guarded = Guarded::new();
    guarded.bias();
    guarded.enter();
    guarded.owner.keep(true);
    guarded.owner.leave();
    assert_eq!(guarded.owner.token.load(Ordering::Relaxed), token());
    assert_eq!(guarded.owner.depth(), 0);
    let tried = thread::scope(|scope| scope.spawn(|| guarded.owner.try_take()).join());
    assert!(!tried.expect("no panic").expect("the kernel has barriers"));
    guarded.enter();
    guarded.owner.keep(false);
    guarded.owner.leave();
    assert_eq!(guarded.owner.token.load(Ordering::Relaxed), 0);
}

#[test]
fn threads_by_turns_never_get_the_bias() {
    let guarded = Guarded::new();
    for _ in 0..4 {
        thread::scope(|scope| {
            scope.spawn(|| (0..ROW - 1).for_each(|_| guarded.add()));
        });
        guarded.add();
    }
    assert_eq!(guarded.owner.token.load(Ordering::Relaxed), 0);
}
