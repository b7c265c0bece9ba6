//! What outlives what: views, pointers, records and queued frees across close and reset.
#![cfg(feature = "compiler")]

mod module;

use module::module;
use sandbridge_interface::{Code, GuestAddr};
use sandbridge_runtime::dynamic::{self, Step, Value, call};
use sandbridge_runtime::{Cache, Library, Options, load_bytes};

fn library() -> Library {
    let options = Options { cache: Cache::Off, ..Options::default() };
    load_bytes(&module(0), &options).expect("it loads")
}

#[test]
fn a_view_survives_close_and_the_library() {
    let library = library();
    let (view, address) = {
        let mut entered = library.enter().expect("it is open");
        let address = entered.allocate(64).expect("there is memory");
        entered.write(address, b"still here").expect("it is in memory");
        (entered.view(address, 10).expect("it is in memory"), address)
    };
    library.close().expect("nobody is inside");
    drop(library);
    // SAFETY: the view keeps the memory mapped, and nobody writes it any more.
    let bytes = unsafe { std::slice::from_raw_parts(view.as_ptr(), view.len()) };
    assert_eq!(bytes, b"still here", "at {address:?}");
}

#[test]
fn a_view_outside_memory_is_refused() {
    let library = library();
    let entered = library.enter().expect("it is open");
    let size = entered.memory_size();
    let last = GuestAddr((size - 1) as u32);
    assert!(entered.view(last, 1).is_ok());
    for (addr, len) in [(last, 2), (GuestAddr(u32::MAX), 1), (GuestAddr(0), usize::MAX)] {
        let error = entered.view(addr, len).err().expect("it is refused");
        assert_eq!(error.code(), Code::BadGuestPointer);
    }
}

#[test]
fn memory_grows_under_a_view() {
    let library = library();
    let mut entered = library.enter().expect("it is open");
    let address = entered.allocate(16).expect("there is memory");
    let view = entered.view(address, 16).expect("it is in memory");
    let before = entered.memory_size();
    entered.allocate(8 << 20).expect("there is memory");
    assert!(entered.memory_size() > before);
    entered.write(address, &[7; 16]).expect("it is in memory");
    // SAFETY: the view keeps the memory mapped, and the guest does not run.
    let bytes = unsafe { std::slice::from_raw_parts(view.as_ptr(), view.len()) };
    assert_eq!(bytes, [7; 16]);
}

#[test]
fn each_reset_is_another_generation() {
    let library = library();
    let generation = || library.enter().expect("it is open").generation();
    let first = generation();
    call(&library, "next", &mut []).expect("it is alive");
    library.reset().expect("nobody is inside");
    assert_ne!(generation(), first);
    assert_eq!(call(&library, "next", &mut []).expect("it is fresh"), Value::Int(1));
}

#[test]
fn a_trap_names_the_functions_and_kills_until_reset() {
    let library = library();
    let error = call(&library, "fail", &mut []).expect_err("it traps");
    assert_eq!(error.code(), Code::Trapped);
    assert!(error.message().starts_with("sample.fail: "), "{error}");
    let guest = error.guest().expect("it has a stack");
    assert_eq!(guest.frames, ["inner_fail", "fail"]);
    let dead = call(&library, "next", &mut []).expect_err("it is dead");
    assert_eq!(dead.code(), Code::DeadInstance);
    library.reset().expect("it starts afresh");
    assert_eq!(call(&library, "next", &mut []).expect("it is fresh"), Value::Int(1));
}

#[test]
fn a_dropped_pointer_is_freed_at_the_next_call() {
    let library = library();
    let make = || dynamic::new(&library, "int", None, Some(1000)).expect("there is memory");
    let first = make();
    let address = first.addr();
    let clone = first.clone();
    drop(first);
    assert_ne!(make().addr(), address, "a clone still owns it");
    clone.set(&[Step::Index(999)], &Value::Int(5)).expect("it is alive");
    drop(clone);
    assert_eq!(make().addr(), address, "it was not freed");
}

#[test]
fn dropping_after_close_or_reset_is_harmless() {
    let library = library();
    let make = || dynamic::new(&library, "int", None, None).expect("there is memory");
    let (early, late) = (make(), make());
    library.reset().expect("nobody is inside");
    drop(early);
    let fresh = make();
    assert_eq!(fresh.get(&[]).expect("it is alive"), Value::Int(0));
    library.close().expect("nobody is inside");
    drop((late, fresh));
    assert!(library.is_closed());
}

#[test]
fn dropping_on_another_thread_while_the_library_is_busy_does_not_wait() {
    let library = library();
    let pointer = dynamic::new(&library, "int", None, None).expect("there is memory");
    let inside = library.enter().expect("nobody is inside");
    std::thread::scope(|scope| {
        scope.spawn(move || drop(pointer)).join().expect("it neither waits nor panics");
    });
    drop(inside);
    call(&library, "next", &mut []).expect("the queue is emptied");
}
