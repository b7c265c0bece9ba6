//! Bounds on what the guest may take.

use wasmtime::ResourceLimiter;

/// Table slots at most: SQLite uses 900; each costs the host 8 bytes.
const MAX_TABLE: usize = 1 << 20;

/// Refuses growth beyond the limits; the guest sees its allocation fail.
pub(crate) struct Limiter {
    memory: usize,
}

impl Limiter {
    pub(crate) fn new(memory: Option<u64>) -> Self {
        Self { memory: memory.and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(usize::MAX) }
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= self.memory && maximum.is_none_or(|maximum| desired <= maximum))
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= MAX_TABLE && maximum.is_none_or(|maximum| desired <= maximum))
    }
}
