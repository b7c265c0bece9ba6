//! Failures as text: a JSON object that `lib/native.js` turns into an exception of its class.

use std::panic::{AssertUnwindSafe, catch_unwind};

use napi::{Error as NapiError, Status};
use napi_derive::napi;
use sandbridge_interface::{Code, Error, Result};
use serde_json::json;

use crate::callback::Thrown;

/// The failure as JSON.
pub(crate) fn describe(error: &Error) -> String {
    let guest = error.guest().cloned().unwrap_or_default();
    let failure = error.failure();
    let thrown = error.cause().and_then(|cause| cause.downcast_ref::<Thrown>());
    json!({
        "class": error.kind().class(),
        "code": error.code().as_str(),
        "message": failure.map_or_else(|| error.to_string(), |_| error.message().to_owned()),
        "help": error.help(),
        "frames": guest.frames,
        "stderr": guest.stderr,
        "failure": failure.map(|it| json!({
            "class": it.class,
            "status": it.status,
            "name": it.name,
        })),
        "thrown": thrown.map(|it| it.0),
    })
    .to_string()
}

/// Runs a native function's body; neither a failure nor a panic gets past it in another form.
pub(crate) fn guard<T>(body: impl FnOnce() -> Result<T>) -> napi::Result<T> {
    caught(body).map_err(|error| NapiError::new(Status::GenericFailure, describe(&error)))
}

/// Runs `body`; a panic in it is an error like any other.
#[inline(always)]
pub(crate) fn caught<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err(Error::bug("a call panicked")))
}

/// The failure of that code, found on the JavaScript side, as JSON.
#[napi]
pub(crate) fn failure(code: String, message: String, help: Option<String>) -> String {
    let error = match Code::ALL.iter().find(|known| known.as_str() == code) {
        Some(code) => Error::new(*code, message),
        None => Error::bug(format!("{message} [{code}, which is no code]")),
    };
    describe(&match help {
        Some(help) => error.with_help(help),
        None => error,
    })
}
