//! One thread at a time: others wait, or get an error when that is asked for; a thread without
//! stack for the guest gets an error in any case.
#![cfg(feature = "compiler")]

mod module;

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use module::module;
use sandbridge_interface::Code;
use sandbridge_runtime::dynamic::{Value, call};
use sandbridge_runtime::{Cache, Library, OnBusy, Options, load_bytes};

fn library(on_busy: OnBusy) -> Library {
    let options = Options { cache: Cache::Off, on_busy, ..Options::default() };
    load_bytes(&module(0), &options).expect("it loads")
}

#[test]
fn threads_take_turns() {
    const THREADS: i128 = 4;
    const CALLS: i128 = 5_000;
    let library = library(OnBusy::Wait);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..CALLS {
                    call(&library, "next", &mut []).expect("it waits for its turn");
                }
            });
        }
    });
    let last = call(&library, "next", &mut []).expect("nobody is inside");
    assert_eq!(last, Value::Int(THREADS * CALLS + 1));
}

#[test]
fn threads_take_turns_with_one_that_has_called_for_long() {
    const CALLS: i128 = 3_000;
    for _ in 0..20 {
        let library = library(OnBusy::Wait);
        let next = || call(&library, "next", &mut []).expect("it waits for its turn");
        let many = || (0..CALLS).for_each(|_| drop(next()));
        // Another thread has made all calls so far and is gone; then this one, which stays.
        thread::scope(|scope| scope.spawn(many).join().expect("it does not panic"));
        many();
        thread::scope(|scope| {
            let others = [scope.spawn(many), scope.spawn(many)];
            many();
            for other in others {
                other.join().expect("it does not panic");
            }
        });
        assert_eq!(next(), Value::Int(CALLS * 5 + 1));
    }
}

#[test]
fn a_thread_that_has_called_for_long_keeps_others_out_only_while_it_is_inside() {
    let library = library(OnBusy::Error);
    let next = || call(&library, "next", &mut []);
    for _ in 0..2_000 {
        next().expect("nobody else is inside");
    }
    let elsewhere = || {
        thread::scope(|scope| scope.spawn(|| next().err().map(|error| error.code())).join())
            .expect("it does not panic")
    };
    let inside = library.enter().expect("nobody is inside");
    assert_eq!(elsewhere(), Some(Code::Busy));
    next().expect("nested entries are fine");
    drop(inside);
    assert_eq!(elsewhere(), None);
    next().expect("the other thread has left");
    library.close().expect("nobody is inside");
    assert_eq!(elsewhere(), Some(Code::Closed));
}

#[test]
fn a_waiting_thread_goes_on_when_the_other_leaves() {
    let library = library(OnBusy::Wait);
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let inside = library.enter().expect("nobody is inside");
        let waiting = scope.spawn(|| {
            let sum = call(&library, "add", &mut [Value::Int(1), Value::Int(2)]);
            is_done.store(true, Ordering::SeqCst);
            sum
        });
        scope.spawn(|| {
            assert!(library.try_enter().expect("waiting is no error").is_none());
        });
        thread::sleep(Duration::from_millis(50));
        assert!(!is_done.load(Ordering::SeqCst), "it did not wait");
        drop(inside);
        let sum = waiting.join().expect("it does not panic").expect("it had its turn");
        assert_eq!(sum, Value::Int(3));
    });
}

#[test]
fn a_second_thread_gets_an_error_when_asked_for() {
    let library = library(OnBusy::Error);
    let inside = library.enter().expect("nobody is inside");
    thread::scope(|scope| {
        let other = scope.spawn(|| {
            let tried = library.try_enter().err().map(|error| error.code());
            (call(&library, "next", &mut []).err().map(|error| error.code()), tried)
        });
        let codes = other.join().expect("it does not panic");
        assert_eq!(codes, (Some(Code::Busy), Some(Code::Busy)));
    });
    // The same thread may enter again, but not close under its own feet.
    call(&library, "next", &mut []).expect("nested entries are fine");
    assert_eq!(library.close().err().map(|error| error.code()), Some(Code::Busy));
    drop(inside);
    library.close().expect("nobody is inside");
}

#[test]
fn a_library_may_go_from_thread_to_thread() {
    let library = library(OnBusy::Error);
    for expected in 1..=8 {
        let library = library.clone();
        let counted = thread::spawn(move || call(&library, "next", &mut [])).join();
        let counted = counted.expect("it does not panic").expect("nobody is inside");
        assert_eq!(counted, Value::Int(expected));
    }
}

#[test]
fn a_thread_with_too_little_stack_is_refused() {
    let library = library(OnBusy::Wait);
    let refused = |size: usize| {
        let library = library.clone();
        let thread = thread::Builder::new().stack_size(size);
        let call = move || call(&library, "recurse", &mut [Value::Int(100_000_000)]);
        let done = thread.spawn(call).expect("it starts").join().expect("it does not panic");
        done.expect_err("no stack is that large").code()
    };
    assert_eq!(refused(128 << 10), Code::HostStack);
    let sum = call(&library, "add", &mut [Value::Int(1), Value::Int(2)]);
    assert_eq!(sum.expect("the instance is not dead from it"), Value::Int(3));
    // Enough for the whole of the guest's stack: the guest finds its own end.
    assert_eq!(refused(512 << 10), Code::GuestStack);
}
