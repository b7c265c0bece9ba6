//! The native half of the Java binding, behind `dev.sandbridge.Native`.
//!
//! What a call needs on its way (`call`, and the words of memory in `access`) are raw JNI functions
//! with primitive arguments, registered when the library is loaded; everything else goes through
//! the `jni` crate. Addresses that Java holds as `long` are those of [`handle::Owner`] and
//! [`handle::Target`], which live until no Java object of the library is left.

mod access;
mod arrival;
mod call;
mod callback;
mod direct;
mod error;
mod handle;
mod handles;
mod idiom_callback;
mod library;
mod lift;
mod lower;
mod number;
mod pointer;
mod program;
mod quick;
mod quick_frame;
mod record;
mod tree;
mod variable;

use std::ffi::{CStr, c_void};

use jni::sys::{JNI_VERSION_1_8, JNIEnv, JNINativeMethod, JavaVM, jint};

/// A method of `Native`: its name, its signature and the function behind it.
pub(crate) type Entry = (&'static CStr, &'static CStr, *mut c_void);

const NATIVE: &CStr = c"dev/sandbridge/Native";
/// What `JNI_OnLoad` returns to refuse.
const REFUSED: jint = -1;

/// Called by the JVM when the library is loaded: registers the entries that must be fast, or are
/// called first. (Methods bound by name would do, but each is then looked up at its first call, in
/// Java.)
#[unsafe(no_mangle)]
extern "system" fn JNI_OnLoad(vm: *mut JavaVM, _reserved: *mut c_void) -> jint {
    let mut env: *mut c_void = std::ptr::null_mut();
    // SAFETY: the JVM passes itself, and it has every function of JNI 1.2.
    let got = unsafe { ((**vm).v1_2.GetEnv)(vm, &raw mut env, JNI_VERSION_1_8) };
    if got != 0 {
        return REFUSED;
    }
    let env = env.cast::<JNIEnv>();
    // SAFETY: the environment is that of this thread; the name ends in a NUL.
    let class = unsafe { ((**env).v1_1.FindClass)(env, NATIVE.as_ptr()) };
    if class.is_null() {
        return REFUSED;
    }
    let methods: Vec<JNINativeMethod> = call::ENTRIES
        .iter()
        .chain(access::ENTRIES)
        .chain(quick::ENTRIES)
        .chain(quick_frame::ENTRIES)
        .chain(library::ENTRIES)
        .chain(program::ENTRIES)
        .map(|&(name, signature, function)| JNINativeMethod {
            name: name.as_ptr().cast_mut(),
            signature: signature.as_ptr().cast_mut(),
            fnPtr: function,
        })
        .collect();
    // SAFETY: each entry's signature is that of its function (they stand side by side).
    let done = unsafe {
        ((**env).v1_1.RegisterNatives)(env, class, methods.as_ptr(), methods.len() as jint)
    };
    if done == 0 { JNI_VERSION_1_8 } else { REFUSED }
}
