//! WASI preview 1 with everything denied that was not granted.
//!
//! wasmtime-wasi implements preview 1 on top of the component model, which alone would add a third
//! to the binary; what a C library without files needs of it is this page. The guest has no
//! directories, so every call that takes a directory's or a file's descriptor fails with `BADF` as
//! the specification has it.

use std::collections::VecDeque;
use std::io::Write;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use wasmtime::{Caller, Extern, Func, FuncType, Memory, Store, Val, ValType};

use crate::live::State;
use crate::options::{Options, Stdio};

/// The import module that it answers to.
pub(crate) const MODULE: &str = "wasi_snapshot_preview1";

/// Bytes of the guest's standard error that are kept for messages.
const KEPT_STDERR: usize = 4096;

/// Error numbers of preview 1 (`errno` in its witx).
mod errno {
    pub(super) const SUCCESS: i32 = 0;
    pub(super) const BADF: i32 = 8;
    pub(super) const FAULT: i32 = 21;
    pub(super) const INVAL: i32 = 28;
    pub(super) const NOSYS: i32 = 52;
    pub(super) const SPIPE: i32 = 70;
    pub(super) const NOTCAPABLE: i32 = 76;
}

/// `exit(code)` on its way out of the guest.
#[derive(Debug)]
pub(crate) struct Exit(pub(crate) i32);

impl std::fmt::Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit({})", self.0)
    }
}

impl std::error::Error for Exit {}

/// What one instance was granted, and what it wrote.
pub(crate) struct Wasi {
    stdio: Stdio,
    clocks: bool,
    randomness: bool,
    args: Vec<Vec<u8>>,
    env: Vec<Vec<u8>>,
    stderr: VecDeque<u8>,
    started: Instant,
}

impl Wasi {
    pub(crate) fn new(options: &Options) -> Self {
        let terminated = |text: &str| [text.as_bytes(), b"\0"].concat();
        Self {
            stdio: options.stdio,
            clocks: options.clocks,
            randomness: options.randomness,
            args: options.args.iter().map(|arg| terminated(arg)).collect(),
            env: options.env.iter().map(|(k, v)| terminated(&format!("{k}={v}"))).collect(),
            stderr: VecDeque::new(),
            started: Instant::now(),
        }
    }

    /// The last lines of the standard error, which are forgotten by this.
    pub(crate) fn take_stderr(&mut self) -> String {
        let bytes: Vec<u8> = self.stderr.drain(..).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn write(&mut self, fd: u32, bytes: &[u8]) {
        if fd == 2 {
            self.stderr.extend(bytes);
            let excess = self.stderr.len().saturating_sub(KEPT_STDERR);
            self.stderr.drain(..excess);
        }
        if self.stdio == Stdio::Inherit {
            // A closed standard output is the host's business, not the guest's.
            let _ = match fd {
                1 => std::io::stdout().write_all(bytes),
                _ => std::io::stderr().write_all(bytes),
            };
        }
    }
}

/// The function of that name, when preview 1 has it with that type.
pub(crate) fn function(store: &mut Store<State>, name: &str, ty: &FuncType) -> Option<Func> {
    let function = match name {
        "proc_exit" => Func::wrap(&mut *store, |code: i32| -> wasmtime::Result<()> {
            Err(wasmtime::Error::new(Exit(code)))
        }),
        "fd_write" => Func::wrap(&mut *store, fd_write),
        "fd_read" => Func::wrap(&mut *store, fd_read),
        "fd_fdstat_get" => Func::wrap(&mut *store, fd_fdstat_get),
        "fd_seek" => Func::wrap(&mut *store, |fd: u32, _: i64, _: u32, _: u32| stream_only(fd)),
        "fd_tell" => Func::wrap(&mut *store, |fd: u32, _: u32| stream_only(fd)),
        "args_sizes_get" => {
            Func::wrap(&mut *store, |caller: Caller<'_, State>, n: u32, size: u32| {
                list_sizes(caller, |wasi| &wasi.args, n, size)
            })
        }
        "args_get" => Func::wrap(&mut *store, |caller: Caller<'_, State>, list: u32, text: u32| {
            list_get(caller, |wasi| &wasi.args, list, text)
        }),
        "environ_sizes_get" => {
            Func::wrap(&mut *store, |caller: Caller<'_, State>, n: u32, size: u32| {
                list_sizes(caller, |wasi| &wasi.env, n, size)
            })
        }
        "environ_get" => {
            Func::wrap(&mut *store, |caller: Caller<'_, State>, list: u32, text: u32| {
                list_get(caller, |wasi| &wasi.env, list, text)
            })
        }
        "clock_time_get" => Func::wrap(&mut *store, clock_time_get),
        "clock_res_get" => Func::wrap(&mut *store, clock_res_get),
        "random_get" => Func::wrap(&mut *store, random_get),
        "sched_yield" => Func::wrap(&mut *store, || errno::SUCCESS),
        "poll_oneoff" | "proc_raise" => refusing(store, ty, errno::NOSYS)?,
        name if REFUSED.contains(&name) => refusing(store, ty, errno::BADF)?,
        _ => return None,
    };
    // A module that imports it with another type was not made against preview 1.
    FuncType::eq(&function.ty(&*store), ty).then_some(function)
}

/// Calls on descriptors that the guest has no way to own.
const REFUSED: &[&str] = &[
    "fd_advise",
    "fd_allocate",
    "fd_close",
    "fd_datasync",
    "fd_fdstat_set_flags",
    "fd_fdstat_set_rights",
    "fd_filestat_get",
    "fd_filestat_set_size",
    "fd_filestat_set_times",
    "fd_pread",
    "fd_prestat_dir_name",
    "fd_prestat_get",
    "fd_pwrite",
    "fd_readdir",
    "fd_renumber",
    "fd_sync",
    "path_create_directory",
    "path_filestat_get",
    "path_filestat_set_times",
    "path_link",
    "path_open",
    "path_readlink",
    "path_remove_directory",
    "path_rename",
    "path_symlink",
    "path_unlink_file",
    "sock_accept",
    "sock_recv",
    "sock_send",
    "sock_shutdown",
];

fn refusing(store: &mut Store<State>, ty: &FuncType, errno: i32) -> Option<Func> {
    let mut results = ty.results();
    let (Some(ValType::I32), None) = (results.next(), results.next()) else { return None };
    Some(Func::new(store, ty.clone(), move |_, _, results| {
        results[0] = Val::I32(errno);
        Ok(())
    }))
}

fn stream_only(fd: u32) -> i32 {
    if fd <= 2 { errno::SPIPE } else { errno::BADF }
}

/// The guest's memory, for writing answers into; every access is checked.
fn memory(caller: &mut Caller<'_, State>) -> Option<Memory> {
    caller.get_export("memory").and_then(Extern::into_memory)
}

fn put(caller: &mut Caller<'_, State>, at: u32, bytes: &[u8]) -> i32 {
    match memory(caller).map(|memory| memory.write(&mut *caller, at as usize, bytes)) {
        Some(Ok(())) => errno::SUCCESS,
        Some(Err(_)) | None => errno::FAULT,
    }
}

fn fd_write(mut caller: Caller<'_, State>, fd: u32, iovs: u32, count: u32, written: u32) -> i32 {
    if !(1..=2).contains(&fd) {
        return errno::BADF;
    }
    let Some(memory) = memory(&mut caller) else { return errno::FAULT };
    let (data, state) = memory.data_and_store_mut(&mut caller);
    let mut total = 0u32;
    // POSIX's IOV_MAX.
    for index in 0..count.min(1024) {
        let Some(bytes) = iovec(data, iovs, index) else { return errno::FAULT };
        state.wasi.write(fd, bytes);
        total = total.saturating_add(bytes.len() as u32);
    }
    put(&mut caller, written, &total.to_le_bytes())
}

fn iovec(data: &[u8], iovs: u32, index: u32) -> Option<&[u8]> {
    let at = iovs.checked_add(index.checked_mul(8)?)? as usize;
    let word = |at: usize| Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?) as usize);
    let (start, len) = (word(at)?, word(at + 4)?);
    data.get(start..start.checked_add(len)?)
}

/// The standard input is always at its end.
fn fd_read(mut caller: Caller<'_, State>, fd: u32, _iovs: u32, _count: u32, read: u32) -> i32 {
    if fd != 0 {
        return errno::BADF;
    }
    put(&mut caller, read, &0u32.to_le_bytes())
}

fn fd_fdstat_get(mut caller: Caller<'_, State>, fd: u32, at: u32) -> i32 {
    if fd > 2 {
        return errno::BADF;
    }
    // filetype character_device (2), no flags, the right to read (2) or write (64).
    let mut stat = [0u8; 24];
    stat[0] = 2;
    stat[8] = if fd == 0 { 2 } else { 64 };
    put(&mut caller, at, &stat)
}

fn list_sizes(
    mut caller: Caller<'_, State>,
    list: fn(&Wasi) -> &Vec<Vec<u8>>,
    count: u32,
    size: u32,
) -> i32 {
    let items = list(&caller.data().wasi);
    let (number, bytes) = (items.len() as u32, items.iter().map(Vec::len).sum::<usize>() as u32);
    match put(&mut caller, count, &number.to_le_bytes()) {
        errno::SUCCESS => put(&mut caller, size, &bytes.to_le_bytes()),
        error => error,
    }
}

fn list_get(
    mut caller: Caller<'_, State>,
    list: fn(&Wasi) -> &Vec<Vec<u8>>,
    pointers: u32,
    text: u32,
) -> i32 {
    let items = list(&caller.data().wasi).clone();
    let mut at = text;
    for (index, item) in (0u32..).zip(&items) {
        let pointer = pointers.wrapping_add(index.wrapping_mul(4));
        for (place, bytes) in [(pointer, &at.to_le_bytes()[..]), (at, &item[..])] {
            match put(&mut caller, place, bytes) {
                errno::SUCCESS => {}
                error => return error,
            }
        }
        at = at.wrapping_add(item.len() as u32);
    }
    errno::SUCCESS
}

fn clock_time_get(mut caller: Caller<'_, State>, clock: u32, _precision: i64, at: u32) -> i32 {
    let wasi = &caller.data().wasi;
    if !wasi.clocks {
        return errno::NOTCAPABLE;
    }
    let nanoseconds = match clock {
        0 => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos() as u64),
        1 => wasi.started.elapsed().as_nanos() as u64,
        _ => return errno::INVAL,
    };
    put(&mut caller, at, &nanoseconds.to_le_bytes())
}

fn clock_res_get(mut caller: Caller<'_, State>, clock: u32, at: u32) -> i32 {
    match (caller.data().wasi.clocks, clock) {
        (false, _) => errno::NOTCAPABLE,
        (true, 0 | 1) => put(&mut caller, at, &1u64.to_le_bytes()),
        (true, _) => errno::INVAL,
    }
}

fn random_get(mut caller: Caller<'_, State>, at: u32, len: u32) -> i32 {
    if !caller.data().wasi.randomness {
        return errno::NOTCAPABLE;
    }
    let Some(memory) = memory(&mut caller) else { return errno::FAULT };
    let data = memory.data_mut(&mut caller);
    let end = (at as usize).checked_add(len as usize);
    let Some(place) = end.and_then(|end| data.get_mut(at as usize..end)) else {
        return errno::FAULT;
    };
    match getrandom::fill(place) {
        Ok(()) => errno::SUCCESS,
        Err(_) => errno::NOSYS,
    }
}
