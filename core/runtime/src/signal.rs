//! A gate before wasmtime's signal handlers: only faults in compiled guest code reach them.
//!
//! wasmtime's handler looks at a thread-local to find out whether a fault is the guest's. In a
//! library that was loaded late, the first such look on a thread may call `malloc`, and a thread
//! that faults on purpose inside `malloc`, as the JVM's profilers do, then waits for itself for
//! ever (wasmtime issue 12787). The gate compares the program counter with the ranges of compiled
//! code, which takes no lock and touches no thread-local, and hands every other fault to whoever
//! owned the signal before. So the JVM's null checks and safepoints never meet wasmtime.

use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

/// Whether signals are used when the caller does not say.
pub(crate) const IS_DEFAULT: bool = true;

/// The signals that wasmtime takes.
const SIGNALS: [i32; 4] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE];

/// Who handled each signal before wasmtime, and wasmtime's own handler.
static HOST: [AtomicPtr<libc::sigaction>; 4] = [const { AtomicPtr::new(ptr::null_mut()) }; 4];
static ENGINE: [AtomicPtr<libc::sigaction>; 4] = [const { AtomicPtr::new(ptr::null_mut()) }; 4];

/// Ranges of compiled code. Nodes are never freed, only emptied and used again.
static RANGES: AtomicPtr<Node> = AtomicPtr::new(ptr::null_mut());

struct Node {
    start: AtomicUsize,
    end: AtomicUsize,
    next: AtomicPtr<Node>,
}

/// Compiled code that the gate knows for as long as this lives.
pub(crate) struct Registered(&'static Node);

/// Tells the gate where a module's code is.
pub(crate) fn register(code: std::ops::Range<usize>) -> Registered {
    let mut at = RANGES.load(Ordering::Acquire);
    // SAFETY: nodes are leaked boxes.
    while let Some(node) = unsafe { at.as_ref() } {
        let free = node.end.compare_exchange(0, 1, Ordering::AcqRel, Ordering::Relaxed);
        if free.is_ok() {
            node.start.store(code.start, Ordering::Relaxed);
            node.end.store(code.end, Ordering::Release);
            return Registered(node);
        }
        at = node.next.load(Ordering::Acquire);
    }
    let node: &'static Node = Box::leak(Box::new(Node {
        start: AtomicUsize::new(code.start),
        end: AtomicUsize::new(code.end),
        next: AtomicPtr::new(ptr::null_mut()),
    }));
    let mut first = RANGES.load(Ordering::Acquire);
    loop {
        node.next.store(first, Ordering::Relaxed);
        let new = ptr::from_ref(node).cast_mut();
        match RANGES.compare_exchange_weak(first, new, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => return Registered(node),
            Err(other) => first = other,
        }
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        // The end last: an empty range holds no address, and 0 marks the node as free.
        self.0.start.store(usize::MAX, Ordering::Release);
        self.0.end.store(0, Ordering::Release);
    }
}

fn is_guest(pc: usize) -> bool {
    let mut at = RANGES.load(Ordering::Acquire);
    // SAFETY: nodes are leaked boxes.
    while let Some(node) = unsafe { at.as_ref() } {
        if pc < node.end.load(Ordering::Acquire) && pc >= node.start.load(Ordering::Acquire) {
            return true;
        }
        at = node.next.load(Ordering::Acquire);
    }
    false
}

/// The present handlers, before wasmtime installs its own.
pub(crate) fn remember_host() {
    remember(&HOST);
}

/// Puts the gate before wasmtime's handlers, which were just installed.
pub(crate) fn install() {
    remember(&ENGINE);
    for signal in SIGNALS {
        let mut action = MaybeUninit::<libc::sigaction>::zeroed();
        // SAFETY: all-zero is a valid action: default handler, empty mask, no flags.
        let action = unsafe { action.assume_init_mut() };
        action.sa_sigaction = gate as *const () as usize;
        // As wasmtime has them: on the alternate stack, and a fault in the handler is delivered.
        action.sa_flags = libc::SA_SIGINFO | libc::SA_NODEFER | libc::SA_ONSTACK;
        // SAFETY: the action is complete; a handler of that form is safe to be called at any time.
        let _ = unsafe { libc::sigaction(signal, action, ptr::null_mut()) };
    }
}

/// Whether the gate is still the process's handler: another installed later (Python's
/// `faulthandler.enable()`) would kill the process at the next guest trap.
pub(crate) fn is_in_place() -> bool {
    current(libc::SIGSEGV).sa_sigaction == gate as *const () as usize
}

fn remember(place: &[AtomicPtr<libc::sigaction>; 4]) {
    for (signal, place) in SIGNALS.into_iter().zip(place) {
        place.store(Box::into_raw(Box::new(current(signal))), Ordering::Release);
    }
}

fn current(signal: i32) -> libc::sigaction {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: a null new action only asks for the current one, which fits the given place.
    let _ = unsafe { libc::sigaction(signal, ptr::null(), action.as_mut_ptr()) };
    // SAFETY: it was zeroed, which is valid, and filled if the call succeeded.
    unsafe { action.assume_init() }
}

/// Async-signal-safe: it reads atomics and calls the handler that the fault belongs to.
unsafe extern "C" fn gate(
    signal: libc::c_int,
    info: *mut libc::siginfo_t,
    context: *mut libc::c_void,
) {
    // SAFETY: the kernel passes the context of the interrupted code.
    let pc = unsafe { program_counter(context.cast()) };
    let handlers = if is_guest(pc) { &ENGINE } else { &HOST };
    let Some(index) = SIGNALS.iter().position(|&own| own == signal) else { return };
    // SAFETY: both were remembered before the gate was installed, in boxes that are never freed.
    let Some(action) = (unsafe { handlers[index].load(Ordering::Acquire).as_ref() }) else {
        return;
    };
    match action.sa_sigaction {
        libc::SIG_DFL | libc::SIG_IGN => {
            // The faulting instruction runs again when this returns and meets the former handler.
            // SAFETY: the action is one that the kernel gave.
            let _ = unsafe { libc::sigaction(signal, action, ptr::null_mut()) };
        }
        handler if action.sa_flags & libc::SA_SIGINFO != 0 => {
            type Full = extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void);
            // SAFETY: with that flag the address is a function of this type.
            let handler = unsafe { std::mem::transmute::<usize, Full>(handler) };
            handler(signal, info, context);
        }
        handler => {
            // SAFETY: without the flag the address is a function of this type.
            let handler =
                unsafe { std::mem::transmute::<usize, extern "C" fn(libc::c_int)>(handler) };
            handler(signal);
        }
    }
}

/// # Safety
/// `context` is what the kernel passed to a signal handler.
#[cfg(target_arch = "x86_64")]
unsafe fn program_counter(context: *const libc::ucontext_t) -> usize {
    // SAFETY: passed on to the caller.
    unsafe { (*context).uc_mcontext.gregs[libc::REG_RIP as usize] as usize }
}

/// # Safety
/// `context` is what the kernel passed to a signal handler.
#[cfg(target_arch = "aarch64")]
unsafe fn program_counter(context: *const libc::ucontext_t) -> usize {
    // SAFETY: passed on to the caller.
    unsafe { (*context).uc_mcontext.pc as usize }
}
