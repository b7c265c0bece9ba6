//! What a module asks its host for, in a user's words: its imports by what they let it do.

use std::collections::BTreeMap;

use crate::module::{Import, Module};

/// The module name of WASI preview 1.
const WASI: &str = "wasi_snapshot_preview1";

/// A kind of thing that a module can ask for, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Capability {
    /// Opening files and looking into folders.
    Files,
    /// Reading and writing what is open, which the standard streams are from the start.
    Streams,
    /// The time.
    Clocks,
    /// Randomness.
    Randomness,
    /// The program's arguments.
    Arguments,
    /// Environment variables.
    Environment,
    /// Network connections.
    Sockets,
    /// Sleeping and giving way.
    Waiting,
    /// `exit` and `abort`.
    Ending,
    /// What WASI has beside these.
    Other,
    /// Functions of this library's own, which its host must provide.
    Host,
}

impl Capability {
    /// What an import belongs to.
    pub(crate) fn of(module: &str, name: &str) -> Self {
        if module != WASI {
            return Self::Host;
        }
        match name {
            "args_get" | "args_sizes_get" => Self::Arguments,
            "environ_get" | "environ_sizes_get" => Self::Environment,
            "clock_time_get" | "clock_res_get" => Self::Clocks,
            "random_get" => Self::Randomness,
            "proc_exit" | "proc_raise" => Self::Ending,
            "poll_oneoff" | "sched_yield" => Self::Waiting,
            name if name.starts_with("sock_") => Self::Sockets,
            "fd_readdir" => Self::Files,
            name if name.starts_with("path_") || name.starts_with("fd_prestat") => Self::Files,
            name if name.starts_with("fd_") => Self::Streams,
            _ => Self::Other,
        }
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Streams => "open files and standard streams",
            Self::Clocks => "clocks",
            Self::Randomness => "randomness",
            Self::Arguments => "program arguments",
            Self::Environment => "environment variables",
            Self::Sockets => "sockets",
            Self::Waiting => "waiting",
            Self::Ending => "ending itself",
            Self::Other => "other WASI functions",
            Self::Host => "host functions",
        }
    }

    /// What granting it means.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Files => "Opens files by name, in folders that the host grants. None by default.",
            Self::Streams => {
                "Reads and writes what is open: the standard streams, and files it was let open."
            }
            Self::Clocks => "Reads the time, when the host grants it.",
            Self::Randomness => "Gets random bytes, when the host grants it.",
            Self::Arguments => "Sees the arguments that the host gives it. None by default.",
            Self::Environment => "Sees the variables that the host gives it. None by default.",
            Self::Sockets => "Uses connections that the host opened.",
            Self::Waiting => "Sleeps, or waits for what is open.",
            Self::Ending => "Ends its own instance, as exit and abort do in C; the host goes on.",
            Self::Other => "Whatever these are, they fail unless the host provides them.",
            Self::Host => "Calls functions that the program which loads it must provide.",
        }
    }
}

/// What a module asks for, with the imports behind it.
pub(crate) fn asked<'m, 'a>(module: &'m Module<'a>) -> BTreeMap<Capability, Vec<&'m Import<'a>>> {
    let mut asked: BTreeMap<Capability, Vec<_>> = BTreeMap::new();
    for import in &module.imports {
        asked.entry(Capability::of(import.module, import.name)).or_default().push(import);
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_grouped_by_what_they_let_a_module_do() {
        let of = |name| Capability::of(WASI, name);
        assert_eq!(of("path_open"), Capability::Files);
        assert_eq!(of("fd_prestat_get"), Capability::Files);
        assert_eq!(of("fd_readdir"), Capability::Files);
        assert_eq!(of("fd_write"), Capability::Streams);
        assert_eq!(of("clock_time_get"), Capability::Clocks);
        assert_eq!(of("random_get"), Capability::Randomness);
        assert_eq!(of("args_get"), Capability::Arguments);
        assert_eq!(of("environ_sizes_get"), Capability::Environment);
        assert_eq!(of("proc_exit"), Capability::Ending);
        assert_eq!(of("something_new"), Capability::Other);
        assert_eq!(Capability::of("env", "fd_write"), Capability::Host);
    }
}
