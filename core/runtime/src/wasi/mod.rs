//! WASI preview 1 with everything denied that was not granted.
//!
//! wasmtime-wasi implements preview 1 on top of the component model, which alone would add a third
//! to the binary; what a C library needs of it is this folder. Each function takes the guest that
//! calls, and numbers that are the guest's word; what it fails with is preview 1's error number.
//! Links of either kind cannot be made: a link that leads out of a granted folder could deceive
//! other programs of the host.

mod argument;
mod clock;
mod descriptor;
mod errno;
mod file;
mod folder;
mod guest;
mod path;
mod random;
mod status;
mod stdio;

use std::fs::File;
use std::time::Instant;

use sandbridge_interface::Result;
use wasmtime::{Caller, Extern, Func, FuncType, Store, Val, ValType};

use self::descriptor::Descriptors;
use self::errno::{Errno, Outcome};
use self::file::Place::{At, Position};
use self::guest::Guest;
use self::path::{How, Place};
use self::stdio::Streams;
use crate::live::State;
use crate::options::Options;

/// The import module that it answers to.
pub(crate) const MODULE: &str = "wasi_snapshot_preview1";

/// `exit(code)` on its way out of the guest.
#[derive(Debug)]
pub(crate) struct Exit(pub(crate) i32);

impl std::fmt::Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit({})", self.0)
    }
}

impl std::error::Error for Exit {}

/// What one instance was granted, what it has open and what it wrote.
pub(crate) struct Wasi {
    streams: Streams,
    clocks: bool,
    randomness: bool,
    args: Vec<Vec<u8>>,
    env: Vec<Vec<u8>>,
    descriptors: Descriptors,
    started: Instant,
}

impl Wasi {
    /// # Errors
    /// [`Code::NotGranted`](sandbridge_interface::Code::NotGranted) for a folder that cannot be
    /// granted.
    pub(crate) fn new(options: &Options) -> Result<Self> {
        let terminated = |text: &str| [text.as_bytes(), b"\0"].concat();
        Ok(Self {
            streams: Streams::new(options.stdio),
            clocks: options.clocks,
            randomness: options.randomness,
            args: options.args.iter().map(|arg| terminated(arg)).collect(),
            env: options.env.iter().map(|(k, v)| terminated(&format!("{k}={v}"))).collect(),
            descriptors: Descriptors::new(folder::grant(&options.folders)?),
            started: Instant::now(),
        })
    }

    /// The last lines of the standard error, which are forgotten by this.
    pub(crate) fn take_stderr(&mut self) -> String {
        self.streams.take_stderr()
    }
}

/// A host function that calls `$body` with the guest and its parameters.
macro_rules! function {
    ($store:ident, |$guest:ident $(, $name:ident: $ty:ty)*| $body:expr) => {
        Func::wrap(&mut *$store, |mut caller: Caller<'_, State> $(, $name: $ty)*| -> i32 {
            with_guest(&mut caller, |$guest| $body)
        })
    };
}

/// The function of that name, when preview 1 has it with that type.
pub(crate) fn function(store: &mut Store<State>, name: &str, ty: &FuncType) -> Option<Func> {
    let function = match name.split_once('_')? {
        ("fd", _) => on_descriptor(store, name)?,
        ("path", _) => on_path(store, name)?,
        ("sock", _) => refusing(store, ty)?,
        _ => on_host(store, name)?,
    };
    // A module that imports it with another type was not made against preview 1.
    FuncType::eq(&function.ty(&*store), ty).then_some(function)
}

fn on_host(store: &mut Store<State>, name: &str) -> Option<Func> {
    Some(match name {
        "proc_exit" => Func::wrap(&mut *store, |code: i32| -> wasmtime::Result<()> {
            Err(wasmtime::Error::new(Exit(code)))
        }),
        "args_sizes_get" => function!(store, |guest, count: u32, size: u32| {
            argument::sizes(guest, |wasi| &wasi.args, count, size)
        }),
        "args_get" => function!(store, |guest, list: u32, text: u32| {
            argument::get(guest, |wasi| &wasi.args, list, text)
        }),
        "environ_sizes_get" => function!(store, |guest, count: u32, size: u32| {
            argument::sizes(guest, |wasi| &wasi.env, count, size)
        }),
        "environ_get" => function!(store, |guest, list: u32, text: u32| {
            argument::get(guest, |wasi| &wasi.env, list, text)
        }),
        "clock_time_get" => function!(store, |guest, clock: u32, _precision: u64, at: u32| {
            clock::time_get(guest, clock, at)
        }),
        "clock_res_get" => {
            function!(store, |guest, clock: u32, at: u32| { clock::res_get(guest, clock, at) })
        }
        "poll_oneoff" => function!(store, |guest, list: u32, out: u32, count: u32, at: u32| {
            clock::poll(guest, list, out, count, at)
        }),
        "random_get" => {
            function!(store, |guest, at: u32, len: u32| random::get(guest, at, len))
        }
        "sched_yield" => function!(store, |_guest| Ok(())),
        "proc_raise" => function!(store, |_guest, _signal: u32| Err(Errno::NOSYS)),
        _ => return None,
    })
}

fn on_descriptor(store: &mut Store<State>, name: &str) -> Option<Func> {
    Some(match name {
        "fd_write" => function!(store, |guest, fd: u32, list: u32, count: u32, at: u32| {
            file::write(guest, fd, (list, count), Position, at)
        }),
        "fd_read" => function!(store, |guest, fd: u32, list: u32, count: u32, at: u32| {
            file::read(guest, fd, (list, count), Position, at)
        }),
        "fd_pwrite" => {
            function!(store, |guest, fd: u32, list: u32, count: u32, offset: u64, at: u32| {
                file::write(guest, fd, (list, count), At(offset), at)
            })
        }
        "fd_pread" => {
            function!(store, |guest, fd: u32, list: u32, count: u32, offset: u64, at: u32| {
                file::read(guest, fd, (list, count), At(offset), at)
            })
        }
        "fd_seek" => function!(store, |guest, fd: u32, offset: i64, whence: u32, at: u32| {
            file::seek(guest, fd, offset, whence, at)
        }),
        "fd_tell" => function!(store, |guest, fd: u32, at: u32| file::tell(guest, fd, at)),
        "fd_sync" => function!(store, |guest, fd: u32| file::sync(guest, fd, File::sync_all)),
        "fd_datasync" => {
            function!(store, |guest, fd: u32| file::sync(guest, fd, File::sync_data))
        }
        "fd_advise" => {
            function!(store, |guest, fd: u32, _offset: u64, _len: u64, advice: u32| {
                file::advise(guest, fd, advice)
            })
        }
        "fd_allocate" => function!(store, |guest, fd: u32, _offset: u64, _len: u64| {
            guest.wasi.descriptors.file(fd).and(Err(Errno::NOTSUP))
        }),
        "fd_close" => function!(store, |guest, fd: u32| guest.wasi.descriptors.close(fd)),
        "fd_renumber" => function!(store, |guest, from: u32, to: u32| {
            guest.wasi.descriptors.renumber(from, to)
        }),
        "fd_fdstat_get" => {
            function!(store, |guest, fd: u32, at: u32| status::fdstat_get(guest, fd, at))
        }
        "fd_fdstat_set_flags" => function!(store, |guest, fd: u32, flags: u32| {
            status::fdstat_set_flags(guest, fd, flags)
        }),
        "fd_fdstat_set_rights" => {
            function!(store, |guest, fd: u32, _base: u64, _inheriting: u64| {
                guest.wasi.descriptors.get(fd).and(Err(Errno::NOTSUP))
            })
        }
        "fd_filestat_get" => {
            function!(store, |guest, fd: u32, at: u32| status::filestat_get(guest, fd, at))
        }
        "fd_filestat_set_size" => {
            function!(store, |guest, fd: u32, size: u64| file::set_size(guest, fd, size))
        }
        "fd_filestat_set_times" => {
            function!(store, |guest, fd: u32, accessed: u64, modified: u64, flags: u32| {
                file::set_times(guest, fd, accessed, modified, flags)
            })
        }
        "fd_prestat_get" => {
            function!(store, |guest, fd: u32, at: u32| folder::prestat_get(guest, fd, at))
        }
        "fd_prestat_dir_name" => function!(store, |guest, fd: u32, at: u32, len: u32| {
            folder::prestat_dir_name(guest, fd, at, len)
        }),
        "fd_readdir" => {
            function!(store, |guest, fd: u32, at: u32, len: u32, cookie: u64, used: u32| {
                folder::readdir(guest, fd, (at, len), cookie, used)
            })
        }
        _ => return None,
    })
}

fn on_path(store: &mut Store<State>, name: &str) -> Option<Func> {
    Some(match name {
        "path_open" => Func::wrap(&mut *store, path_open),
        "path_filestat_get" => {
            function!(store, |guest, fd: u32, lookup: u32, path: u32, len: u32, at: u32| {
                path::filestat_get(guest, Place { fd, path, len }, lookup, at)
            })
        }
        "path_filestat_set_times" => {
            function!(store, |guest,
                              fd: u32,
                              lookup: u32,
                              path: u32,
                              len: u32,
                              accessed: u64,
                              modified: u64,
                              flags: u32| {
                let times = (accessed, modified);
                path::filestat_set_times(guest, Place { fd, path, len }, lookup, times, flags)
            })
        }
        "path_create_directory" => function!(store, |guest, fd: u32, path: u32, len: u32| {
            path::create_directory(guest, Place { fd, path, len })
        }),
        "path_remove_directory" => function!(store, |guest, fd: u32, path: u32, len: u32| {
            path::remove_directory(guest, Place { fd, path, len })
        }),
        "path_unlink_file" => function!(store, |guest, fd: u32, path: u32, len: u32| {
            path::unlink_file(guest, Place { fd, path, len })
        }),
        "path_rename" => {
            function!(store, |guest, fd: u32, path: u32, len: u32, to: u32, new: u32, size: u32| {
                let to = Place { fd: to, path: new, len: size };
                path::rename(guest, Place { fd, path, len }, to)
            })
        }
        "path_readlink" => {
            function!(store, |guest,
                              fd: u32,
                              path: u32,
                              len: u32,
                              at: u32,
                              room: u32,
                              used: u32| {
                path::readlink(guest, Place { fd, path, len }, (at, room), used)
            })
        }
        "path_link" => {
            function!(store, |guest,
                              fd: u32,
                              _lookup: u32,
                              _path: u32,
                              _len: u32,
                              _to: u32,
                              _new: u32,
                              _size: u32| {
                guest.wasi.descriptors.folder(fd).and(Err(Errno::NOTSUP))
            })
        }
        "path_symlink" => {
            function!(store, |guest, _path: u32, _len: u32, fd: u32, _new: u32, _size: u32| {
                guest.wasi.descriptors.folder(fd).and(Err(Errno::NOTSUP))
            })
        }
        _ => return None,
    })
}

#[expect(clippy::too_many_arguments, reason = "preview 1 has it so")]
fn path_open(
    mut caller: Caller<'_, State>,
    fd: u32,
    lookup: u32,
    path: u32,
    len: u32,
    oflags: u32,
    rights: u64,
    _inheriting: u64,
    fdflags: u32,
    at: u32,
) -> i32 {
    let how = How { lookup, oflags, rights, fdflags };
    with_guest(&mut caller, |guest| path::open(guest, Place { fd, path, len }, how, at))
}

/// Calls on sockets, which nobody can own.
fn refusing(store: &mut Store<State>, ty: &FuncType) -> Option<Func> {
    let mut results = ty.results();
    let (Some(ValType::I32), None) = (results.next(), results.next()) else { return None };
    Some(Func::new(store, ty.clone(), move |_, _, results| {
        results[0] = Val::I32(Errno::BADF.0);
        Ok(())
    }))
}

/// Runs `call` on the guest's memory and what the guest owns, for the number that preview 1 gives.
fn with_guest(caller: &mut Caller<'_, State>, call: impl FnOnce(&mut Guest<'_>) -> Outcome) -> i32 {
    let Some(memory) = caller.get_export("memory").and_then(Extern::into_memory) else {
        return Errno::FAULT.0;
    };
    let (memory, state) = memory.data_and_store_mut(caller);
    match call(&mut Guest { memory, wasi: &mut state.wasi }) {
        Ok(()) => 0,
        Err(errno) => errno.0,
    }
}
