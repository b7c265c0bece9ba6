//! From our errors to Java's exceptions.

use std::any::Any;

use jni::errors::ErrorPolicy;
use jni::objects::{JObject, JObjectArray, JString, JThrowable, JValue};
use jni::sys::JNIEnv;
use jni::{Env, EnvUnowned, jni_sig, jni_str};
use sandbridge_interface::{Error, Failure as LibraryFailure};

use crate::callback::Thrown;

/// Why a native method does not return.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An error of ours, to be thrown.
    Own(Error),
    /// JNI failed, as a rule because an exception is already on its way.
    Jni(jni::errors::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Own(error)
    }
}

impl From<jni::errors::Error> for Failure {
    fn from(error: jni::errors::Error) -> Self {
        Self::Jni(error)
    }
}

/// Throws what a native method failed with, and returns a value that nobody looks at.
pub(crate) struct Throw;

impl<T: Default> ErrorPolicy<T, Failure> for Throw {
    type Captures<'local: 'method, 'method> = ();

    fn on_error<'local: 'method, 'method>(
        env: &mut Env<'local>,
        _captures: &mut (),
        failure: Failure,
    ) -> jni::errors::Result<T> {
        throw(env, failure);
        Ok(T::default())
    }

    fn on_panic<'local: 'method, 'method>(
        env: &mut Env<'local>,
        _captures: &mut (),
        payload: Box<dyn Any + Send + 'static>,
    ) -> jni::errors::Result<T> {
        throw(env, Failure::Own(panicked(payload.as_ref())));
        Ok(T::default())
    }
}

/// Throws from an entry that works with the raw environment.
#[cold]
pub(crate) fn throw_raw(env: *mut JNIEnv, error: Error) {
    // SAFETY: the JVM passed the environment to the native method that is running.
    let mut env = unsafe { EnvUnowned::from_raw(env) };
    env.with_env(|_| Err::<(), _>(Failure::Own(error))).resolve::<Throw>();
}

/// What a panic is to the user.
#[cold]
pub(crate) fn panicked(payload: &(dyn Any + Send)) -> Error {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    Error::bug(format!("a panic: {}", text.unwrap_or("of unknown kind")))
}

fn throw(env: &mut Env<'_>, failure: Failure) {
    if env.exception_check() {
        return;
    }
    let error = match failure {
        Failure::Own(error) => match thrown(&error) {
            // It reports only what is on its way already.
            Some(thrown) => return drop(env.throw(&thrown.0)),
            None => error,
        },
        Failure::Jni(error) => Error::bug(format!("JNI failed: {error}")),
    };
    // Both report what they threw, or that the JVM is out of memory and threw that.
    if let Ok(exception) = exception(env, &error) {
        let _ = env.throw(exception);
    }
}

/// The exception that a callback threw.
fn thrown(error: &Error) -> Option<&Thrown> {
    error.cause()?.downcast_ref()
}

fn exception<'local>(
    env: &mut Env<'local>,
    error: &Error,
) -> jni::errors::Result<JThrowable<'local>> {
    if let Some(failure) = error.failure() {
        return library_failure(env, error, failure);
    }
    let kind = env.new_string(error.kind().class())?;
    let code = env.new_string(error.code().as_str())?;
    let message = env.new_string(error.to_string())?;
    let help = match error.help() {
        Some(help) => env.new_string(help)?,
        None => JString::null(),
    };
    let (frames, stderr) = match error.guest() {
        Some(guest) => (strings(env, &guest.frames)?, env.new_string(&guest.stderr)?),
        None => (JObjectArray::<JString<'_>>::null(), JString::null()),
    };
    let made = env
        .call_static_method(
            jni_str!("dev/sandbridge/error/SandbridgeException"),
            jni_str!("make"),
            jni_sig!(
                "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;\
                 [Ljava/lang/String;Ljava/lang/String;)Ldev/sandbridge/error/SandbridgeException;"
            ),
            &[
                JValue::Object(&kind),
                JValue::Object(&code),
                JValue::Object(&message),
                JValue::Object(&help),
                JValue::Object(&frames),
                JValue::Object(&stderr),
            ],
        )?
        .l()?;
    env.cast_local::<JThrowable<'_>>(made)
}

/// What a library said of its own failure.
fn library_failure<'local>(
    env: &mut Env<'local>,
    error: &Error,
    failure: &LibraryFailure,
) -> jni::errors::Result<JThrowable<'local>> {
    let code = env.new_string(error.code().as_str())?;
    let message = env.new_string(error.message())?;
    let class = env.new_string(&failure.class)?;
    let name = match &failure.name {
        Some(name) => env.new_string(name)?,
        None => JString::null(),
    };
    let made = env.new_object(
        jni_str!("dev/sandbridge/error/LibraryException"),
        jni_sig!("(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;JLjava/lang/String;)V"),
        &[
            JValue::Object(&code),
            JValue::Object(&message),
            JValue::Object(&class),
            JValue::Long(failure.status),
            JValue::Object(&name),
        ],
    )?;
    env.cast_local::<JThrowable<'_>>(made)
}

/// A `String[]`.
pub(crate) fn strings<'local>(
    env: &mut Env<'local>,
    items: &[String],
) -> jni::errors::Result<JObjectArray<'local, JString<'local>>> {
    let array = JObjectArray::<JString<'_>>::new(env, items.len(), JString::null())?;
    for (index, item) in items.iter().enumerate() {
        let text = env.new_string(item)?;
        array.set_element(env, index, &text)?;
        env.delete_local_ref(JObject::from(text));
    }
    Ok(array)
}
