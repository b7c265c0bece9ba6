//! From wasmtime's failures to ours.

use std::sync::OnceLock;

use sandbridge_interface::error::GuestReport;
use sandbridge_interface::{Code, Error};
use wasmtime::{AsContextMut, Engine, FrameInfo, RootScope, Store, Trap, WasmBacktrace};

use crate::live::State;
use crate::wasi::Exit;

/// Guest frames shown at most.
const MAX_FRAMES: usize = 32;
/// Characters of a name shown at most: it is the module's word.
const MAX_NAME: usize = 200;

/// What a host function failed with, on its way through the guest. The guest's own state is fine.
#[derive(Debug)]
pub(crate) struct FromHost(pub(crate) Error);

impl std::fmt::Display for FromHost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for FromHost {}

/// The form in which a host function fails. The engine walks the guest's stack and names its frames
/// for errors that come without a stack, a third of what raising through C takes, and nobody looks at that:
/// such an error gets the stack of a store in which nothing runs.
pub(crate) fn from_host(engine: &Engine, error: Error) -> wasmtime::Error {
    static IDLE: OnceLock<Store<()>> = OnceLock::new();
    let idle = IDLE.get_or_init(|| Store::new(engine, ()));
    wasmtime::Error::new(FromHost(error)).context(WasmBacktrace::capture(idle))
}

/// The error that a failed call, start or allocation is to the user.
pub(crate) fn translate(
    error: wasmtime::Error,
    mut store: impl AsContextMut<Data = State>,
) -> Error {
    let stderr = store.as_context_mut().data_mut().wasi.take_stderr();
    if let Some(FromHost(own)) = error.downcast_ref() {
        return own.clone();
    }
    // An import that refuses.
    if let Some(own) = error.downcast_ref::<Error>() {
        return own.clone();
    }
    let frames: Vec<String> = error
        .downcast_ref::<WasmBacktrace>()
        .map(|trace| trace.frames().iter().take(MAX_FRAMES).map(frame).collect())
        .unwrap_or_default();
    let report = GuestReport { frames, stderr };
    if let Some(Exit(code)) = error.downcast_ref::<Exit>() {
        return Error::new(Code::Exited, format!("the library called exit({code})"))
            .with_guest(report);
    }
    if error.is::<wasmtime::ThrownException>() {
        let what = "a longjmp or an exception of the library left the outermost call";
        return Error::new(Code::UncaughtException, what)
            .with_help("the call of setjmp must be in a function that is still running")
            .with_guest(report);
    }
    match error.downcast_ref::<Trap>() {
        Some(trap) => trapped(*trap, report),
        None => {
            Error::new(Code::Trapped, format!("the library failed: {error:#}")).with_guest(report)
        }
    }
}

/// Whether this failure of the guest's own ends the instance: it may be in the middle of something.
pub(crate) fn kills(error: &Error) -> bool {
    !matches!(
        error.code(),
        Code::HostStack | Code::CallDepth | Code::OutOfMemory | Code::UncaughtException
    )
}

/// Lets go of a guest exception that left the outermost call: the store would keep it alive, and
/// take it for the one that a later failure means.
pub(crate) fn forget_exception(store: impl AsContextMut<Data = State>) {
    let mut scope = RootScope::new(store);
    scope.as_context_mut().take_pending_exception();
}

fn trapped(trap: Trap, report: GuestReport) -> Error {
    let aborted =
        report.frames.first().is_some_and(|frame| frame == "abort" || frame.starts_with("abort "));
    let (code, what) = match trap {
        Trap::StackOverflow => (Code::GuestStack, "its calls are nested too deeply".to_owned()),
        Trap::UnreachableCodeReached if aborted => (Code::Aborted, "it called abort()".to_owned()),
        Trap::UnreachableCodeReached => {
            (Code::Trapped, "it ran into code marked unreachable".to_owned())
        }
        Trap::MemoryOutOfBounds => (Code::Trapped, "it accessed memory out of bounds".to_owned()),
        Trap::IntegerDivisionByZero => (Code::Trapped, "it divided by zero".to_owned()),
        Trap::IndirectCallToNull | Trap::TableOutOfBounds => {
            (Code::Trapped, "it called a function pointer that points to nothing".to_owned())
        }
        Trap::BadSignature => {
            (Code::Trapped, "it called a function pointer of another type".to_owned())
        }
        other => (Code::Trapped, other.to_string()),
    };
    Error::new(code, format!("the library trapped: {what}"))
        .with_help("the instance is dead: reset() gives a fresh one")
        .with_guest(report)
}

fn frame(info: &FrameInfo) -> String {
    let shown = |name: &str| name.chars().take(MAX_NAME).collect::<String>();
    let name = info.func_name().map_or_else(|| format!("function {}", info.func_index()), shown);
    let place = info.symbols().iter().find_map(|symbol| {
        let file = shown(symbol.file()?.rsplit('/').next()?);
        Some(match symbol.line() {
            Some(line) => format!("{file}:{line}"),
            None => file,
        })
    });
    match place {
        Some(place) => format!("{name} ({place})"),
        None => name,
    }
}
