//! Plans, shapes and types as trees of Java's own maps, lists, strings and boxes. They cross once,
//! when a function or type is first used; Java makes objects of its own from them.

use std::sync::OnceLock;

use jni::objects::{JClass, JMethodID, JObject, JStaticMethodID, JString};
use jni::refs::Global;
use jni::signature::ReturnType;
use jni::sys::jvalue;
use jni::{Env, jni_sig, jni_str};
use serde::Serialize;
use serde_json::Value;

use crate::error::Failure;
use sandbridge_interface::Error;

/// `value` as a tree.
pub(crate) fn of<'local>(
    env: &mut Env<'local>,
    value: &impl Serialize,
) -> Result<JObject<'local>, Failure> {
    build(env, &json(value)?)
}

/// `value` in the form in which it becomes a tree.
pub(crate) fn json(value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::bug(format!("a plan has no tree: {error}")))
}

/// The Java objects for a tree.
pub(crate) fn build<'local>(
    env: &mut Env<'local>,
    value: &Value,
) -> Result<JObject<'local>, Failure> {
    Java::find(env)?.build(env, value)
}

/// The classes that trees are made of, with their methods: found once, because a plan is on the way
/// to the first call, and each lookup costs more than the call it is for.
struct Java {
    boolean: Type<JStaticMethodID>,
    long: Type<JStaticMethodID>,
    double: Type<JMethodID>,
    list: Type<JMethodID>,
    map: Type<JMethodID>,
    add: JMethodID,
    put: JMethodID,
}

/// A class, and the method that makes its objects.
struct Type<M> {
    class: Global<JClass<'static>>,
    make: M,
}

static JAVA: OnceLock<Java> = OnceLock::new();

impl Java {
    fn find(env: &mut Env<'_>) -> Result<&'static Self, Failure> {
        if let Some(java) = JAVA.get() {
            return Ok(java);
        }
        let boolean = env.find_class(jni_str!("java/lang/Boolean"))?;
        let sig = jni_sig!("(Z)Ljava/lang/Boolean;");
        let make = env.get_static_method_id(&boolean, jni_str!("valueOf"), sig)?;
        let boolean = Type { class: env.new_global_ref(boolean)?, make };
        let long = env.find_class(jni_str!("java/lang/Long"))?;
        let sig = jni_sig!("(J)Ljava/lang/Long;");
        let make = env.get_static_method_id(&long, jni_str!("valueOf"), sig)?;
        let long = Type { class: env.new_global_ref(long)?, make };
        let double = env.find_class(jni_str!("java/lang/Double"))?;
        let make = env.get_method_id(&double, jni_str!("<init>"), jni_sig!("(D)V"))?;
        let double = Type { class: env.new_global_ref(double)?, make };
        let list = env.find_class(jni_str!("java/util/ArrayList"))?;
        let make = env.get_method_id(&list, jni_str!("<init>"), jni_sig!("()V"))?;
        let add = jni_sig!("(Ljava/lang/Object;)Z");
        let add = env.get_method_id(&list, jni_str!("add"), add)?;
        let list = Type { class: env.new_global_ref(list)?, make };
        let map = env.find_class(jni_str!("java/util/LinkedHashMap"))?;
        let make = env.get_method_id(&map, jni_str!("<init>"), jni_sig!("()V"))?;
        let put = jni_sig!("(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
        let put = env.get_method_id(&map, jni_str!("put"), put)?;
        let map = Type { class: env.new_global_ref(map)?, make };
        Ok(JAVA.get_or_init(|| Self { boolean, long, double, list, map, add, put }))
    }

    fn build<'local>(
        &self,
        env: &mut Env<'local>,
        value: &Value,
    ) -> Result<JObject<'local>, Failure> {
        Ok(match value {
            Value::Null => JObject::null(),
            Value::Bool(value) => boxed(env, &self.boolean, jvalue { z: *value })?,
            Value::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() => made(env, &self.double, &[jvalue { d: float }])?,
                _ => {
                    // What exceeds 63 bits is an unsigned 64-bit number, whose bits Java keeps.
                    let bits = number.as_i64().or_else(|| number.as_u64().map(|bits| bits as i64));
                    boxed(env, &self.long, jvalue { j: bits.unwrap_or_default() })?
                }
            },
            Value::String(text) => JString::new(env, text)?.into(),
            Value::Array(items) => {
                let list = made(env, &self.list, &[])?;
                for item in items {
                    let item = self.build(env, item)?;
                    let given = [jvalue { l: item.as_raw() }];
                    let ret = ReturnType::Primitive(jni::signature::Primitive::Boolean);
                    // SAFETY: the object is an `ArrayList`, whose `add` takes one object.
                    unsafe { env.call_method_unchecked(&list, self.add, ret, &given) }?;
                    env.delete_local_ref(item);
                }
                list
            }
            Value::Object(members) => {
                let map = made(env, &self.map, &[])?;
                for (name, member) in members {
                    let name = JString::new(env, name)?;
                    let member = self.build(env, member)?;
                    let given = [jvalue { l: name.as_raw() }, jvalue { l: member.as_raw() }];
                    let ret = ReturnType::Object;
                    // SAFETY: the object is a `LinkedHashMap`, whose `put` takes two objects.
                    let old = unsafe { env.call_method_unchecked(&map, self.put, ret, &given) }?;
                    env.delete_local_ref(old.l()?);
                    env.delete_local_ref(member);
                    env.delete_local_ref(name);
                }
                map
            }
        })
    }
}

/// A box from its class.
fn boxed<'local>(
    env: &mut Env<'local>,
    of: &Type<JStaticMethodID>,
    value: jvalue,
) -> Result<JObject<'local>, Failure> {
    // SAFETY: the method is the class's `valueOf`, and the value of the type that it takes.
    let made = unsafe {
        env.call_static_method_unchecked(&of.class, of.make, ReturnType::Object, &[value])
    }?;
    Ok(made.l()?)
}

/// An object from its constructor.
fn made<'local>(
    env: &mut Env<'local>,
    of: &Type<JMethodID>,
    args: &[jvalue],
) -> Result<JObject<'local>, Failure> {
    // SAFETY: the method is a constructor of the class, and the arguments are what it takes.
    Ok(unsafe { env.new_object_unchecked(&of.class, of.make, args) }?)
}
