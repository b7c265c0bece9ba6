//! Copies between direct buffers and guest memory. Java makes them: since Java 22 a buffer may be
//! over memory that is freed while the buffer lives on, which only Java's own copying notices.

use std::sync::OnceLock;

use jni::sys::{JNIEnv, jclass, jint, jmethodID, jobject, jvalue};
use sandbridge_interface::{Error, Result};

use crate::callback::raised;

/// `DirectBuffers.copy`, found once.
struct Java {
    class: jclass,
    copy: jmethodID,
}

// SAFETY: a global reference and a method's id are the same for all threads.
unsafe impl Send for Java {}
// SAFETY: as above.
unsafe impl Sync for Java {}

static JAVA: OnceLock<Java> = OnceLock::new();

/// Copies the `len` bytes of `buffer` that begin at `offset` to `guest`, or from there when
/// `is_back`.
///
/// # Errors
/// What Java throws, when the buffer's memory is gone or another thread's.
///
/// # Safety
/// The environment is that of this thread, the buffer is a direct one, and so many bytes at `guest`
/// may be read and written meanwhile.
pub(crate) unsafe fn copy(
    env: *mut JNIEnv,
    buffer: jobject,
    offset: usize,
    (guest, len): (*mut u8, usize),
    is_back: bool,
) -> Result<()> {
    let java = java(env)?;
    // SAFETY: the caller vouches for environment and memory; Java forgets the buffer below.
    let view = unsafe { ((**env).v1_4.NewDirectByteBuffer)(env, guest.cast(), len as i64) };
    if view.is_null() {
        return Err(raised(env));
    }
    let args = [
        jvalue { l: buffer },
        jvalue { i: offset as jint },
        jvalue { l: view },
        jvalue { z: is_back },
    ];
    // SAFETY: the method takes these four; the class is held for ever.
    unsafe {
        ((**env).v1_1.CallStaticVoidMethodA)(env, java.class, java.copy, args.as_ptr());
    }
    // SAFETY: the reference was made above and is not used again.
    unsafe { ((**env).v1_1.DeleteLocalRef)(env, view) };
    // SAFETY: the environment is that of this thread.
    if unsafe { ((**env).v1_2.ExceptionCheck)(env) } {
        return Err(raised(env));
    }
    Ok(())
}

fn java(env: *mut JNIEnv) -> Result<&'static Java> {
    if let Some(java) = JAVA.get() {
        return Ok(java);
    }
    let name = c"dev/sandbridge/DirectBuffers";
    // SAFETY: the environment is that of this thread, which is in a native method of the package.
    let class = unsafe { ((**env).v1_1.FindClass)(env, name.as_ptr()) };
    if class.is_null() {
        return Err(raised(env));
    }
    let (name, signature) = (c"copy", c"(Ljava/nio/Buffer;ILjava/nio/ByteBuffer;Z)V");
    // SAFETY: the class is the one of the call above, the texts end in a NUL.
    let copy =
        unsafe { ((**env).v1_1.GetStaticMethodID)(env, class, name.as_ptr(), signature.as_ptr()) };
    // SAFETY: the class is the one of the call above.
    let class = unsafe { ((**env).v1_1.NewGlobalRef)(env, class) };
    if copy.is_null() || class.is_null() {
        return Err(Error::bug("the class of direct buffers lacks its method"));
    }
    Ok(JAVA.get_or_init(|| Java { class, copy }))
}
