//! Faults find their owner: the guest's become errors, the host's reach the host's handler.
#![cfg(all(feature = "compiler", target_os = "linux"))]

use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use sandbridge_interface::Code;
use sandbridge_runtime::dynamic::{Value, call};
use sandbridge_runtime::{Cache, Options, load};

static PAGE: AtomicUsize = AtomicUsize::new(0);
static MET: AtomicUsize = AtomicUsize::new(0);

/// What a JVM does with a fault of its own: it mends the cause and goes on.
extern "C" fn host_handler(_: i32, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
    // SAFETY: the kernel passes a complete `siginfo_t`.
    let address = unsafe { (*info).si_addr() } as usize;
    let page = PAGE.load(Ordering::Relaxed);
    if address < page || address >= page + 4096 {
        std::process::abort();
    }
    MET.fetch_add(1, Ordering::Relaxed);
    // SAFETY: the page belongs to this test.
    unsafe { libc::mprotect(page as *mut _, 4096, libc::PROT_READ | libc::PROT_WRITE) };
}

fn touch_forbidden_page() {
    let page = PAGE.load(Ordering::Relaxed) as *mut u8;
    // SAFETY: the page belongs to this test.
    unsafe { libc::mprotect(page.cast(), 4096, libc::PROT_NONE) };
    // SAFETY: the page is mapped; the handler makes it writable when this faults.
    unsafe { page.write_volatile(1) };
}

#[test]
fn guest_and_host_faults_do_not_meet() {
    // SAFETY: a fresh anonymous page, owned by this test.
    let page = unsafe {
        libc::mmap(ptr::null_mut(), 4096, 0, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0)
    };
    assert_ne!(page, libc::MAP_FAILED);
    PAGE.store(page as usize, Ordering::Relaxed);
    // SAFETY: all-zero is a valid action, and the handler has the type that the flag promises.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = host_handler as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO;
        assert_eq!(libc::sigaction(libc::SIGSEGV, &action, ptr::null_mut()), 0);
    }
    touch_forbidden_page();
    assert_eq!(MET.load(Ordering::Relaxed), 1);

    let case =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance/cases/trap-kinds/case.wasm");
    let options = Options { cache: Cache::Off, signals: Some(true), ..Options::default() };
    let library = load(&case, &options).expect("it loads");
    for round in 0..100 {
        let error = call(&library, "read_at", &mut [Value::Int(0xffff_fff0)])
            .expect_err("it is out of bounds");
        assert_eq!(error.code(), Code::Trapped, "{error}");
        library.reset().expect("nobody is inside");
        touch_forbidden_page();
        assert_eq!(MET.load(Ordering::Relaxed), round + 2);
    }
}
