//! The two wasmtime engines that a process may have: with signal handlers and without.

use std::sync::{Mutex, OnceLock};

use sandbridge_interface::{Error, Result};
use wasmtime::{Config, Engine};

use crate::signal;

/// Guest frames on the host stack, at most. wasmtime counts from the current stack pointer and
/// knows nothing of the thread's bounds, so this much must be left whenever a call starts.
pub(crate) const MAX_WASM_STACK: usize = 256 << 10;
/// The whole 32-bit address space is reserved, so that memory never moves and needs no checks.
const MEMORY_RESERVATION: u64 = 4 << 30;

/// The engine for this choice of trap detection. `None` means signals where the gate can keep them
/// from the host and is still in place.
pub(crate) fn engine(signals: Option<bool>) -> Result<(&'static Engine, bool)> {
    static WITH_SIGNALS: OnceLock<Engine> = OnceLock::new();
    static WITHOUT: OnceLock<Engine> = OnceLock::new();
    let may_signal =
        || signal::IS_DEFAULT && (WITH_SIGNALS.get().is_none() || signal::is_in_place());
    let wanted = signals.unwrap_or_else(may_signal);
    let cell = if wanted { &WITH_SIGNALS } else { &WITHOUT };
    if let Some(engine) = cell.get() {
        return Ok((engine, wanted));
    }
    // One at a time, so that a failure is reported rather than cached.
    static MAKING: Mutex<()> = Mutex::new(());
    let _making = MAKING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if cell.get().is_none() {
        if wanted {
            signal::remember_host();
        }
        let engine = Engine::new(&config(wanted))
            .map_err(|error| Error::bug(format!("the engine cannot be made: {error}")))?;
        if wanted {
            signal::install();
        }
        // Only this function sets it, under the lock.
        let _ = cell.set(engine);
    }
    cell.get().map(|engine| (engine, wanted)).ok_or_else(|| Error::bug("the engine is gone"))
}

fn config(signals: bool) -> Config {
    let mut config = Config::new();
    config
        .signals_based_traps(signals)
        .memory_reservation(MEMORY_RESERVATION)
        .memory_may_move(false)
        .max_wasm_stack(MAX_WASM_STACK)
        .wasm_backtrace_details(wasmtime::WasmBacktraceDetails::Enable)
        .wasm_exceptions(true)
        // The host's unwinder never walks guest frames.
        .native_unwind_info(cfg!(windows));
    config
}
