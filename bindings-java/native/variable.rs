//! What a library offers beside its functions: variables, `errno`, the types behind function
//! pointers, and how variable arguments travel.

use jni::EnvUnowned;
use jni::objects::{JClass, JIntArray, JObject, JString};
use jni::sys::{jint, jlong};
use sandbridge_interface::variadic::{self, Promoted};
use sandbridge_interface::{Error, Layout, SignatureId, TypeId};
use serde_json::json;

use crate::error::Failure;
use crate::library::with_owner;
use crate::tree;

/// `Native.variable`: where a variable is, and of what type.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_variable<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    name: JString<'local>,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let name = name.try_to_string(env)?;
        let globals = &owner.library.interface().globals;
        let Some(global) = globals.iter().find(|global| global.name == name) else {
            return Err(owner.library.unknown_name(&name).into());
        };
        let entered = owner.library.enter()?;
        let place = json!({
            "type": global.ty,
            "is_const": global.is_const,
            "address": entered.variable(&name)?.0,
            "generation": entered.generation(),
        });
        drop(entered);
        tree::build(env, &place)
    })
}

/// `Native.errno`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_errno<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> jint {
    with_owner(env, owner, |_, owner| Ok(owner.library.enter()?.errno()?))
}

/// `Native.setErrno`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_setErrno<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    value: jint,
) {
    with_owner(env, owner, |_, owner| Ok(owner.library.enter()?.set_errno(value)?));
}

/// `Native.functionType`: the plan of calls through pointers to that function type.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_functionType<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    signature: jint,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let signature = SignatureId(signature as u32);
        let function = owner.library.function_type(signature)?;
        let mut plan = tree::json(&function.plan)?;
        plan["handle"] = json!(owner.pointer_target(function, signature));
        tree::build(env, &plan)
    })
}

/// `Native.variadic`: where variable arguments of these types go in their buffer. A type is its
/// position, or one of the forms below zero that Java's values have by themselves. The result is
/// the buffer's size, then for each its form and its offset.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_variadic<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    types: JIntArray<'local>,
) -> JIntArray<'local> {
    with_owner(env, owner, |env, owner| {
        let mut given = vec![0; types.len(env)?];
        types.get_region(env, 0, &mut given)?;
        let interface = owner.library.interface();
        let promoted = given
            .iter()
            .map(|&ty| match ty {
                -1 => Ok(Promoted::I32),
                -2 => Ok(Promoted::I64),
                -3 => Ok(Promoted::F64),
                -4 => Ok(Promoted::Address),
                -5 => Ok(Promoted::Image(Layout { size: 16, align: 16 })),
                ty if interface.types.get(ty as u32 as usize).is_none() => {
                    Err(Error::bug(format!("there is no type {ty}")))
                }
                ty => Promoted::of(interface, TypeId(ty as u32)),
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| Failure::Own(error.context(owner.library.name())))?;
        let (offsets, size) = variadic::lay_out(&promoted);
        let mut out = vec![size as jint];
        for (form, offset) in promoted.iter().zip(offsets) {
            out.push(match form {
                Promoted::Nothing => 0,
                Promoted::I32 => -1,
                Promoted::I64 => -2,
                Promoted::F64 => -3,
                Promoted::Address => -4,
                Promoted::Image(_) => -5,
            });
            out.push(offset as jint);
        }
        let array = JIntArray::new(env, out.len())?;
        array.set_region(env, 0, &out)?;
        Ok(array)
    })
}
