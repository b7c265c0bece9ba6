//! Java's functions as function pointers of functions with facts: what C gives is lifted as the
//! facts say, and what ends them is the core's.

use std::sync::{Arc, OnceLock};

use jni::objects::{JByteArray, JLongArray, JObject, JObjectArray};
use jni::sys::{JNIEnv, JavaVM, jlong, jmethodID, jobject, jvalue};
use jni::{Env, EnvUnowned};
use sandbridge_interface::plan::{Give, IdiomaticCallback, Return, callback_plan};
use sandbridge_interface::{Error, Result, SignatureId};
use sandbridge_runtime::{CallbackFrame, Entered, FunctionPointer, Library, Policy, Slot};

use crate::callback::{call, environment, java, raised};
use crate::error::{Failure, Throw};
use crate::handle::Target;
use crate::lift::lift_outcomes;

/// What calling `IdiomTarget` needs, found once.
struct Method {
    vm: *mut JavaVM,
    id: jmethodID,
}

// SAFETY: the JVM and its method ids are the same for all threads.
unsafe impl Send for Method {}
// SAFETY: as above.
unsafe impl Sync for Method {}

static METHOD: OnceLock<Method> = OnceLock::new();

/// Makes `target` the function pointer that a step of a program asks for: a `CallbackTarget`, or an
/// `IdiomTarget` where facts say more than the function's type.
pub(crate) fn register(
    env: &mut Env<'_>,
    caller: &Target,
    entered: &mut Entered<'_>,
    give: &Give,
    target: &JObject<'_>,
) -> Result<FunctionPointer, Failure> {
    let Give::Callback { signature, callback, on_raise, is_once, .. } = give else {
        return Err(Error::bug("a step that takes no function").into());
    };
    let library = &caller.library;
    let policy = Policy { on_raise: *on_raise, is_once: *is_once };
    let kept = env.new_global_ref(target)?;
    let Some(facts) = callback else {
        let slots = slots(library, *signature)?;
        let java = java(env, target)?;
        let arrival = caller.arrival.used();
        let function = move |_: &mut Entered<'_>, given: &mut [Slot]| {
            call((java, &arrival), kept.as_raw(), given, slots)
        };
        return Ok(entered.add_callback_with(*signature, policy, Box::new(function))?);
    };
    let plan = library.idiomatic_callback(*facts)?;
    let place = format!("{}: callback `{}`", library.name(), plan.plan.declaration);
    let method = method(env, target)?;
    let function = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
        let env = environment(method.vm)?;
        let frame = entered.begin_callback(&plan.program, slots)?;
        let called = Called { target: kept.as_raw(), method, plan: &plan, place: &place };
        let done = called.run(env, entered, &frame, slots);
        entered.end_callback(frame);
        done
    };
    Ok(entered.add_callback_with(*signature, policy, Box::new(function))?)
}

/// How many slots C gives.
fn slots(library: &Library, signature: SignatureId) -> Result<usize> {
    let plan = callback_plan(library.interface(), signature)?;
    let has_area = matches!(plan.result, Return::Area { .. });
    let ends = plan.params.iter().map(|param| param.slot + param.slots);
    Ok(ends.max().unwrap_or(u32::from(has_area)) as usize)
}

fn method(env: &mut Env<'_>, target: &JObject<'_>) -> Result<&'static Method, Failure> {
    if let Some(method) = METHOD.get() {
        return Ok(method);
    }
    let raw = env.get_raw();
    let mut vm: *mut JavaVM = std::ptr::null_mut();
    // SAFETY: the environment is that of this thread.
    unsafe { ((**raw).v1_1.GetJavaVM)(raw, &raw mut vm) };
    // SAFETY: the object is an `IdiomTarget`, as `Native.run` says.
    let class = unsafe { ((**raw).v1_1.GetObjectClass)(raw, target.as_raw()) };
    let (name, signature) = (c"call", c"([J[Ljava/lang/Object;)J");
    // SAFETY: the class is the one of the call above, the texts end in a NUL. The method's id lives
    // as long as its class, which the class loader of this library keeps.
    let id = unsafe { ((**raw).v1_1.GetMethodID)(raw, class, name.as_ptr(), signature.as_ptr()) };
    if id.is_null() || vm.is_null() {
        return Err(Error::bug("the class of host functions lacks its method").into());
    }
    Ok(METHOD.get_or_init(|| Method { vm, id }))
}

/// One call of such a function by C.
struct Called<'a> {
    target: jobject,
    method: &'static Method,
    plan: &'a Arc<IdiomaticCallback>,
    place: &'a str,
}

impl Called<'_> {
    fn run(
        &self,
        raw: *mut JNIEnv,
        entered: &mut Entered<'_>,
        frame: &CallbackFrame,
        slots: &mut [Slot],
    ) -> Result<()> {
        // SAFETY: the environment is that of this thread, which is in a native method.
        let mut unowned = unsafe { EnvUnowned::from_raw(raw) };
        let mut kept = None;
        unowned
            .with_env(|env| -> Result<(), Failure> {
                // C may call a million times before the native method returns.
                let done = env.with_local_frame(8, |env| self.call(env, entered, frame, slots));
                kept = Some(done);
                Ok(())
            })
            .resolve::<Throw>();
        match kept {
            Some(Ok(())) => Ok(()),
            Some(Err(Failure::Own(error))) => Err(error),
            Some(Err(Failure::Jni(_))) | None => Err(raised(raw)),
        }
    }

    fn call(
        &self,
        env: &mut Env<'_>,
        entered: &mut Entered<'_>,
        frame: &CallbackFrame,
        slots: &mut [Slot],
    ) -> Result<(), Failure> {
        let program = &self.plan.program;
        // The last place is for the bytes that go to C's room.
        let lifted = lift_outcomes(env, entered, &program.given, frame.registers(), 1, self.place)?;
        let bits: Vec<jlong> =
            frame.registers().iter().map(|slot| slot.to_bits() as jlong).collect();
        let registers = JLongArray::new(env, bits.len())?;
        registers.set_region(env, 0, &bits)?;
        let result = self.invoke(env, &registers, &lifted)?;
        let room = match program.room {
            Some(room) => room,
            None => {
                if let Some(first) = slots.first_mut() {
                    *first = Slot::bits(result as u64);
                }
                return Ok(());
            }
        };
        let bytes = lifted.get_element(env, program.given.len())?;
        // SAFETY: `IdiomTarget` puts nothing but a `byte[]` there.
        let bytes = unsafe { JByteArray::from_raw(env, bytes.into_raw()) };
        let bytes = env.convert_byte_array(&bytes)?;
        let count = entered.fill_room(room, frame, &bytes);
        let count = count.map_err(|error| error.context(self.place))?;
        if let (Return::Number { .. }, Some(first)) = (&self.plan.plan.result, slots.first_mut()) {
            *first = Slot::i64(count.into());
        }
        Ok(())
    }

    fn invoke(
        &self,
        env: &mut Env<'_>,
        registers: &JLongArray<'_>,
        lifted: &JObjectArray<'_, JObject<'_>>,
    ) -> Result<jlong, Failure> {
        let raw = env.get_raw();
        let args = [jvalue { l: registers.as_raw() }, jvalue { l: lifted.as_raw() }];
        // SAFETY: the target is a global reference to an `IdiomTarget`, whose method takes both.
        let result = unsafe {
            ((**raw).v1_1.CallLongMethodA)(raw, self.target, self.method.id, args.as_ptr())
        };
        if env.exception_check() {
            return Err(Failure::Jni(jni::errors::Error::JavaException));
        }
        Ok(result)
    }
}
