//! Handles: closing them, and what Java asks of them and of leases.

use jni::EnvUnowned;
use jni::objects::{JClass, JObject};
use jni::sys::{jboolean, jint, jlong};
use sandbridge_interface::Code;
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
