//! Calls with data of any size: arrays and buffers are copied straight between Java's heap and
//! guest memory, once in each direction, all while the library is entered once.

use jni::objects::{JClass, JIntArray, JLongArray, JObject, JObjectArray, JString};
use jni::sys::{JNIEnv, jint, jlong};
use jni::{Env, EnvUnowned};
use sandbridge_interface::{Error, GuestAddr, Result};
use sandbridge_runtime::{Entered, Slot};

use crate::direct;
use crate::error::{Failure, Throw};
use crate::handle::{Target, check_generation};
use crate::pointer::text;

/// Fields of one datum in `places`, which are those of Java's `Datum`.
const FIELDS: usize = 6;
/// The guest is to see the bytes.
const IN: jint = 1;
/// What the guest wrote comes back.
const OUT: jint = 2;
/// The object is a direct buffer rather than an array.
const DIRECT: jint = 4;
/// The bytes are a vector, which goes to the slot itself and comes back in the first one.
const VECTOR: jint = 8;

/// One array or buffer and where it goes.
pub(crate) struct Datum<'local> {
    object: JObject<'local>,
    slot: usize,
    offset: usize,
    len: usize,
    align: u32,
    flags: jint,
    /// The address goes to another datum's bytes, at `slot`, rather than to a slot.
    host: Option<usize>,
    addr: GuestAddr,
}

/// `Native.callData`: calls with `slots`, where for each of `data` a copy's address goes in its
/// slot; the bits of the result. A function type is called through `pointer`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_callData<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    target: jlong,
    pointer: jint,
    generation: jint,
    slots: JLongArray<'local>,
    data: JObjectArray<'local, JObject<'local>>,
    places: JIntArray<'local>,
) -> jlong {
    env.with_env(|env| -> Result<jlong, Failure> {
        // SAFETY: the handle is that of a `Function`, which is reachable while its method runs.
        let target = unsafe { Target::of(target) };
        let mut slots = read_slots(env, &slots)?;
        let mut data = read_data(env, &data, &places)?;
        let mut entered = target.library.enter()?;
        check_generation(&entered, &target.library, generation)?;
        run(env, (target, pointer as u32), &mut entered, &mut slots, &mut data)?;
        Ok(slots[0].to_bits() as jlong)
    })
    .resolve::<Throw>()
}

/// `Native.callText`: the same for a function that returns text.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_callText<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    target: jlong,
    pointer: jint,
    generation: jint,
    slots: JLongArray<'local>,
    data: JObjectArray<'local, JObject<'local>>,
    places: JIntArray<'local>,
) -> JString<'local> {
    env.with_env(|env| -> Result<JString<'local>, Failure> {
        // SAFETY: the handle is that of a `Function`, which is reachable while its method runs.
        let target = unsafe { Target::of(target) };
        let mut slots = read_slots(env, &slots)?;
        let mut data = read_data(env, &data, &places)?;
        let mut entered = target.library.enter()?;
        check_generation(&entered, &target.library, generation)?;
        run(env, (target, pointer as u32), &mut entered, &mut slots, &mut data)?;
        let addr = GuestAddr(slots[0].to_u32());
        if addr.is_null() {
            return Ok(JString::null());
        }
        let name = &target.function.plan.name;
        let place = |error: Error| error.context(format!("{}.{name}", target.library.name()));
        match entered.read_text(addr) {
            Ok(bytes) => text(env, bytes).map_err(|failure| match failure {
                Failure::Own(error) => Failure::Own(place(error)),
                Failure::Jni(error) => Failure::Jni(error),
            }),
            Err(error) => Err(place(error).into()),
        }
    })
    .resolve::<Throw>()
}

pub(crate) fn read_slots(env: &mut Env<'_>, from: &JLongArray<'_>) -> Result<Vec<Slot>, Failure> {
    let mut bits = vec![0; from.len(env)?.max(1)];
    let count = from.len(env)?;
    from.get_region(env, 0, &mut bits[..count])?;
    Ok(bits.into_iter().map(|bits: jlong| Slot::bits(bits as u64)).collect())
}

pub(crate) fn read_data<'local>(
    env: &mut Env<'local>,
    objects: &JObjectArray<'local, JObject<'local>>,
    places: &JIntArray<'local>,
) -> Result<Vec<Datum<'local>>, Failure> {
    let mut fields = vec![0; places.len(env)?];
    places.get_region(env, 0, &mut fields)?;
    let mut data = Vec::with_capacity(fields.len() / FIELDS);
    for (index, place) in fields.chunks_exact(FIELDS).enumerate() {
        data.push(Datum {
            object: objects.get_element(env, index)?,
            slot: place[0] as u32 as usize,
            offset: place[1] as u32 as usize,
            len: place[2] as u32 as usize,
            align: place[3] as u32,
            flags: place[4],
            host: usize::try_from(place[5]).ok(),
            addr: GuestAddr::NULL,
        });
    }
    Ok(data)
}

fn run(
    env: &mut Env<'_>,
    target: (&Target, u32),
    entered: &mut Entered<'_>,
    slots: &mut [Slot],
    data: &mut [Datum<'_>],
) -> Result<()> {
    let mark = entered.mark();
    let done = copy_and_call(env.get_raw(), target, entered, slots, data);
    entered.release(mark);
    done
}

fn copy_and_call(
    env: *mut JNIEnv,
    (target, pointer): (&Target, u32),
    entered: &mut Entered<'_>,
    slots: &mut [Slot],
    data: &mut [Datum<'_>],
) -> Result<()> {
    copy_in(env, entered, slots, data)?;
    target.call(entered, pointer, slots)?;
    copy_out(env, entered, slots[0], data)
}

/// Copies what the guest is to see, and puts where it is in slots.
pub(crate) fn copy_in(
    env: *mut JNIEnv,
    entered: &mut Entered<'_>,
    slots: &mut [Slot],
    data: &mut [Datum<'_>],
) -> Result<()> {
    for datum in data.iter_mut() {
        if datum.flags & VECTOR != 0 {
            continue;
        }
        // At least one byte, so that the address is one that C may not take for another's.
        datum.addr = entered.reserve((datum.len as u32).max(1), datum.align)?;
        if datum.flags & IN != 0 {
            let place = entered.read_mut(datum.addr, datum.len)?;
            datum.copy(env, (place.as_mut_ptr(), place.len()), false)?;
        }
    }
    for datum in data.iter() {
        let addr = Slot::u32(datum.addr.0);
        match (datum.host.map(|host| data.get(host)), slots.get_mut(datum.slot)) {
            (Some(Some(host)), _) => {
                let place = GuestAddr(host.addr.0.saturating_add(datum.slot as u32));
                entered.write(place, &datum.addr.0.to_le_bytes())?;
            }
            (None, Some(slot)) if datum.flags & VECTOR == 0 => *slot = addr,
            (None, Some(_)) if datum.flags & IN == 0 => {}
            (None, Some(slot)) => {
                let mut image = [0; 16];
                datum.copy_vector(env, image.as_mut_ptr(), false)?;
                *slot = Slot::v128(u128::from_le_bytes(image));
            }
            _ => return Err(Error::bug(format!("there is no slot {}", datum.slot))),
        }
    }
    Ok(())
}

/// Brings back what the guest wrote.
pub(crate) fn copy_out(
    env: *mut JNIEnv,
    entered: &Entered<'_>,
    result: Slot,
    data: &[Datum<'_>],
) -> Result<()> {
    for datum in data.iter().filter(|datum| datum.flags & OUT != 0) {
        if datum.flags & VECTOR != 0 {
            let mut image = result.to_v128().to_le_bytes();
            datum.copy_vector(env, image.as_mut_ptr(), true)?;
            continue;
        }
        let place = entered.read(datum.addr, datum.len)?;
        datum.copy(env, (place.as_ptr().cast_mut(), place.len()), true)?;
    }
    Ok(())
}

impl Datum<'_> {
    /// Copies a vector of 16 bytes from Java, or to it.
    fn copy_vector(&self, env: *mut JNIEnv, image: *mut u8, is_back: bool) -> Result<()> {
        if self.len > 16 {
            return Err(Error::bug(format!("a vector of {} bytes", self.len)));
        }
        self.copy(env, (image, self.len), is_back)
    }

    /// Copies the bytes of the array or buffer to `place`, which has as many and is no array's, or from
    /// there.
    fn copy(&self, env: *mut JNIEnv, place: (*mut u8, usize), is_back: bool) -> Result<()> {
        if self.len == 0 {
            return Ok(());
        }
        let object = self.object.as_raw();
        if self.flags & DIRECT != 0 {
            // SAFETY: the object is a direct buffer; the place is the guest's, which does not run.
            return unsafe { direct::copy(env, object, self.offset, place, is_back) };
        }
        // SAFETY: the object is an array of a primitive type, as Java's `Datum` says.
        let start =
            unsafe { ((**env).v1_2.GetPrimitiveArrayCritical)(env, object, std::ptr::null_mut()) };
        if start.is_null() {
            return Err(Error::bug("the JVM does not lend an array"));
        }
        let bytes = start.cast::<u8>().wrapping_add(self.offset);
        let (from, to) = if is_back { (place.0, bytes) } else { (bytes, place.0) };
        // SAFETY: the array has so many bytes, as has the place, and neither Java nor the guest runs
        // until they are copied.
        unsafe { std::ptr::copy_nonoverlapping(from.cast_const(), to, place.1) };
        // SAFETY: the array and its bytes are those of the call above. Mode 0 writes a copy back,
        // where the JVM made one.
        unsafe { ((**env).v1_2.ReleasePrimitiveArrayCritical)(env, object, start, 0) };
        Ok(())
    }
}
