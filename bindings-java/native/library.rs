//! Loading and closing, and finding things by name.

use std::ffi::c_void;
use std::path::{Path, PathBuf};

use jni::objects::{JByteArray, JByteBuffer, JClass, JObject, JObjectArray, JString};
use jni::sys::{jboolean, jint, jlong};
use jni::{Env, EnvUnowned};
use sandbridge_interface::{Code, ConstantValue, Error, Result};
use sandbridge_runtime::{Access, Cache, Frame, OnBusy, Options, Stdio, load, load_bytes};
use serde_json::{Value, json};

use crate::Entry;
use crate::error::{Failure, Throw, strings};
use crate::handle::Owner;
use crate::tree;

/// The methods of `Native` that every program calls at its start.
pub(crate) const ENTRIES: &[Entry] = &[
    (
        c"load",
        c"(Ljava/lang/String;[B[Ljava/lang/String;)J",
        Java_dev_sandbridge_Native_load as *mut c_void,
    ),
    (c"frame", c"(J)Ljava/nio/ByteBuffer;", Java_dev_sandbridge_Native_frame as *mut c_void),
];

/// `Native.load`: the library in the file at `path`, or in `bytes` where that is null. The options
/// come as names and values in turn.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_load<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    path: JString<'local>,
    bytes: JByteArray<'local>,
    options: JObjectArray<'local, JString<'local>>,
) -> jlong {
    env.with_env(|env| -> Result<jlong, Failure> {
        let options = read_options(env, &options)?;
        let library = if path.is_null() {
            load_bytes(&env.convert_byte_array(&bytes)?, &options)?
        } else {
            load(Path::new(&path.try_to_string(env)?), &options)?
        };
        Ok(Owner::new(library).into_handle())
    })
    .resolve::<Throw>()
}

fn read_options(
    env: &mut Env<'_>,
    pairs: &JObjectArray<'_, JString<'_>>,
) -> Result<Options, Failure> {
    let mut options = Options::default();
    let next = |index: usize, env: &mut Env<'_>| -> Result<String, Failure> {
        let item = pairs.get_element(env, index)?;
        Ok(item.try_to_string(env)?)
    };
    for index in (0..pairs.len(env)?).step_by(2) {
        let name = next(index, env)?;
        let value = next(index + 1, env)?;
        set_option(&mut options, &name, value)?;
    }
    Ok(options)
}

fn set_option(options: &mut Options, name: &str, value: String) -> Result<()> {
    let yes = value == "true";
    match name {
        "name" => options.name = Some(value),
        "cdef" => {
            let library = options.name.as_deref().unwrap_or("library");
            options.interface = Some(sandbridge_cli::cdef(library, &value)?);
        }
        "cache" => {
            options.cache = match value.as_str() {
                "off" => Cache::Off,
                folder => Cache::Folder(PathBuf::from(folder)),
            }
        }
        "memory_limit" => options.memory_limit = value.parse().ok(),
        "signals" => options.signals = Some(yes),
        "trust_precompiled" => options.trust_precompiled = yes,
        "trap_unknown_imports" => options.trap_unknown_imports = yes,
        "on_busy" => options.on_busy = if value == "error" { OnBusy::Error } else { OnBusy::Wait },
        "stdio" => options.stdio = if value == "inherit" { Stdio::Inherit } else { Stdio::Discard },
        "clocks" => options.clocks = yes,
        "randomness" => options.randomness = yes,
        // Its place follows under a name that says what is allowed there.
        "folder" => *options = std::mem::take(options).folder(value, "", Access::ReadOnly),
        "read_only" | "read_write" => {
            if let Some(folder) = options.folders.last_mut() {
                folder.host = PathBuf::from(value);
                folder.access =
                    if name == "read_write" { Access::ReadWrite } else { Access::ReadOnly };
            }
        }
        "arg" => options.args.push(value),
        "env" => {
            let (name, value) = value.split_once('=').unwrap_or((&value, ""));
            options.env.push((name.to_owned(), value.to_owned()));
        }
        _ => return Err(Error::bug(format!("there is no option `{name}`"))),
    }
    Ok(())
}

/// `Native.dispose`: frees the native part; the cleaner calls it once nothing else can.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_dispose<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) {
    env.with_env(|_| -> Result<(), Failure> {
        // SAFETY: the cleaner runs once, when the `Library` and all that refers to it are gone.
        drop(unsafe { Owner::take(owner) });
        Ok(())
    })
    .resolve::<Throw>();
}

/// `Native.close`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_close<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) {
    with_owner(env, owner, |_, owner| Ok(owner.library.close()?));
}

/// `Native.reset`: the new generation.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_reset<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> jint {
    with_owner(env, owner, |_, owner| {
        loop {
            owner.library.reset()?;
            match owner.library.enter() {
                Ok(entered) => {
                    entered.publish_frame();
                    return Ok(entered.generation() as jint);
                }
                // A call of another thread ended the fresh instance already.
                Err(error) if error.code() == Code::DeadInstance => {}
                Err(error) => return Err(error.into()),
            }
        }
    })
}

/// `Native.isClosed`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_isClosed<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> jboolean {
    with_owner(env, owner, |_, owner| Ok(owner.library.is_closed()))
}

/// `Native.name`.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_name<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> JString<'local> {
    with_owner(env, owner, |env, owner| Ok(JString::new(env, owner.library.name())?))
}

/// `Native.frame`: the call frame as a direct buffer, valid as long as the native part.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_frame<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> JByteBuffer<'local> {
    with_owner(env, owner, |env, owner| {
        owner.library.enter()?.publish_frame();
        let start = owner.library.frame().as_ptr();
        // SAFETY: the frame has that size and lives as long as the library; the buffer is private
        // to Java's `Frame`, which is used only by objects that keep the library alive.
        Ok(unsafe { env.new_direct_byte_buffer(start, Frame::SIZE) }?)
    })
}

/// `Native.functions`: all names.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_functions<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> JObjectArray<'local, JString<'local>> {
    with_owner(env, owner, |env, owner| {
        let functions = &owner.library.interface().functions;
        let names: Vec<String> = functions.iter().map(|function| function.name.clone()).collect();
        Ok(strings(env, &names)?)
    })
}

/// `Native.constants`: the values by name.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_constants<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let constants = &owner.library.interface().constants;
        let members = constants.iter().map(|constant| {
            let value = match &constant.value {
                ConstantValue::Integer(value) => integer(*value),
                ConstantValue::Float(value) => json!(value),
                ConstantValue::Text(bytes) => json!(String::from_utf8_lossy(bytes)),
            };
            (constant.name.clone(), value)
        });
        tree::build(env, &Value::Object(members.collect()))
    })
}

/// An integer constant's value, as far as a `long` holds it.
pub(crate) fn integer(value: i128) -> Value {
    match (i64::try_from(value), u64::try_from(value)) {
        (Ok(value), _) => json!(value),
        (_, Ok(value)) => json!(value),
        // No C constant of 64 bits or fewer is beyond both.
        (Err(_), Err(_)) => json!(value as i64),
    }
}

/// `Native.function`: the plan, with `handle` for calls.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_function<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    name: JString<'local>,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let function = owner.library.function(&name.try_to_string(env)?)?;
        let mut plan = tree::json(&function.plan)?;
        plan["handle"] = json!(owner.target(function));
        tree::build(env, &plan)
    })
}

/// `Native.doc`: what the header's comment says of the thing at that path, or null.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_doc<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    path: JString<'local>,
) -> JString<'local> {
    with_owner(env, owner, |env, owner| {
        let path = path.try_to_string(env)?;
        match owner.library.docs().0.get(&path) {
            Some(doc) => Ok(JString::new(env, doc)?),
            None => Ok(JString::null()),
        }
    })
}

/// `Native.unknownName`: throws the error for a name that the library lacks.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_unknownName<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    name: JString<'local>,
) {
    with_owner(env, owner, |env, owner| -> Result<(), Failure> {
        Err(owner.library.unknown_name(&name.try_to_string(env)?).into())
    });
}

/// `Native.nearest`: the one of `names` that is most like `wanted`, or null.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_nearest<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    wanted: JString<'local>,
    names: JObjectArray<'local, JString<'local>>,
) -> JString<'local> {
    env.with_env(|env| -> Result<JString<'local>, Failure> {
        let wanted = wanted.try_to_string(env)?;
        let mut candidates = Vec::new();
        for index in 0..names.len(env)? {
            let name = names.get_element(env, index)?;
            candidates.push(name.try_to_string(env)?);
        }
        let candidates = candidates.iter().map(String::as_str);
        match sandbridge_interface::name::nearest(&wanted, candidates) {
            Some(near) => Ok(JString::new(env, near)?),
            None => Ok(JString::null()),
        }
    })
    .resolve::<Throw>()
}

/// `Native.fail`: throws the error of that code.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_fail<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    code: JString<'local>,
    message: JString<'local>,
    help: JString<'local>,
) {
    env.with_env(|env| -> Result<(), Failure> {
        let text = code.try_to_string(env)?;
        let code = Code::ALL.iter().find(|code| code.as_str() == text).copied();
        let error = Error::new(code.unwrap_or(Code::Bug), message.try_to_string(env)?);
        let error = if help.is_null() { error } else { error.with_help(help.try_to_string(env)?) };
        Err(error.into())
    })
    .resolve::<Throw>();
}

/// Runs a method of a library's native part.
pub(crate) fn with_owner<'local, T: Default>(
    mut env: EnvUnowned<'local>,
    owner: jlong,
    run: impl FnOnce(&mut Env<'local>, &Owner) -> Result<T, Failure>,
) -> T {
    env.with_env(|env| {
        // SAFETY: the handle is that of a `Library`, which is reachable while its method runs.
        run(env, unsafe { Owner::of(owner) })
    })
    .resolve::<Throw>()
}
