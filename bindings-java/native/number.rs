//! Numbers that Java has not, between their images and Java's own.

use jni::EnvUnowned;
use jni::objects::{JByteArray, JClass};
use jni::sys::{jboolean, jdouble, jint, jlong};
use sandbridge_interface::wide::{self, Integer};

use crate::access::signed;
use crate::error::{Failure, Throw};

/// `Native.quadToDouble`: the nearest `double` to the binary128 with these halves.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_quadToDouble<'local>(
    _env: EnvUnowned<'local>,
    _class: JClass<'local>,
    low: jlong,
    high: jlong,
) -> jdouble {
    wide::quad_to_f64(image(low, high).to_le_bytes())
}

/// `Native.quadFromDouble`: the image of the binary128 with that value.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_quadFromDouble<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    value: jdouble,
) -> JByteArray<'local> {
    bytes(env, wide::quad_from_f64(value))
}

/// `Native.quadFromInteger`: the image of the binary128 nearest to an integer of 128 bits.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_quadFromInteger<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    low: jlong,
    high: jlong,
    is_signed: jboolean,
) -> JByteArray<'local> {
    let raw = image(low, high);
    let value = match is_signed {
        true => Integer::Signed(raw.cast_signed()),
        false => Integer::unsigned(raw),
    };
    bytes(env, wide::quad_from_integer(value))
}

/// `Native.halfToDouble`: the value of a binary16.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_halfToDouble<'local>(
    _env: EnvUnowned<'local>,
    _class: JClass<'local>,
    bits: jint,
) -> jdouble {
    wide::half_to_f64(bits as u16)
}

/// `Native.halfFromDouble`: the binary16 nearest to a `double`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_halfFromDouble<'local>(
    _env: EnvUnowned<'local>,
    _class: JClass<'local>,
    value: jdouble,
) -> jint {
    jint::from(wide::half_from_f64(value))
}

fn image(low: jlong, high: jlong) -> u128 {
    u128::from(high.cast_unsigned()) << 64 | u128::from(low.cast_unsigned())
}

fn bytes<'local>(mut env: EnvUnowned<'local>, image: [u8; 16]) -> JByteArray<'local> {
    env.with_env(|env| -> Result<JByteArray<'local>, Failure> {
        let array = JByteArray::new(env, image.len())?;
        array.set_region(env, 0, signed(&image))?;
        Ok(array)
    })
    .resolve::<Throw>()
}
