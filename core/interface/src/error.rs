//! Failures: a code of the table, a sentence, and what to do next.

mod code;

use std::fmt;
use std::sync::Arc;

use crate::Origin;

pub use code::{Code, Kind};

/// Result of everything in Sandbridge that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One failure: a code, a sentence that names what, where and what came, and what to do next.
#[derive(Debug, Clone)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    code: Code,
    message: String,
    help: Option<String>,
    origin: Option<Origin>,
    guest: Option<GuestReport>,
    raised: Option<Raised>,
    failure: Option<Failure>,
}

/// What a library said of its own failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The class of the exception, as the facts name it: `ZlibError`.
    pub class: String,
    /// The library's number for it.
    pub status: i64,
    /// The constant of that number, when the header has an enumeration of them.
    pub name: Option<String>,
}

/// An error of the host's own, which Sandbridge carries through the guest.
pub type Raised = Arc<dyn std::error::Error + Send + Sync>;

/// What the guest left behind when it trapped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestReport {
    /// The guest's stack, innermost first: `inflate (inflate.c:1203)`.
    pub frames: Vec<String>,
    /// The last lines that the guest wrote to its standard error.
    pub stderr: String,
}

impl Error {
    /// A failure with its sentence: lower case, no final stop.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code,
            message: message.into(),
            help: None,
            origin: None,
            guest: None,
            raised: None,
            failure: None,
        }))
    }

    /// A host function that C called failed with `error`, which the caller gets back.
    pub fn raised(error: Raised) -> Self {
        let mut passing = Self::new(Code::HostRaised, format!("a callback failed: {error}"));
        passing.0.raised = Some(error);
        passing
    }

    /// A failure that the library reported by its status, with its own message.
    pub fn failed(failure: Failure, message: impl Into<String>) -> Self {
        let mut error = Self::new(Code::LibraryFailed, message);
        error.0.failure = Some(failure);
        error
    }

    /// An impossible state in Sandbridge itself.
    pub fn bug(message: impl Into<String>) -> Self {
        Self::new(Code::Bug, message).with_help("this is a fault in Sandbridge: please report it")
    }

    /// Adds what the user can do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds the place in a header that it is about.
    #[must_use]
    pub fn with_origin(mut self, origin: Origin) -> Self {
        self.0.origin = Some(origin);
        self
    }

    /// Adds the guest's stack and last words.
    #[must_use]
    pub fn with_guest(mut self, guest: GuestReport) -> Self {
        self.0.guest = Some(guest);
        self
    }

    /// Puts `context: ` before the message.
    #[must_use]
    pub fn context(mut self, context: impl fmt::Display) -> Self {
        self.0.message = format!("{context}: {}", self.0.message);
        self
    }

    /// The permanent code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The kind, which is the class of the exception.
    pub fn kind(&self) -> Kind {
        self.0.code.kind()
    }

    /// The sentence, without code and help.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The place in a header.
    pub fn origin(&self) -> Option<&Origin> {
        self.0.origin.as_ref()
    }

    /// The very error that a host function failed with.
    pub fn cause(&self) -> Option<&Raised> {
        self.0.raised.as_ref()
    }

    /// What the library said of its own failure.
    pub fn failure(&self) -> Option<&Failure> {
        self.0.failure.as_ref()
    }

    /// What the guest left behind.
    pub fn guest(&self) -> Option<&GuestReport> {
        self.0.guest.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(origin) = &self.0.origin {
            write!(f, "{}:{}: ", origin.file, origin.line)?;
        }
        write!(f, "{} [{}]", self.0.message, self.0.code.as_str())?;
        if let Some(help) = &self.0.help {
            write!(f, "\n  help: {help}")?;
        }
        if let Some(guest) = &self.0.guest {
            for frame in &guest.frames {
                write!(f, "\n  at {frame}")?;
            }
            if !guest.stderr.is_empty() {
                write!(f, "\n  guest stderr: {}", guest.stderr.trim_end())?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_place_code_and_help() {
        let error = Error::new(Code::Syntax, "expected `;`, found `}`")
            .with_origin(Origin { file: "zlib.h".into(), line: 7 })
            .with_help("end the declaration with `;`");
        assert_eq!(
            error.to_string(),
            "zlib.h:7: expected `;`, found `}` [SB1001]\n  help: end the declaration with `;`"
        );
    }
}
