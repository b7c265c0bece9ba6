//! Handles: closing them, and what Java asks of them and of leases.

use jni::EnvUnowned;
use jni::objects::{JClass, JObject, JString};
use jni::sys::{jboolean, jint, jlong};
use sandbridge_interface::{Code, TypeId};
use serde_json::json;

use crate::library::with_owner;
use crate::tree;

/// `Native.closeHandle`: ends the object; twice is fine, and so is after the library's end.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_closeHandle<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    id: jlong,
) {
    with_owner(env, owner, |_, owner| {
        let mut entered = match owner.library.enter() {
            Ok(entered) => entered,
            // Its objects went with the instance.
            Err(error) if matches!(error.code(), Code::Closed | Code::DeadInstance) => {
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        Ok(entered.close_handle(id as u64)?)
    });
}

/// `Native.releaseHandle`: the same at the library's next call, from any thread.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_releaseHandle<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    id: jlong,
) {
    with_owner(env, owner, |_, owner| {
        owner.library.release_handle_later(id as u64);
        Ok(())
    });
}

/// `Native.handleIsOpen`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_handleIsOpen<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    id: jlong,
) -> jboolean {
    with_owner(env, owner, |_, owner| match owner.library.enter() {
        Ok(entered) => Ok(entered.handle_is_open(id as u64)),
        Err(error) if matches!(error.code(), Code::Closed | Code::DeadInstance) => Ok(false),
        Err(error) => Err(error.into()),
    })
}

/// `Native.handleAddress`: what to pass where C has a pointer to the type `wanted`, any pointer when that
/// is negative. Where it is refused, -1, or with a place the error.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_handleAddress<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    id: jlong,
    kind: jint,
    wanted: jint,
    place: JString<'local>,
) -> jlong {
    with_owner(env, owner, |env, owner| {
        let wanted = u32::try_from(wanted).ok().map(TypeId);
        let entered = owner.library.enter()?;
        match entered.handle_as_pointer(id as u64, kind as u32, wanted) {
            Ok(addr) => Ok(addr.0.into()),
            Err(_) if place.is_null() => Ok(-1),
            Err(error) => Err(error.context(place.try_to_string(env)?).into()),
        }
    })
}

/// `Native.checkLease`: fails when what the pointer points into was closed or changed.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_checkLease<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    lease: jlong,
) {
    with_owner(env, owner, |_, owner| Ok(owner.library.enter()?.check_lease(lease as u64)?));
}

/// `Native.idiomPlan`: how C calls host functions of which the facts at that position tell.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_idiomPlan<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    facts: jint,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let plan = owner.library.idiomatic_callback(facts as u32)?;
        tree::of(env, &*plan)
    })
}

/// `Native.handleKinds`: their class names, and whether the host may close them.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_handleKinds<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let handles = owner.library.interface().facts.handles.iter();
        let kinds = handles
            .map(|handle| json!({ "name": handle.name, "is_closable": handle.close.is_some() }));
        tree::build(env, &kinds.collect())
    })
}
