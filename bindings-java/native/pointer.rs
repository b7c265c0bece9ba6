//! Guest memory that Java owns or looks at: allocation, release, text and views.

use jni::EnvUnowned;
use jni::objects::{JByteBuffer, JClass, JString};
use jni::sys::{jint, jlong};
use jni::{Env, errors};
use sandbridge_interface::{Code, Error, GuestAddr};
use sandbridge_runtime::View;

use crate::error::{Failure, Throw};
use crate::handle::{Owner, check_generation};
use crate::library::with_owner;

/// `Native.allocate`: `size` zeroed bytes of guest heap; the generation in the result's high half,
/// the address in its low half.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_allocate<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    size: jlong,
) -> jlong {
    with_owner(env, owner, |_, owner| {
        let size = u32::try_from(size).map_err(|_| {
            let message = format!("{size} bytes are more than a library can address");
            Error::new(Code::OutOfMemory, message).with_help("a library has at most 4 GiB")
        })?;
        let mut entered = owner.library.enter()?;
        let addr = entered.allocate(size)?;
        entered.read_mut(addr, size as usize)?.fill(0);
        Ok(jlong::from(entered.generation()) << 32 | jlong::from(addr.0))
    })
}

/// `Native.free`: gives back what `allocate` gave.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_free<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    address: jint,
) {
    with_owner(env, owner, |_, owner| {
        let mut entered = owner.library.enter()?;
        check_generation(&entered, &owner.library, generation)?;
        Ok(entered.free(GuestAddr(address as u32))?)
    });
}

/// `Native.queueFree`: the same at the library's next call, from any thread.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_queueFree<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    address: jint,
) {
    with_owner(env, owner, |_, owner: &Owner| {
        owner.library.release_later(generation as u32, GuestAddr(address as u32));
        Ok(())
    });
}

/// `Native.text`: the text at `address` up to its NUL.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_text<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    address: jint,
) -> JString<'local> {
    with_owner(env, owner, |env, owner| {
        let entered = owner.enter_at(generation)?;
        text(env, entered.read_text(GuestAddr(address as u32))?)
    })
}

/// UTF-8 from the guest as Java's text.
pub(crate) fn text<'local>(
    env: &mut Env<'local>,
    bytes: &[u8],
) -> Result<JString<'local>, Failure> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(new_string(env, text)?),
        Err(error) => Err(Error::new(
            Code::TextEncoding,
            format!("the text is not valid UTF-8 at byte {}", error.valid_up_to()),
        )
        .with_help("read its bytes through a pointer and decode them as what they are")
        .into()),
    }
}

fn new_string<'local>(env: &mut Env<'local>, text: &str) -> errors::Result<JString<'local>> {
    JString::new(env, text)
}

/// `Native.view`: keeps `length` bytes at `address` mapped; the handle is for `viewBuffer`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_view<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    generation: jint,
    address: jint,
    length: jint,
) -> jlong {
    with_owner(env, owner, |_, owner| {
        let entered = owner.enter_at(generation)?;
        let view = entered.view(GuestAddr(address as u32), length as u32 as usize)?;
        Ok(Box::into_raw(Box::new(view)) as jlong)
    })
}

/// `Native.viewBuffer`: the direct buffer over a view.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_viewBuffer<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    view: jlong,
) -> JByteBuffer<'local> {
    env.with_env(|env| -> Result<JByteBuffer<'local>, Failure> {
        // SAFETY: the handle came from `view` and is freed by the buffer's own cleaner.
        let view = unsafe { &*(view as *const View) };
        // SAFETY: the bytes stay mapped as long as the view, which the buffer's cleaner frees once
        // neither the buffer nor a slice of it is reachable.
        Ok(unsafe { env.new_direct_byte_buffer(view.as_ptr(), view.len()) }?)
    })
    .resolve::<Throw>()
}

/// `Native.viewFree`: lets go of a view.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_viewFree<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    view: jlong,
) {
    env.with_env(|_| -> Result<(), Failure> {
        // SAFETY: the handle came from `view`, and the cleaner that passes it runs once.
        drop(unsafe { Box::from_raw(view as *mut View) });
        Ok(())
    })
    .resolve::<Throw>();
}
