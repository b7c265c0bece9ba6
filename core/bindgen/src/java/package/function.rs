//! Methods for functions. Each is a straight line that calls as directly as its plan allows.

use sandbridge_interface::RecordId;
use sandbridge_interface::facts::Omitted;
use sandbridge_interface::plan::{Access as Value, Number};

use super::super::code::{Access, Class, Doc, Expr, Field, Form, Method, Param, Stmt, Ty};
use super::callback::{boxed, unboxed};
use super::doc::{doc, escaped};
use super::name::{Names, components, identifier, parameters, runtime};
use super::way::{Quick, quick};
use crate::model::Function;
use crate::value::{self, Given, Taken};

/// A record for each function with several results.
pub(super) fn records(names: &Names<'_, '_>) -> Vec<Class> {
    let functions = names.model.functions.iter().enumerate();
    let record = |(at, function): (usize, &Function<'_>)| {
        let name = names.result(at)?;
        let results = value::results(&function.plan);
        let unique = components(results.iter().map(|(name, _)| *name));
        let mut doc = doc(None, &format!("What {} gives.", function.c_name), None);
        let fields = results.iter().zip(unique).map(|((result, given), name)| {
            doc.tags.push(format!("@param {name} {}", escaped(&result.replace('_', " "))));
            component(name, names.outcome(given))
        });
        let fields = fields.collect();
        let (form, is_public) = (Form::Record, true);
        let (interfaces, methods) = (Vec::new(), Vec::new());
        Some(Class { name, doc, form, is_public, interfaces, fields, methods })
    };
    functions.filter_map(record).collect()
}

fn component(name: String, ty: Ty) -> Field {
    let (access, doc) = (Access::Private, Doc::default());
    Field { name, ty, doc, access, is_static: false, value: None }
}

/// Where a method is: how it reaches the library's class, and whether the first argument is itself.
pub(super) struct Place {
    /// The object of the library's class.
    pub(super) library: Expr,
    /// Whether it is a method of a handle.
    pub(super) is_handle: bool,
}

/// The methods of a function: one with all arguments, and one for each that may be left out.
pub(super) fn methods(names: &Names<'_, '_>, at: usize, place: &Place) -> Vec<Method> {
    let function = &names.model.functions[at];
    let writer = Writer::new(names, function, at, place);
    let mut methods = vec![writer.whole()];
    let args = &function.plan.args;
    let may_be_omitted = args.iter().rev().take_while(|arg| arg.omitted.is_some()).count();
    if !function.plan.is_variadic {
        methods.extend((1..=may_be_omitted).map(|omitted| writer.shorter(args.len() - omitted)));
    }
    methods
}

struct Writer<'w, 'm, 'a> {
    names: &'w Names<'m, 'a>,
    function: &'w Function<'a>,
    place: &'w Place,
    taken: Vec<Taken<'w>>,
    params: Vec<Param>,
    results: Vec<(&'w str, Given)>,
    returns: Ty,
}

impl<'w, 'm, 'a> Writer<'w, 'm, 'a> {
    fn new(
        names: &'w Names<'m, 'a>,
        function: &'w Function<'a>,
        at: usize,
        place: &'w Place,
    ) -> Self {
        let (args, taken): (Vec<_>, Vec<_>) = value::parameters(&function.plan).unzip();
        let unique = parameters(args.iter().map(|arg| arg.name.as_str()));
        let typed = taken.iter().zip(unique);
        let params = typed.map(|(taken, name)| Param { name, ty: names.taken(taken) }).collect();
        let results = value::results(&function.plan);
        let returns = match (results.as_slice(), names.result(at)) {
            ([], _) => Ty::Void,
            ([(_, one)], _) => names.outcome(one),
            (_, Some(record)) => Ty::class(&record),
            (_, None) => Ty::object(),
        };
        Self { names, function, place, taken, params, results, returns }
    }

    /// The method with every argument.
    fn whole(&self) -> Method {
        let mut params = self.visible(self.params.len());
        if self.function.plan.is_variadic {
            let ty = Ty::Array(Box::new(Ty::object()));
            params.push(Param { name: "more".to_owned(), ty });
        }
        let body = match quick(&self.function.plan) {
            Some(way) => self.direct(&way),
            None => self.general(),
        };
        self.method(params, body)
    }

    /// The same without the last arguments.
    fn shorter(&self, count: usize) -> Method {
        let args = (usize::from(self.place.is_handle)..self.params.len()).map(|index| {
            let param = &self.params[index];
            if index < count { Expr::local(&param.name) } else { self.omitted(index) }
        });
        let types = self.visible(self.params.len()).into_iter().map(|param| param.ty).collect();
        let name = self.names.method(self.function);
        let call =
            Expr::This.call(&self.owner(), &name, types, self.returns.clone(), args.collect());
        let body = match self.returns {
            Ty::Void => vec![Stmt::Do(call)],
            _ => vec![Stmt::Return(Some(call))],
        };
        let mut method = self.method(self.visible(count), body);
        let last = &self.params[count..];
        let names: Vec<String> =
            last.iter().map(|param| format!("{{@code {}}}", param.name)).collect();
        let name = &self.names.method(self.function);
        method.doc.text =
            vec![format!("The same as the {name} above, without {}.", names.join(" and "))];
        method
    }

    fn omitted(&self, index: usize) -> Expr {
        match (self.function.plan.args[index].omitted, &self.params[index].ty) {
            (Some(Omitted::Number(value)), Ty::Int) => Expr::Int(value as i32),
            (Some(Omitted::Number(value)), Ty::Long) => Expr::Long(value),
            (Some(Omitted::Number(value)), Ty::Boolean) => Expr::Boolean(value != 0),
            (Some(Omitted::Number(value)), Ty::Double) => Expr::Double(value as f64),
            (_, Ty::Int) => Expr::Int(0),
            (_, Ty::Long) => Expr::Long(0),
            (_, Ty::Boolean) => Expr::Boolean(false),
            (_, Ty::Double) => Expr::Double(0.0),
            _ => Expr::Null,
        }
    }

    /// The class that has the method.
    fn owner(&self) -> String {
        match (self.place.is_handle, self.function.method_of()) {
            (true, Some(kind)) => self.names.handle(kind),
            _ => self.names.library(),
        }
    }

    /// The parameters that the caller sees, of the first `count`.
    fn visible(&self, count: usize) -> Vec<Param> {
        self.params[usize::from(self.place.is_handle)..count].to_vec()
    }

    fn method(&self, params: Vec<Param>, body: Vec<Stmt>) -> Method {
        let is_variadic = self.function.plan.is_variadic;
        let prototype = &self.function.prototype;
        let otherwise = format!("Calls {}.", self.function.c_name);
        let mut doc = doc(self.function.doc, &otherwise, Some(prototype));
        let skipped = usize::from(self.place.is_handle);
        for (param, arg) in params.iter().zip(self.function.plan.args.iter().skip(skipped)) {
            doc.tags.push(format!("@param {} {}", param.name, escaped(&arg.spelling)));
        }
        if is_variadic {
            doc.tags.push("@param more what C takes beyond these".to_owned());
        }
        match self.results.as_slice() {
            [] => {}
            [(name, _)] if *name == "result" => doc.tags.push("@return its result".to_owned()),
            [(name, _)] => doc.tags.push(format!("@return {}", escaped(&name.replace('_', " ")))),
            _ => doc.tags.push("@return its results".to_owned()),
        }
        Method {
            name: self.names.method(self.function),
            doc,
            access: Access::Public,
            is_static: false,
            is_override: false,
            is_variadic,
            params,
            returns: self.returns.clone(),
            throws: Vec::new(),
            body: Some(body),
        }
    }

    fn bound(&self) -> Expr {
        Expr::Field {
            of: Some(Box::new(self.place.library.clone())),
            class: self.names.library(),
            name: self.names.bound(self.function),
            ty: Ty::class(&runtime("Bound")),
        }
    }

    fn on_bound(&self, name: &str, params: Vec<Ty>, returns: Ty, args: Vec<Expr>) -> Expr {
        self.bound().call(&runtime("Bound"), name, params, returns, args)
    }

    /// The value of an argument: the handle itself is the first of its methods.
    fn arg(&self, index: usize) -> Expr {
        match index {
            0 if self.place.is_handle => Expr::This,
            index => Expr::local(&self.params[index].name),
        }
    }

    /// A call with bits, and with objects for pointers.
    fn direct(&self, way: &Quick) -> Vec<Stmt> {
        let call = match way {
            Quick::Numbers => {
                let args: Vec<Expr> = (0..self.params.len()).map(|at| self.bits(at)).collect();
                self.on_bound("call", vec![Ty::Long; args.len()], Ty::Long, args)
            }
            Quick::Pointers { pointers, slots } => {
                let objects = pointers.iter().map(|&arg| self.arg(arg));
                let bits = slots.iter().map(|arg| arg.map_or(Expr::Long(0), |arg| self.bits(arg)));
                let args: Vec<Expr> = objects.chain(bits).collect();
                let mut params = vec![Ty::object(); pointers.len()];
                params.extend(vec![Ty::Long; slots.len()]);
                self.on_bound(&format!("call{}", pointers.len()), params, Ty::Long, args)
            }
        };
        let Some((_, given)) = self.results.first() else { return vec![Stmt::Do(call)] };
        let result = match given {
            Given::Handle { .. } => {
                let handle = Ty::class(&runtime("Handle"));
                let made = self.on_bound("handle", vec![Ty::Long], handle, vec![call]);
                made.cast(self.returns.clone())
            }
            Given::Number(number) => self.number(*number, call),
            _ => call,
        };
        vec![Stmt::Return(Some(result))]
    }

    /// An argument's bits.
    fn bits(&self, index: usize) -> Expr {
        let value = self.arg(index);
        let checked = |value: Expr| {
            let position = Expr::Int(index as i32);
            self.on_bound("bits", vec![Ty::Int, Ty::Long], Ty::Long, vec![position, value])
        };
        let converted = |ty: Ty, value: Expr| {
            Expr::call_static(&runtime("Bound"), "bits", vec![ty], Ty::Long, vec![value])
        };
        match &self.taken[index] {
            Taken::Handle { .. } => {
                let params = vec![Ty::Int, Ty::class(&runtime("Handle"))];
                let args = vec![Expr::Int(index as i32), value];
                self.on_bound("bits", params, Ty::Long, args)
            }
            Taken::Number(Number::I64 | Number::U64) => value,
            Taken::Number(Number::I32) => value.cast(Ty::Long),
            Taken::Number(Number::U32) => checked(value),
            Taken::Number(Number::Bool) => converted(Ty::Boolean, value),
            Taken::Number(Number::F32) => converted(Ty::Float, value),
            Taken::Number(Number::F64) => converted(Ty::Double, value),
            _ => checked(value.cast(Ty::Long)),
        }
    }

    /// A result from its bits.
    fn number(&self, number: Number, bits: Expr) -> Expr {
        let bound = runtime("Bound");
        let converted = |name: &str, ty: Ty, bits: Expr| {
            Expr::call_static(&bound, name, vec![Ty::Long], ty, vec![bits])
        };
        match number {
            Number::I64 | Number::U64 => bits,
            Number::I32 => bits.cast(Ty::Int),
            Number::Bool => converted("toBoolean", Ty::Boolean, bits),
            Number::F32 => converted("toFloat", Ty::Float, bits),
            Number::F64 => converted("toDouble", Ty::Double, bits),
            _ => {
                let widened = self.on_bound("integer", vec![Ty::Long], Ty::Long, vec![bits]);
                if self.returns == Ty::Int { widened.cast(Ty::Int) } else { widened }
            }
        }
    }

    /// A call that is put together argument by argument.
    fn general(&self) -> Vec<Stmt> {
        let invocation = Ty::class(&runtime("Invocation"));
        let start = self.on_bound("start", Vec::new(), invocation.clone(), Vec::new());
        let mut body = vec![Stmt::Let("call".to_owned(), invocation, start)];
        body.extend((0..self.params.len()).map(|index| self.put(index)));
        if self.function.plan.is_variadic {
            let ty = Ty::Array(Box::new(Ty::object()));
            body.push(Stmt::Do(on_call("more", vec![ty], Ty::Void, vec![Expr::local("more")])));
        }
        body.push(Stmt::Do(on_call("run", Vec::new(), Ty::Void, Vec::new())));
        let all = self.results.iter().enumerate();
        let mut values: Vec<Expr> = all.map(|(at, (_, given))| self.result(at, given)).collect();
        body.extend(match (&self.returns, values.len()) {
            (Ty::Void, _) => None,
            (_, 1) => values.pop().map(|value| Stmt::Return(Some(value))),
            (record, _) => {
                let params = self.results.iter().map(|(_, given)| self.names.outcome(given));
                let (class, params) = (record.class_constant(), params.collect());
                Some(Stmt::Return(Some(Expr::New { class, params, args: values })))
            }
        });
        body
    }

    fn put(&self, index: usize) -> Stmt {
        let (value, ty) = (self.arg(index), &self.params[index].ty);
        let (ty, value) = match (&self.taken[index], ty) {
            (Taken::Value(Value::Record { record }), ty) if *ty != structure() => {
                (Ty::object(), self.to_struct(*record, value))
            }
            (Taken::Number(_), Ty::Float) => (Ty::Double, value.cast(Ty::Double)),
            (Taken::Number(_), ty) => (ty.clone(), value),
            (_, ty) => (Ty::object(), boxed(value, ty)),
        };
        let args = vec![Expr::Int(index as i32), value];
        Stmt::Do(on_call("put", vec![Ty::Int, ty], Ty::Void, args))
    }

    /// A record as the struct that it stands for.
    fn to_struct(&self, record: RecordId, value: Expr) -> Expr {
        let class = self.names.record(record).map_or_else(String::new, |ty| ty.class_constant());
        let bound = Ty::class(&runtime("BoundRecord"));
        let field = Expr::Field {
            of: Some(Box::new(self.place.library.clone())),
            class: self.names.library(),
            name: self.names.record_field(record).unwrap_or_default().to_owned(),
            ty: bound.clone(),
        };
        value.call(&class, "toStruct", vec![bound], structure(), vec![field])
    }

    fn result(&self, at: usize, given: &Given) -> Expr {
        let ty = self.names.outcome(given);
        let index = Expr::Int(at as i32);
        let get = |name: &str, ty: Ty| on_call(name, vec![Ty::Int], ty, vec![index.clone()]);
        match (given, &ty) {
            (Given::Value(Value::Record { .. }), Ty::Class(class, _)) if ty != structure() => {
                let object = get("object", Ty::object()).cast(structure());
                Expr::call_static(class, "of", vec![structure()], ty.clone(), vec![object])
            }
            (Given::Number(_), Ty::Int) => get("integer", Ty::Long).cast(Ty::Int),
            (Given::Number(_), Ty::Long) => get("integer", Ty::Long),
            (Given::Number(_), Ty::Boolean) => get("truth", Ty::Boolean),
            (Given::Number(_), Ty::Float) => get("single", Ty::Float),
            (Given::Number(_), Ty::Double) => get("real", Ty::Double),
            _ => unboxed(get("object", Ty::object()), &ty),
        }
    }
}

fn structure() -> Ty {
    Ty::class(&runtime("Struct"))
}

fn on_call(name: &str, params: Vec<Ty>, returns: Ty, args: Vec<Expr>) -> Expr {
    Expr::local("call").call(&runtime("Invocation"), name, params, returns, args)
}

/// What a field of the library's class for a function is called with.
pub(super) fn bound_field(names: &Names<'_, '_>, function: &Function<'_>) -> Field {
    Field {
        name: names.bound(function),
        ty: Ty::class(&runtime("Bound")),
        doc: Doc::default(),
        access: Access::Package,
        is_static: false,
        value: None,
    }
}

/// The name of the field in other classes that has the library's class.
pub(super) fn library_field(names: &Names<'_, '_>) -> String {
    let simple = names.library.trim_start_matches('_');
    let name = identifier(simple);
    if name == "library" { "owner".to_owned() } else { name }
}
