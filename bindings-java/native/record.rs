//! Types for Java: what they are, their members, and which pointers may stand for which.

use jni::objects::{JClass, JObject, JString};
use jni::sys::{jboolean, jint, jlong};
use jni::{Env, EnvUnowned};
use sandbridge_interface::plan::{self, Access, Refusal};
use sandbridge_interface::{Code, Error, Interface, RecordId, Result, Type, TypeId, layout, spell};
use serde_json::{Value, json};

use crate::error::Failure;
use crate::library::{integer, with_owner};
use crate::tree;

/// `Native.typeNamed`: the type of that C name.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_typeNamed<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    name: JString<'local>,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let name = name.try_to_string(env)?;
        let id = owner.library.type_named(&name)?;
        describe(env, owner.library.interface(), id)
    })
}

/// `Native.typeAt`: the type at that position.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_typeAt<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    id: jint,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let interface = owner.library.interface();
        describe(env, interface, checked(interface, id)?)
    })
}

/// `Native.shape`: the record at that position.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_shape<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    record: jint,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let interface = owner.library.interface();
        if interface.records.get(record as usize).is_none() {
            return Err(Error::bug(format!("there is no record {record}")).into());
        }
        tree::of(env, &plan::shape(interface, RecordId(record as u32)))
    })
}

/// `Native.tagRefused`: fails with what the tag of a record refuses: to `read` a member, `both` of two
/// members, or a member in `contradiction` to the tag's value.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_tagRefused<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    record: jint,
    what: JString<'local>,
    member: jint,
    other: jlong,
) {
    with_owner(env, owner, |env, owner| {
        let what = what.try_to_string(env)?;
        let interface = owner.library.interface();
        let id = RecordId(record as u32);
        let known = interface.records.get(id.index()).and_then(|_| plan::tag(interface, id));
        let Some(tag) = known else {
            return Err(Error::bug(format!("record {record} has no tag")).into());
        };
        let (member, value) = (member as u32, i128::from(other));
        let refusal = match what.as_str() {
            "read" => Refusal::Read { member, value },
            "both" => Refusal::Both { one: member, other: other as u32 },
            _ => Refusal::Contradiction { member, value },
        };
        Err::<(), Failure>(tag.refused(interface, (owner.library.name(), id), refusal).into())
    })
}

/// `Native.enumeration`: the constants of the enumeration of that name.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_enumeration<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    name: JString<'local>,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let name = name.try_to_string(env)?;
        let interface = owner.library.interface();
        let Type::Enum(id) = interface.resolved(owner.library.type_named(&name)?) else {
            let message = format!("{}: `{name}` is no enumeration", owner.library.name());
            return Err(Error::new(Code::UnknownType, message).into());
        };
        let variants = &interface.enumeration(*id).variants;
        let members = variants.iter().map(|one| (one.name.clone(), integer(one.value)));
        tree::build(env, &Value::Object(members.collect()))
    })
}

/// `Native.mayPoint`: whether a pointer to `given` may be passed for one to `wanted`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_mayPoint<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    wanted: jint,
    given: jint,
) -> jboolean {
    with_owner(env, owner, |_, owner| {
        let interface = owner.library.interface();
        let (wanted, given) = (checked(interface, wanted)?, checked(interface, given)?);
        Ok(plan::may_point(interface, wanted, given))
    })
}

/// A type as Java's `CType` reads it.
fn describe<'local>(
    env: &mut Env<'local>,
    interface: &Interface,
    id: TypeId,
) -> Result<JObject<'local>, Failure> {
    let pointer = match interface.ty(id) {
        Type::Array { .. } | Type::Function(_) => "(*)",
        _ => "*",
    };
    let layout = layout::of(interface, id);
    let mut described = json!({
        "id": interface.resolve(id),
        "name": spell::type_name(interface, id),
        "pointer_name": spell::declare(interface, id, pointer),
        "size": layout.map(|layout| layout.size),
        "align": layout.map(|layout| layout.align),
        "access": tree::json(&Access::of(interface, id))?,
    });
    if let Type::Pointer { to, .. } = interface.resolved(id) {
        described["to"] = json!(to);
        if let Access::Pointer { .. } = Access::of(interface, id) {
            described["plan"] = tree::json(&plan::pointer_plan(interface, id)?)?;
        }
    }
    if let Type::Array { of, .. } = interface.resolved(id) {
        described["of"] = json!(of);
    }
    tree::build(env, &described)
}

fn checked(interface: &Interface, id: jint) -> Result<TypeId> {
    let id = TypeId(id as u32);
    match interface.types.get(id.index()) {
        Some(_) => Ok(id),
        None => Err(Error::bug(format!("there is no type {}", id.0))),
    }
}
