//! A full memory barrier on all threads of the process at once, so that a thread on a hot path needs
//! none of its own.

use std::io;
use std::sync::OnceLock;

use sandbridge_interface::{Error, Result};

// linux/membarrier.h
const PRIVATE_EXPEDITED: libc::c_int = 1 << 3;
const REGISTER_PRIVATE_EXPEDITED: libc::c_int = 1 << 4;

/// Whether [`everywhere`] works here. The kernel is told once that this process will ask for it.
pub(crate) fn is_available() -> bool {
    static IS_REGISTERED: OnceLock<bool> = OnceLock::new();
    *IS_REGISTERED.get_or_init(|| ask(REGISTER_PRIVATE_EXPEDITED).is_ok())
}

/// Returns after each running thread of the process went through a full barrier. To be called only
/// after [`is_available`] said yes.
///
/// # Errors
/// A bug error, should the kernel have changed its mind (a filter that was installed later).
pub(crate) fn everywhere() -> Result<()> {
    ask(PRIVATE_EXPEDITED).map_err(|error| {
        Error::bug(format!("the kernel refused a barrier that it had granted before: {error}"))
    })
}

fn ask(command: libc::c_int) -> io::Result<()> {
    // SAFETY: the system call takes numbers only, and touches no memory of ours.
    let done = unsafe { libc::syscall(libc::SYS_membarrier, command, 0, 0) };
    if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
