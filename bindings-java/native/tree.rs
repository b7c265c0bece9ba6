//! Plans, shapes and types as trees of Java's own maps, lists, strings and boxes. They cross once,
//! when a function or type is first used; Java makes objects of its own from them.

use jni::objects::{JClass, JObject, JString, JValue};
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
    Classes::find(env)?.build(env, value)
}

/// The classes that trees are made of, found once a tree: each lookup is a call into Java.
struct Classes<'local> {
    boolean: JClass<'local>,
    long: JClass<'local>,
    double: JClass<'local>,
    list: JClass<'local>,
    map: JClass<'local>,
}

impl<'local> Classes<'local> {
    fn find(env: &mut Env<'local>) -> Result<Self, Failure> {
        Ok(Self {
            boolean: env.find_class(jni_str!("java/lang/Boolean"))?,
            long: env.find_class(jni_str!("java/lang/Long"))?,
            double: env.find_class(jni_str!("java/lang/Double"))?,
            list: env.find_class(jni_str!("java/util/ArrayList"))?,
            map: env.find_class(jni_str!("java/util/LinkedHashMap"))?,
        })
    }

    fn build(&self, env: &mut Env<'local>, value: &Value) -> Result<JObject<'local>, Failure> {
        Ok(match value {
            Value::Null => JObject::null(),
            Value::Bool(value) => {
                let sig = jni_sig!("(Z)Ljava/lang/Boolean;");
                let value = [JValue::Bool(*value)];
                env.call_static_method(&self.boolean, jni_str!("valueOf"), sig, &value)?.l()?
            }
            Value::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() => {
                    env.new_object(&self.double, jni_sig!("(D)V"), &[JValue::Double(float)])?
                }
                _ => {
                    // What exceeds 63 bits is an unsigned 64-bit number, whose bits Java keeps.
                    let bits = number.as_i64().or_else(|| number.as_u64().map(|bits| bits as i64));
                    let sig = jni_sig!("(J)Ljava/lang/Long;");
                    let value = [JValue::Long(bits.unwrap_or_default())];
                    env.call_static_method(&self.long, jni_str!("valueOf"), sig, &value)?.l()?
                }
            },
            Value::String(text) => JString::new(env, text)?.into(),
            Value::Array(items) => {
                let list = env.new_object(&self.list, jni_sig!("()V"), &[])?;
                for item in items {
                    let item = self.build(env, item)?;
                    let sig = jni_sig!("(Ljava/lang/Object;)Z");
                    env.call_method(&list, jni_str!("add"), sig, &[JValue::Object(&item)])?;
                    env.delete_local_ref(item);
                }
                list
            }
            Value::Object(members) => {
                let map = env.new_object(&self.map, jni_sig!("()V"), &[])?;
                for (name, member) in members {
                    let name = JString::new(env, name)?;
                    let member = self.build(env, member)?;
                    let sig = jni_sig!("(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
                    let pair = [JValue::Object(&name), JValue::Object(&member)];
                    let old = env.call_method(&map, jni_str!("put"), sig, &pair)?.l()?;
                    env.delete_local_ref(old);
                    env.delete_local_ref(member);
                    env.delete_local_ref(name);
                }
                map
            }
        })
    }
}
