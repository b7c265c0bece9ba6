//! Calls of functions with facts: Java lowers what the caller gave into registers, here the program
//! is run, and what its outcomes point to is copied out while it is alive.

use std::ffi::c_void;

use jni::objects::{JClass, JIntArray, JLongArray, JObject, JObjectArray, JString};
use jni::sys::{jint, jlong};
use jni::{Env, EnvUnowned};
use sandbridge_interface::facts::FunctionFacts;
use sandbridge_interface::habit::camel;
use sandbridge_interface::plan::{After, Give, Program};
use sandbridge_interface::{Code, Error, Result};
use sandbridge_runtime::{Entered, FunctionPointer, Slot};
use serde_json::json;

use crate::Entry;
use crate::error::{Failure, Throw};
use crate::handle::{Owner, Target, check_generation};
use crate::idiom_callback::register;
use crate::library::with_owner;
use crate::lift::lift_outcomes;
use crate::lower::{Datum, copy_in, copy_out, read_data, read_slots};
use crate::quick_frame::fits;
use crate::tree;

/// The methods of `Native` that every program calls at its start.
pub(crate) const ENTRIES: &[Entry] = &[(
    c"idiom",
    c"(JLjava/lang/String;)Ljava/util/Map;",
    Java_dev_sandbridge_Native_idiom as *mut c_void,
)];

/// `Native.idiom`: the plan of the function that has that name once prefixes are gone, with `handle`
/// for calls.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_idiom<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    name: JString<'local>,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let name = name.try_to_string(env)?;
        let index = match owner.library.idiomatic_index(&name) {
            Err(error) if error.code() == Code::UnknownName => {
                return Err(owner.library.unknown_name_in(&name, &camel).into());
            }
            found => found?,
        };
        plan(env, owner, index)
    })
}

/// `Native.method`: the same of a method of a kind of handle, whose name may be in Java's habit; null
/// when that is the name of another function.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_method<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
    kind: jint,
    name: JString<'local>,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let name = name.try_to_string(env)?;
        let interface = owner.library.interface();
        let facts = &interface.facts;
        let is_it = |(&position, of): (&u32, &FunctionFacts)| {
            let c_name = interface.functions[position as usize].name.as_str();
            let own = facts.name(c_name);
            let is_named = own == name || camel(own) == name;
            (is_named && of.method_of == Some(kind as u32) && !facts.skipped.contains(c_name))
                .then_some(position as usize)
        };
        match facts.functions.iter().find_map(is_it) {
            Some(index) => plan(env, owner, index),
            None if is_function(owner, &name) => Ok(JObject::null()),
            None => Err(owner.library.unknown_method(kind as u32, &name, &camel).into()),
        }
    })
}

/// Whether a function is called so: in C, without prefix, or in Java's habit.
fn is_function(owner: &Owner, name: &str) -> bool {
    let facts = &owner.library.interface().facts;
    let shown = owner.library.interface().functions.iter();
    let mut shown = shown.map(|one| one.name.as_str()).filter(|c| !facts.skipped.contains(*c));
    shown.any(|c| c == name || facts.name(c) == name || camel(facts.name(c)) == name)
}

fn plan<'local>(
    env: &mut Env<'local>,
    owner: &Owner,
    index: usize,
) -> Result<JObject<'local>, Failure> {
    let function = owner.library.idiomatic_at(index)?;
    let mut plan = tree::json(&function.plan)?;
    if let Some(program) = &function.plan.program {
        plan["program"]["fits_frame"] = json!(fits(program));
    }
    plan["handle"] = json!(owner.target(function));
    tree::build(env, &plan)
}

/// `Native.facts`: the names of functions and constants without prefixes, of functions in
/// Java's habit too.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_facts<'local>(
    env: EnvUnowned<'local>,
    _class: JClass<'local>,
    owner: jlong,
) -> JObject<'local> {
    with_owner(env, owner, |env, owner| {
        let interface = owner.library.interface();
        let facts = &interface.facts;
        let shown = interface.functions.iter().filter(|one| !facts.skipped.contains(&one.name));
        let functions: Vec<&str> = shown.map(|one| facts.name(&one.name)).collect();
        let habit: Vec<String> = functions.iter().map(|name| camel(name)).collect();
        let constants = interface.constants.iter();
        let constants = constants.filter(|one| !facts.skipped.contains(&one.name));
        let constants = constants.map(|one| (one.name.clone(), json!(facts.name(&one.name))));
        let tree = json!({
            "functions": functions,
            "habit": habit,
            "constants": constants.collect::<serde_json::Map<_, _>>(),
        });
        tree::build(env, &tree)
    })
}

/// `Native.run`: calls with `registers`, which are those of the program afterwards. Where the address
/// of a copy of `data` goes is in `places`; `functions` become function pointers as those steps of
/// the program say that `gives` counts. What the outcomes point to comes back, one place for each.
#[unsafe(no_mangle)]
extern "system" fn Java_dev_sandbridge_Native_run<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    target: jlong,
    generation: jint,
    registers: JLongArray<'local>,
    data: JObjectArray<'local, JObject<'local>>,
    places: JIntArray<'local>,
    functions: JObjectArray<'local, JObject<'local>>,
    gives: JIntArray<'local>,
) -> JObjectArray<'local, JObject<'local>> {
    env.with_env(|env| -> Result<JObjectArray<'local, JObject<'local>>, Failure> {
        // SAFETY: the handle is that of a `Function`, which is reachable while its method runs.
        let target = unsafe { Target::of(target) };
        let mut slots = read_slots(env, &registers)?;
        let mut data = read_data(env, &data, &places)?;
        let mut positions = vec![0; gives.len(env)?];
        gives.get_region(env, 0, &mut positions)?;
        let mut entered = target.library.enter()?;
        check_generation(&entered, &target.library, generation)?;
        let mark = entered.mark();
        let mut call = Call { env, target, slots: &mut slots, data: &mut data };
        let done = call.perform(&mut entered, &functions, &positions);
        entered.release(mark);
        let lifted = done?;
        let bits: Vec<jlong> = slots.iter().map(|slot| slot.to_bits() as jlong).collect();
        registers.set_region(env, 0, &bits)?;
        Ok(lifted)
    })
    .resolve::<Throw>()
}

struct Call<'a, 'local> {
    env: &'a mut Env<'local>,
    target: &'a Target,
    slots: &'a mut [Slot],
    data: &'a mut [Datum<'local>],
}

/// Host functions that were registered for a call.
#[derive(Default)]
struct Registered {
    /// For this call alone.
    temporary: Vec<FunctionPointer>,
    /// The library's own once the program runs.
    held: Vec<FunctionPointer>,
}

impl<'local> Call<'_, 'local> {
    fn perform(
        &mut self,
        entered: &mut Entered<'_>,
        functions: &JObjectArray<'local, JObject<'local>>,
        gives: &[jint],
    ) -> Result<JObjectArray<'local, JObject<'local>>, Failure> {
        let function = &self.target.function;
        let program = function.plan.program.as_deref();
        let program = program.ok_or_else(|| Error::bug("a call without a program"))?;
        let mut registered = Registered::default();
        let ready = copy_in(self.env.get_raw(), entered, self.slots, self.data);
        let ready = ready
            .map_err(Failure::from)
            .and_then(|()| self.register(entered, program, functions, gives, &mut registered));
        let done = match ready {
            Ok(()) => self.run(entered, program),
            Err(failure) => {
                for pointer in registered.held {
                    entered.remove_callback(pointer);
                }
                Err(failure)
            }
        };
        for pointer in registered.temporary {
            entered.remove_callback(pointer);
        }
        done
    }

    fn register(
        &mut self,
        entered: &mut Entered<'_>,
        program: &Program,
        functions: &JObjectArray<'local, JObject<'local>>,
        gives: &[jint],
        registered: &mut Registered,
    ) -> Result<(), Failure> {
        for (index, &give) in gives.iter().enumerate() {
            let Some(give @ Give::Callback { register: at, is_held, .. }) =
                program.given.get(give as u32 as usize)
            else {
                return Err(Error::bug("a function that the program does not take").into());
            };
            let function = functions.get_element(self.env, index)?;
            let pointer = register(self.env, self.target, entered, give, &function)?;
            let list = if *is_held { &mut registered.held } else { &mut registered.temporary };
            list.push(pointer);
            let slot = self.slots.get_mut(*at as usize);
            *slot.ok_or_else(|| Error::bug("a program names no such register"))? =
                Slot::u32(pointer.0);
        }
        Ok(())
    }

    fn run(
        &mut self,
        entered: &mut Entered<'_>,
        program: &Program,
    ) -> Result<JObjectArray<'local, JObject<'local>>, Failure> {
        let function = &self.target.function;
        let (env, data) = (&mut *self.env, &*self.data);
        let library = &self.target.library;
        entered.run(function, self.slots, |entered, registers| {
            let result = registers.get(program.result.register as usize).copied();
            copy_out(env.get_raw(), entered, result.unwrap_or(Slot::bits(0)), data)?;
            let place = format_args!("{}.{}", library.name(), function.plan.name);
            let lifted = lift_outcomes(env, entered, &program.outcomes, registers, 0, place);
            if lifted.is_err() {
                // Nobody gets what the call opened.
                for opened in opened(program) {
                    library.release_handle_later(registers[opened as usize].to_bits());
                }
            }
            lifted
        })
    }
}

/// The registers of new handles that the caller has to close.
fn opened(program: &Program) -> impl Iterator<Item = u32> {
    program.after.iter().filter_map(|step| match *step {
        After::Adopt { register, is_owned: true, .. } => Some(register),
        _ => None,
    })
}
