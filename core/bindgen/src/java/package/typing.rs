//! The types that a package's functions take and give.

use sandbridge_interface::Type;
use sandbridge_interface::plan::{Access, Lift, Lifted, Plan, PointerPlan};

use super::super::code::Ty;
use super::super::signature;
use super::name::{Names, runtime};
use crate::model::{Callback, HostFunction};
use crate::value::{self, Given, Memory, Taken};

impl Names<'_, '_> {
    /// The type of a parameter.
    pub(super) fn taken(&self, taken: &Taken<'_>) -> Ty {
        match taken {
            Taken::Handle { kind, .. } => Ty::class(&self.handle(*kind)),
            Taken::Callback(signature) => {
                self.host_function(HostFunction { signature: *signature, facts: None })
            }
            Taken::HostFunction { signature, callback, .. } => {
                self.host_function(HostFunction { signature: *signature, facts: *callback })
            }
            Taken::Value(access @ Access::Record { record }) => {
                let plain = || self.given(&Given::Value(access.clone()));
                self.record(*record).unwrap_or_else(plain)
            }
            Taken::Data { pointer, .. } if pointer.is_const => match self.pointee(pointer) {
                Some(class) => list(class),
                None => self.parsed(&signature::parameter(self.model.interface, taken)),
            },
            Taken::Pointer(pointer) | Taken::Data { pointer, .. } => match self.pointee(pointer) {
                Some(class) => class,
                None => self.parsed(&signature::parameter(self.model.interface, taken)),
            },
            other => self.parsed(&signature::parameter(self.model.interface, other)),
        }
    }

    /// The type of a function's result, by the result's position: for structs the record or class that
    /// the package has, for pointers to them the class.
    pub(super) fn outcome(&self, plan: &Plan, at: usize, given: &Given) -> Ty {
        let known = match given {
            Given::Value(Access::Record { record }) => self.record(*record),
            Given::Elements { element: Access::Record { record }, .. } => {
                self.structure(*record).map(list)
            }
            Given::Pointer => self.target(plan, at),
            _ => None,
        };
        known.unwrap_or_else(|| self.given(given))
    }

    /// The class of the struct that a pointer parameter points to.
    fn pointee(&self, pointer: &PointerPlan) -> Option<Ty> {
        match value::memory(self.model.interface, pointer) {
            Memory::Record(id) => self.structure(id),
            _ => None,
        }
    }

    /// The struct that the pointer of a result points to, by the result's position.
    fn target(&self, plan: &Plan, at: usize) -> Option<Ty> {
        let interface = self.model.interface;
        let of_lift = |lift: &Lift| match *lift {
            Lift::Pointer { to, .. } => Some(to),
            _ => None,
        };
        let to = match &plan.program {
            None => of_lift(&plan.lift),
            Some(program) => match &program.outcomes.get(at)?.value {
                Lifted::Direct { lift, .. } => of_lift(lift),
                Lifted::Leased { pointer, .. } => match *interface.resolved(*pointer) {
                    Type::Pointer { to, .. } => Some(to),
                    _ => None,
                },
                _ => None,
            },
        };
        match *interface.resolved(to?) {
            Type::Record(id) => self.structure(id),
            _ => None,
        }
    }

    /// The type of a result.
    pub(super) fn given(&self, given: &Given) -> Ty {
        match given {
            Given::Handle { kind, .. } => Ty::class(&self.handle(*kind)),
            Given::Handles(kind) => list(Ty::class(&self.handle(*kind))),
            Given::Value(Access::Record { record }) => {
                self.structure(*record).unwrap_or_else(super::structure::any)
            }
            other => self.parsed(&signature::given(self.model.interface, other)),
        }
    }

    fn host_function(&self, of: HostFunction) -> Ty {
        let at = self.model.callbacks.iter().position(|callback: &Callback| callback.of == of);
        match at {
            Some(at) if super::callback::is_possible(self, at) => Ty::class(&self.callback(at)),
            _ => Ty::class(&runtime("FunctionPointer")),
        }
    }

    fn parsed(&self, text: &str) -> Ty {
        Ty::parse(text, &|simple| match simple {
            "Boolean" | "Double" | "Float" | "Integer" | "Long" | "Object" | "String" => {
                format!("java/lang/{simple}")
            }
            "BigInteger" => "java/math/BigInteger".to_owned(),
            "List" => "java/util/List".to_owned(),
            other => runtime(other),
        })
    }
}

/// A list of what a class makes.
pub(super) fn list(of: Ty) -> Ty {
    Ty::Class("java/util/List".to_owned(), vec![of])
}
