//! Words and bytes of guest memory, for members, elements and buffers behind pointers.

use std::ffi::c_void;

use jni::EnvUnowned;
use jni::objects::{JByteArray, JClass};
use jni::sys::{JNIEnv, jclass, jint, jlong};
use sandbridge_interface::{Error, GuestAddr, Result};

use crate::Entry;
use crate::call::guarded;
use crate::error::{Failure, Throw};
use crate::handle::Owner;

/// The methods of `Native` that this file implements raw.
pub(crate) const ENTRIES: &[Entry] =
    &[(c"peek", c"(JIII)J", peek as *mut c_void), (c"poke", c"(JIIIJ)V", poke as *mut c_void)];

/// The little-endian number of `size` bytes at `address`, zero-extended.
extern "system" fn peek(
    env: *mut JNIEnv,
    _class: jclass,
    owner: jlong,
    generation: jint,
    address: jint,
    size: jint,
) -> jlong {
    guarded(env, || {
        // SAFETY: the handle is that of a `Library`, which its pointers keep reachable.
        let owner = unsafe { Owner::of(owner) };
        let entered = owner.enter_at(generation)?;
        let bytes = entered.read(GuestAddr(address as u32), word(size)?)?;
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        Ok(jlong::from_le_bytes(word))
    })
}

/// Writes the low `size` bytes of `value` at `address`.
extern "system" fn poke(
    env: *mut JNIEnv,
    _class: jclass,
    owner: jlong,
    generation: jint,
    address: jint,
    size: jint,
    value: jlong,
) {
    guarded(env, || {
        // SAFETY: the handle is that of a `Library`, which its pointers keep reachable.
        let owner = unsafe { Owner::of(owner) };
        let mut entered = owner.enter_at(generation)?;
        let size = word(size)?;
        entered.write(GuestAddr(address as u32), &value.to_le_bytes()[..size])?;
        Ok(0)
    });
}

fn word(size: jint) -> Result<usize> {
    match usize::try_from(size) {
        Ok(size @ 0..=8) => Ok(size),
        _ => Err(Error::bug(format!("a word of {size} bytes"))),
    }
}

/// `Native.readBytes`: copies guest memory to `target[offset..offset + length]`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_readBytes<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    address: jint,
    target: JByteArray<'local>,
    offset: jint,
    length: jint,
) {
    env.with_env(|env| -> Result<(), Failure> {
        // SAFETY: the handle is that of a `Library`, which its pointers keep reachable.
        let owner = unsafe { Owner::of(owner) };
        let entered = owner.enter_at(generation)?;
        let bytes = entered.read(GuestAddr(address as u32), length as u32 as usize)?;
        Ok(target.set_region(env, offset, signed(bytes))?)
    })
    .resolve::<Throw>();
}

/// `Native.writeBytes`: copies `source[offset..offset + length]` to guest memory.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_writeBytes<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    address: jint,
    source: JByteArray<'local>,
    offset: jint,
    length: jint,
) {
    env.with_env(|env| -> Result<(), Failure> {
        // SAFETY: the handle is that of a `Library`, which its pointers keep reachable.
        let owner = unsafe { Owner::of(owner) };
        let mut entered = owner.enter_at(generation)?;
        let place = entered.read_mut(GuestAddr(address as u32), length as u32 as usize)?;
        Ok(source.get_region(env, offset, signed_mut(place))?)
    })
    .resolve::<Throw>();
}

/// Bytes as Java has them.
pub(crate) fn signed(bytes: &[u8]) -> &[i8] {
    // SAFETY: the two types have the same size and alignment, and no invalid values.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}

fn signed_mut(bytes: &mut [u8]) -> &mut [i8] {
    // SAFETY: the two types have the same size and alignment, and no invalid values.
    unsafe { std::slice::from_raw_parts_mut(bytes.as_mut_ptr().cast(), bytes.len()) }
}
