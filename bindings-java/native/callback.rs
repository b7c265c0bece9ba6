//! Java's functions as C function pointers: made, called by C, and taken back.

use std::ffi::{CStr, c_void};
use std::sync::{Arc, OnceLock};

use jni::objects::{JClass, JObject, JString, JThrowable};
use jni::refs::Global;
use jni::sys::{JNI_VERSION_1_8, JNIEnv, JavaVM, jclass, jint, jlong, jmethodID, jobject, jvalue};
use jni::{Env, EnvUnowned};
use sandbridge_interface::{Code, Error, Result, SignatureId, plan};
use sandbridge_runtime::{FunctionPointer, HostFunction, Slot};

use crate::arrival::Arrival;
use crate::error::{Failure, Throw};
use crate::handle::check_generation;
use crate::library::with_owner;
use crate::tree;

/// Up to so many slots go to Java as arguments, more as an array. With two, as most have, the JVM
/// finds room for them without asking for memory.
const TWO: usize = 2;
const FOUR: usize = 4;

/// What calling `CallbackTarget` needs, found once.
pub(crate) struct Java {
    vm: *mut JavaVM,
    /// The class, held for ever.
    class: jclass,
    two: jmethodID,
    four: jmethodID,
    many: jmethodID,
    /// Whether to ask the JVM after each call if it threw; see [`checks_jni`].
    checks_jni: bool,
}

// SAFETY: the JVM and its method ids are the same for all threads.
unsafe impl Send for Java {}
// SAFETY: as above.
unsafe impl Sync for Java {}

static JAVA: OnceLock<Java> = OnceLock::new();

/// What a Java function threw, on its way through the guest.
#[derive(Debug)]
pub(crate) struct Thrown(pub(crate) Global<JThrowable<'static>>);

impl std::fmt::Display for Thrown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it threw an exception")
    }
}

impl std::error::Error for Thrown {}

/// `Native.signatureNamed`: the function type of that name or spelling.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_signatureNamed<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    name: JString<'local>,
) -> jint {
    with_owner(env, owner, |env, owner| {
        Ok(owner.library.signature_named(&name.try_to_string(env)?)?.0 as jint)
    })
}

/// `Native.callbackPlan`: how C calls a function of that type.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_callbackPlan<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    signature: jint,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let interface = owner.library.interface();
        let made = plan::callback_plan(interface, SignatureId(signature as u32));
        tree::of(env, &made.map_err(|error| error.context(owner.library.name()))?)
    })
}

/// `Native.addCallback`: `target` as a function pointer; the generation in the result's high half,
/// the table index in its low half.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_addCallback<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    signature: jint,
    slots: jint,
    target: JObject<'local>,
) -> jlong {
    with_owner(env, owner, |env, owner| {
        let java = java(env, &target)?;
        let target = env.new_global_ref(&target)?;
        let slots = slots as u32 as usize;
        let arrival = owner.arrival.used();
        let function: HostFunction =
            Box::new(move |_, given| call((java, &arrival), target.as_raw(), given, slots));
        let mut entered = owner.library.enter()?;
        let pointer = entered.add_callback(SignatureId(signature as u32), function)?;
        Ok(jlong::from(entered.generation()) << 32 | jlong::from(pointer.0))
    })
}

/// `Native.removeCallback`: C calling it is an error from now on. After close there is none.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_removeCallback<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    pointer: jint,
) {
    with_owner(env, owner, |_, owner| {
        let mut entered = match owner.library.enter() {
            Ok(entered) => entered,
            // A closed or dead instance calls nothing.
            Err(error) if matches!(error.code(), Code::Closed | Code::DeadInstance) => {
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        if check_generation(&entered, &owner.library, generation).is_ok() {
            entered.remove_callback(FunctionPointer(pointer as u32));
        }
        Ok(())
    });
}

/// `Native.queueCallback`: the same at the library's next call, from any thread.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_queueCallback<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    pointer: jint,
) {
    with_owner(env, owner, |_, owner| {
        let pointer = FunctionPointer(pointer as u32);
        owner.library.release_callback_later(generation as u32, pointer);
        Ok(())
    });
}

pub(crate) fn java(env: &mut Env<'_>, target: &JObject<'_>) -> Result<&'static Java, Failure> {
    if let Some(java) = JAVA.get() {
        return Ok(java);
    }
    let raw = env.get_raw();
    let mut vm: *mut JavaVM = std::ptr::null_mut();
    // SAFETY: the environment is that of this thread.
    unsafe { ((**raw).v1_1.GetJavaVM)(raw, &raw mut vm) };
    // SAFETY: the object is a `CallbackTarget`, as `Native.addCallback` says.
    let class = unsafe { ((**raw).v1_1.GetObjectClass)(raw, target.as_raw()) };
    let method = |name: &CStr, signature: &CStr| {
        // SAFETY: the class is the one of the call above, the texts end in a NUL.
        unsafe { ((**raw).v1_1.GetMethodID)(raw, class, name.as_ptr(), signature.as_ptr()) }
    };
    let two = method(c"two", c"(JJ)J");
    let four = method(c"four", c"(JJJJ)J");
    let many = method(c"many", c"([J)J");
    // SAFETY: the class is the one of the call above.
    let class = unsafe { ((**raw).v1_1.NewGlobalRef)(raw, class) };
    if [two, four, many].iter().any(|method| method.is_null()) || vm.is_null() || class.is_null() {
        return Err(Error::bug("the class of callbacks lacks its methods").into());
    }
    let checks_jni = checks_jni(raw);
    Ok(JAVA.get_or_init(|| Java { vm, class, two, four, many, checks_jni }))
}

/// Whether this is a JVM that watches what is done with JNI (`-Xcheck:jni`), which would warn of each
/// callback after which it was not asked. Such a JVM lends a new copy of an array each time, others
/// the array itself.
fn checks_jni(env: *mut JNIEnv) -> bool {
    // SAFETY: the environment is that of this thread.
    let array = unsafe { ((**env).v1_1.NewByteArray)(env, 8) };
    if array.is_null() {
        // SAFETY: as above; there is no room for eight bytes, and the next allocation says so.
        unsafe { ((**env).v1_1.ExceptionClear)(env) };
        return true;
    }
    let no_copy = std::ptr::null_mut();
    // SAFETY: the array is one of bytes.
    let first = unsafe { ((**env).v1_2.GetPrimitiveArrayCritical)(env, array, no_copy) };
    // SAFETY: as above; it may be lent twice.
    let second = unsafe { ((**env).v1_2.GetPrimitiveArrayCritical)(env, array, no_copy) };
    for lent in [second, first] {
        if !lent.is_null() {
            // SAFETY: the bytes are those of a call above, and are given back once.
            unsafe { ((**env).v1_2.ReleasePrimitiveArrayCritical)(env, array, lent, 0) };
        }
    }
    // SAFETY: the reference was made above and is not used again.
    unsafe { ((**env).v1_1.DeleteLocalRef)(env, array) };
    first != second
}

/// C calls: the slots go to Java, the result comes back in the first one.
pub(crate) fn call(
    (java, arrival): (&Java, &Arrival),
    target: jobject,
    slots: &mut [Slot],
    count: usize,
) -> Result<()> {
    let env = match arrival.environment() {
        Some(env) => env,
        None => environment(java.vm)?,
    };
    let result = if count <= FOUR {
        let mut args = [jvalue { j: 0 }; FOUR];
        for (arg, slot) in args.iter_mut().zip(&slots[..count.min(slots.len())]) {
            arg.j = slot.to_bits() as jlong;
        }
        let method = if count <= TWO { java.two } else { java.four };
        call_target(java, env, target, method, &args)
    } else {
        call_many(java, env, target, slots)
    };
    // A question to the JVM is a tenth of a callback.
    let is_unclear = !arrival.has_returned() || java.checks_jni;
    // SAFETY: the environment is that of this thread.
    if is_unclear && unsafe { ((**env).v1_2.ExceptionCheck)(env) } {
        return Err(raised(env));
    }
    if let Some(first) = slots.first_mut() {
        *first = Slot::bits(result as u64);
    }
    Ok(())
}

/// Calls one of the methods, as the final class has it.
#[inline]
fn call_target(
    java: &Java,
    env: *mut JNIEnv,
    target: jobject,
    method: jmethodID,
    args: &[jvalue],
) -> jlong {
    // SAFETY: the target is a global reference to a `CallbackTarget`, and each method is given what
    // it takes: two or four longs, or an array of them.
    unsafe {
        ((**env).v1_1.CallNonvirtualLongMethodA)(env, target, java.class, method, args.as_ptr())
    }
}

fn call_many(java: &Java, env: *mut JNIEnv, target: jobject, slots: &[Slot]) -> jlong {
    let bits: Vec<jlong> = slots.iter().map(|slot| slot.to_bits() as jlong).collect();
    let count = bits.len() as jint;
    // SAFETY: the environment is that of this thread.
    let array = unsafe { ((**env).v1_1.NewLongArray)(env, count) };
    if array.is_null() {
        // An `OutOfMemoryError` is pending.
        return 0;
    }
    // SAFETY: the array has so many elements, as has the vector.
    unsafe { ((**env).v1_1.SetLongArrayRegion)(env, array, 0, count, bits.as_ptr()) };
    let args = [jvalue { l: array }];
    let result = call_target(java, env, target, java.many, &args);
    // SAFETY: the reference was made above and is not used again.
    unsafe { ((**env).v1_1.DeleteLocalRef)(env, array) };
    result
}

/// The environment of this thread, which is in a native method: C was called from one.
pub(crate) fn environment(vm: *mut JavaVM) -> Result<*mut JNIEnv> {
    let mut env: *mut c_void = std::ptr::null_mut();
    // SAFETY: the JVM lives as long as the process.
    let got = unsafe { ((**vm).v1_2.GetEnv)(vm, &raw mut env, JNI_VERSION_1_8) };
    if got == 0 { Ok(env.cast()) } else { Err(Error::bug("a callback on a thread without Java")) }
}

/// Takes the pending exception along, so that the caller gets the same object.
#[cold]
pub(crate) fn raised(env: *mut JNIEnv) -> Error {
    // SAFETY: an exception is pending in this thread's environment.
    let thrown = unsafe { ((**env).v1_1.ExceptionOccurred)(env) };
    // SAFETY: the environment is that of this thread.
    unsafe { ((**env).v1_1.ExceptionClear)(env) };
    // SAFETY: the environment is that of this thread.
    let mut unowned = unsafe { EnvUnowned::from_raw(env) };
    let mut kept = None;
    unowned
        .with_env(|env| -> Result<(), Failure> {
            // SAFETY: the local reference to a throwable was made above.
            let local = unsafe { JThrowable::from_raw(env, thrown) };
            let passes = passes(env, &local);
            kept = Some((env.new_global_ref(&local)?, passes?));
            env.delete_local_ref(local);
            Ok(())
        })
        .resolve::<Throw>();
    match kept {
        Some((_, true)) => Error::new(Code::UncaughtException, "a longjmp passes a callback"),
        Some((thrown, false)) => Error::raised(Arc::new(Thrown(thrown))),
        None => Error::bug("the JVM has no room for an exception"),
    }
}

/// Whether it stands for a guest exception that left a nested call.
fn passes(env: &mut Env<'_>, thrown: &JThrowable<'_>) -> Result<bool, Failure> {
    Ok(env
        .call_static_method(
            jni::jni_str!("dev/sandbridge/Errors"),
            jni::jni_str!("passes"),
            jni::jni_sig!("(Ljava/lang/Throwable;)Z"),
            &[jni::objects::JValue::Object(thrown)],
        )?
        .z()?)
}
