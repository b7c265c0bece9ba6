//! Functions and types of a library by name, and what to say when there is none.

use std::sync::Arc;

use sandbridge_interface::plan::{self, Plan};
use sandbridge_interface::{Code, Error, Result, TypeId, abi, name};

use crate::Library;

/// A function of a library with its plan, made once and shared by everyone who calls it.
#[derive(Debug)]
pub struct Function {
    /// Its position in [`Interface::functions`].
    pub index: usize,
    /// How it is called.
    pub plan: Plan,
    /// How many slots a call needs: the parameters', and at least one for the result.
    pub width: usize,
    pub(crate) symbol: String,
    pub(crate) library: u64,
}

impl Function {
    /// How many registers a call needs: slots, and what its program needs beyond.
    pub fn registers(&self) -> usize {
        let program = self.plan.program.as_deref();
        program.map_or(self.width, |program| self.width.max(program.registers as usize))
    }
}

impl Library {
    /// The function of that C name.
    ///
    /// # Errors
    /// [`Code::UnknownName`] with the nearest name, [`Code::NotExported`] when the module lacks
    /// it, [`Code::UnsupportedType`] when it cannot be called.
    pub fn function(&self, name: &str) -> Result<Arc<Function>> {
        match self.interface().function(name) {
            Some((index, _)) => self.function_at(index),
            None => Err(self.unknown_name(name)),
        }
    }

    /// The function at that position of [`Interface::functions`].
    ///
    /// # Errors
    /// As for [`Library::function`].
    pub fn function_at(&self, index: usize) -> Result<Arc<Function>> {
        let Some(cell) = self.0.functions.get(index) else {
            return Err(Error::bug(format!("there is no function {index}")));
        };
        if let Some(function) = cell.get() {
            return Ok(Arc::clone(function));
        }
        let made = Arc::new(self.prepare(index).map_err(|error| error.context(self.name()))?);
        Ok(Arc::clone(cell.get_or_init(|| made)))
    }

    /// The position of the function that is called `name` once facts are applied; its C name does as
    /// well, unless another function has it.
    ///
    /// # Errors
    /// [`Code::UnknownName`] with the nearest name.
    pub fn idiomatic_index(&self, name: &str) -> Result<usize> {
        let it = self.interface();
        let shown = |c: &str| !it.facts.skipped.contains(c);
        let found = it
            .functions
            .iter()
            .position(|function| shown(&function.name) && it.facts.name(&function.name) == name);
        let by_c_name = || it.functions.iter().position(|f| f.name == name && shown(name));
        found.or_else(by_c_name).ok_or_else(|| self.unknown_name(name))
    }

    /// The function at that position with its facts applied. One without facts is called as in C.
    ///
    /// # Errors
    /// As for [`Library::function`].
    pub fn idiomatic_at(&self, index: usize) -> Result<Arc<Function>> {
        let Some(cell) = self.0.idioms.get(index) else {
            return Err(Error::bug(format!("there is no function {index}")));
        };
        if let Some(function) = cell.get() {
            return Ok(Arc::clone(function));
        }
        let c = self.function_at(index)?;
        let plan =
            plan::idiomatic(self.interface(), index).map_err(|error| error.context(self.name()))?;
        let made = if plan == c.plan {
            c
        } else {
            let symbol = c.symbol.clone();
            Arc::new(Function { index, plan, width: c.width, symbol, library: self.id() })
        };
        Ok(Arc::clone(cell.get_or_init(|| made)))
    }

    fn prepare(&self, index: usize) -> Result<Function> {
        let function = &self.interface().functions[index];
        let symbol = function.symbol.clone().unwrap_or_else(|| function.name.clone());
        if self.0.loaded.module.get_export(&symbol).is_none() {
            return Err(Error::new(
                Code::NotExported,
                format!("`{symbol}` is declared but the module does not export it"),
            )
            .with_origin(function.origin.clone())
            .with_help("add the source that defines it to the build, or leave the call out"));
        }
        let plan = plan::plan(self.interface(), function)?;
        let params = abi::wasm_signature(self.interface(), function.signature).params.len();
        if params != plan.slots as usize {
            return Err(Error::bug(format!("the plan of `{symbol}` has {} slots", plan.slots)));
        }
        let width = params.max(1);
        Ok(Function { index, plan, width, symbol, library: self.id() })
    }

    /// The error for a name that the library lacks, with the nearest that it has.
    pub fn unknown_name(&self, wanted: &str) -> Error {
        self.unknown_name_in(wanted, &str::to_owned)
    }

    /// The same where functions of a library with facts are called in the host's own habit, which is
    /// suggested then: `firstChild`.
    pub fn unknown_name_in(&self, wanted: &str, habit: &dyn Fn(&str) -> String) -> Error {
        let it = self.interface();
        let own = |c_name: &str| it.facts.name(c_name).to_owned();
        let is_plain = it.facts.is_empty();
        let habitual = |c: &str| if is_plain { own(c) } else { habit(it.facts.name(c)) };
        let functions = it.functions.iter().map(|function| function.name.as_str());
        let constants = it.constants.iter().map(|constant| constant.name.as_str());
        let variables = it.globals.iter().map(|global| global.name.as_str());
        // Each name of C's with the one to suggest.
        let all: Vec<(&str, String)> = functions
            .map(|c| (c, habitual(c)))
            .chain(constants.chain(variables).map(|c| (c, own(c))))
            .collect();
        let error = Error::new(
            Code::UnknownName,
            format!("{} has no function, constant or variable `{wanted}`", self.name()),
        );
        // Asked for in the other layer.
        if it.facts.skipped.contains(wanted) {
            return error.with_help("only the C layer has it");
        }
        if let Some((c, _)) = all.iter().find(|(c, _)| it.facts.name(c) == wanted) {
            return error.with_help(format!("in C it is called `{c}`"));
        }
        let spellings = all.iter().flat_map(|(c, shown)| [shown.as_str(), it.facts.name(c), *c]);
        match name::nearest(wanted, spellings) {
            Some(near) => {
                let found = all.iter().find(|(c, _)| it.facts.name(c) == near);
                let near = found.map_or(near, |(_, shown)| shown.as_str());
                error.with_help(format!("did you mean `{near}`?"))
            }
            None => error.with_help("`sandbridge inspect` lists what the library offers"),
        }
    }

    /// The error for a method that a kind of handle lacks, with those that it has in the host's habit.
    pub fn unknown_method(&self, kind: u32, wanted: &str, habit: &dyn Fn(&str) -> String) -> Error {
        let it = self.interface();
        let facts = &it.facts;
        let class = facts.handles.get(kind as usize).map_or("handle", |it| it.name.as_str());
        let mut methods: Vec<String> = Vec::new();
        for (&position, of) in &facts.functions {
            let c_name = it.functions.get(position as usize).map_or("", |one| one.name.as_str());
            if of.method_of == Some(kind) && !facts.skipped.contains(c_name) {
                methods.push(habit(facts.name(c_name)));
            }
        }
        let error = Error::new(
            Code::UnknownName,
            format!("{}: a `{class}` has no method `{wanted}`", self.name()),
        );
        match name::nearest(wanted, methods.iter().map(String::as_str)) {
            Some(near) => error.with_help(format!("did you mean `{near}`?")),
            None if methods.is_empty() => error.with_help("it has none"),
            None => error.with_help(format!("it has {}", methods.join(", "))),
        }
    }

    /// The type that a C programmer calls `name`.
    ///
    /// # Errors
    /// [`Code::UnknownType`] with the nearest name.
    pub fn type_named(&self, wanted: &str) -> Result<TypeId> {
        let it = self.interface();
        if let Some(found) = it.type_named(wanted) {
            return Ok(found);
        }
        let names = it.type_names.iter().map(|named| named.name.as_str());
        let tags = it.records.iter().map(|record| record.name.as_deref());
        let tags = tags.chain(it.enums.iter().map(|e| e.name.as_deref())).flatten();
        let error =
            Error::new(Code::UnknownType, format!("{} has no type `{wanted}`", self.name()));
        Err(match name::nearest(wanted, names.chain(tags)) {
            Some(near) => error.with_help(format!("did you mean `{near}`?")),
            None => error.with_help("`sandbridge inspect` lists what the library offers"),
        })
    }
}
