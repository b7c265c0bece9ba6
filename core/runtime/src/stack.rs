//! Refusing a call while that is still possible: wasmtime does not know where the thread's stack
//! ends, and running past it kills the process.

use std::cell::Cell;

use sandbridge_interface::{Code, Error, Result};

use crate::engine::MAX_WASM_STACK;

/// What the host's side of a call and of its callbacks needs beside the guest's frames.
const HOST_RESERVE: usize = 64 << 10;

/// What the guest's frames of a nested call are granted at least.
const NESTED: usize = 64 << 10;

thread_local! {
    /// The lowest address of this thread's stack; 0 while nobody asked.
    static LOWEST: Cell<usize> = const { Cell::new(0) };
}

/// A thread, told from the others that live: the address that its thread register has, without the
/// call that finding a variable of the thread's takes in a shared library. Another thread may have
/// the same after its death.
#[inline(always)]
pub(crate) fn token() -> usize {
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    {
        let token: usize;
        // SAFETY: the ABI has the thread pointer at its own address ("ELF Handling For Thread-Local
        // Storage", 3.4.6); nothing is written.
        unsafe {
            std::arch::asm!(
                "mov {}, fs:[0]",
                out(reg) token,
                options(pure, readonly, nostack, preserves_flags)
            );
        }
        token
    }
    #[cfg(all(target_os = "linux", target_arch = "aarch64"))]
    {
        let token: usize;
        // SAFETY: the thread pointer may be read at any time.
        unsafe {
            std::arch::asm!(
                "mrs {}, tpidr_el0",
                out(reg) token,
                options(pure, nomem, nostack, preserves_flags)
            );
        }
        token
    }
    #[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
    LOWEST.with(|lowest| std::ptr::from_ref(lowest).addr())
}

/// The lowest address of this thread's stack; 1 where nobody knows, and nothing is checked.
#[inline]
pub(crate) fn lowest() -> usize {
    LOWEST.with(|lowest| match lowest.get() {
        0 => look(lowest),
        known => known,
    })
}

/// Checks that a full guest stack and the host's own frames still fit on this thread, whose stack
/// ends at `lowest`.
///
/// # Errors
/// [`Code::HostStack`].
#[inline(always)]
pub(crate) fn check(lowest: usize) -> Result<()> {
    let here = 0u8;
    let left = (&raw const here).addr().saturating_sub(lowest);
    if left >= MAX_WASM_STACK + HOST_RESERVE { Ok(()) } else { Err(too_small(left)) }
}

/// Where wasmtime ends the guest's frames of an outermost call that is made here.
#[inline]
pub(crate) fn floor() -> usize {
    let here = 0u8;
    (&raw const here).addr().saturating_sub(MAX_WASM_STACK)
}

/// Checks that a nested call has room above the `floor` of the outermost one: passing it would be a
/// trap, which ends the instance.
///
/// # Errors
/// [`Code::HostStack`].
#[inline]
pub(crate) fn check_nested(floor: usize) -> Result<()> {
    let here = 0u8;
    let left = (&raw const here).addr().saturating_sub(floor);
    if left >= NESTED { Ok(()) } else { Err(too_deep(left)) }
}

#[cold]
fn too_deep(left: usize) -> Error {
    let message =
        format!("{} KiB of stack are left, a nested call needs {}", left >> 10, NESTED >> 10);
    Error::new(Code::HostStack, message)
        .with_help("the library and the host call each other without end, or nest too deeply")
}

/// Asks the system where this thread's stack ends.
#[cold]
fn look(lowest: &Cell<usize>) -> usize {
    let here = 0u8;
    let end = stacker::remaining_stack()
        .map_or(1, |left| (&raw const here).addr().saturating_sub(left).max(1));
    lowest.set(end);
    end
}

#[cold]
fn too_small(left: usize) -> Error {
    Error::new(
        Code::HostStack,
        format!(
            "{} KiB of host stack are left, a call needs {}",
            left >> 10,
            (MAX_WASM_STACK + HOST_RESERVE) >> 10
        ),
    )
    .with_help("call from a thread with a larger stack, or nest fewer callbacks")
}
