//! Methods for functions. Each is a straight line that calls as directly as its plan allows.

use sandbridge_interface::RecordId;
use sandbridge_interface::facts::Omitted;
use sandbridge_interface::plan::{Access as Value, Number, PointerPlan};

use super::super::code::{Access, Expr, Method, Param, Stmt, Ty};
use super::about::About;
use super::callback::{boxed, unboxed};
use super::handle::factory;
use super::name::{Names, parameters, runtime};
use super::shape::Shape;
use super::structure;
use super::way::{Quick, quick};
use crate::model::Function;
use crate::value::{self, Given, Memory, Taken};

/// Where a method is: how it reaches the library's class, and whether the first argument is itself.
pub(super) struct Place {
    /// The object of the library's class.
    pub(super) library: Expr,
    /// Whether it is a method of a handle.
    pub(super) is_handle: bool,
}

/// The methods of a function: one with all arguments, and one for each that may be left out; the
/// same with buffers for arrays of bytes, and with records for structs that C only reads.
pub(super) fn methods(names: &Names<'_, '_>, at: usize, place: &Place) -> Vec<Method> {
    let function = &names.model.functions[at];
    let forms = [Shape::Plain, Shape::Buffers, Shape::Records];
    let writers = forms.map(|shape| Writer::new(names, function, at, place, shape));
    writers.iter().flatten().flat_map(Writer::methods).collect()
}

struct Writer<'w, 'm, 'a> {
    names: &'w Names<'m, 'a>,
    function: &'w Function<'a>,
    place: &'w Place,
    taken: Vec<Taken<'w>>,
    params: Vec<Param>,
    results: Vec<(&'w str, Given)>,
    returns: Ty,
    shape: Shape,
    /// The parameters that are given otherwise than in the plain shape.
    reshaped: Vec<bool>,
}

impl<'w, 'm, 'a> Writer<'w, 'm, 'a> {
    /// None where the shape differs in nothing from the plain one.
    fn new(
        names: &'w Names<'m, 'a>,
        function: &'w Function<'a>,
        at: usize,
        place: &'w Place,
        shape: Shape,
    ) -> Option<Self> {
        let (args, taken): (Vec<_>, Vec<_>) = value::parameters(&function.plan).unzip();
        let unique = parameters(args.iter().map(|arg| arg.name.as_str()));
        let typed = taken.iter().zip(unique);
        let (params, reshaped): (Vec<Param>, Vec<bool>) = typed
            .map(|(taken, name)| {
                let ty = names.taken(taken);
                let reshaped = shape.of(names, taken, &ty);
                let is_reshaped = reshaped.is_some();
                (Param { name, ty: reshaped.unwrap_or(ty) }, is_reshaped)
            })
            .unzip();
        if shape != Shape::Plain && !reshaped.contains(&true) {
            return None;
        }
        let results = value::results(&function.plan);
        let returns = match (results.as_slice(), names.result(at)) {
            ([], _) => Ty::Void,
            ([(_, one)], _) => names.outcome(&function.plan, 0, one),
            (_, Some(record)) => Ty::class(&record),
            (_, None) => Ty::object(),
        };
        Some(Self { names, function, place, taken, params, results, returns, shape, reshaped })
    }

    fn methods(&self) -> Vec<Method> {
        let args = &self.function.plan.args;
        let omitted = args.iter().rev().take_while(|arg| arg.omitted.is_some()).count();
        let omitted = if self.function.plan.is_variadic { 0 } else { omitted };
        // What differs has to be among those that are left.
        let differs =
            |count: &usize| self.shape == Shape::Plain || self.reshaped[..*count].contains(&true);
        let counts = (1..=omitted).map(|omitted| args.len() - omitted).filter(differs);
        std::iter::once(self.whole()).chain(counts.map(|count| self.shorter(count))).collect()
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
        method.doc.text = vec![format!(
            "The same as the {{@code {name}}} above, without {}.",
            names.join(" and ")
        )];
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
            // Of several methods with that name.
            (_, ty) => Expr::Null.cast(ty.clone()),
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
        Method {
            name: self.names.method(self.function),
            doc: self.about().doc(&params),
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

    fn about(&self) -> About<'_, 'm, 'a> {
        About {
            names: self.names,
            function: self.function,
            shape: self.shape,
            is_method: self.place.is_handle,
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

    /// What is given for a pointer.
    fn object(&self, index: usize) -> Expr {
        let value = self.arg(index);
        match (&self.taken[index], self.is_record(index)) {
            (Taken::Pointer(pointer), true) => match self.memory(pointer) {
                Memory::Record(record) => self.to_struct(record, value),
                _ => value,
            },
            _ => value,
        }
    }

    fn memory<'p>(&self, pointer: &'p PointerPlan) -> Memory<'p> {
        value::memory(self.names.model.interface, pointer)
    }

    /// A call with bits, and with objects for pointers.
    fn direct(&self, way: &Quick) -> Vec<Stmt> {
        let call = match way {
            Quick::Numbers => {
                let args: Vec<Expr> = (0..self.params.len()).map(|at| self.bits(at)).collect();
                self.on_bound("call", vec![Ty::Long; args.len()], Ty::Long, args)
            }
            Quick::Pointers { pointers, slots } => {
                let objects = pointers.iter().map(|&arg| self.object(arg));
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
            Given::Number(number, _) => self.number(*number, call),
            _ => call,
        };
        vec![Stmt::Return(Some(result))]
    }

    /// Whether a record is given for a pointer.
    fn is_record(&self, index: usize) -> bool {
        self.shape == Shape::Records && self.reshaped[index]
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
            Taken::Number(Number::I64 | Number::U64, _) => value,
            Taken::Number(Number::I32, _) => value.cast(Ty::Long),
            Taken::Number(..) if self.params[index].ty == Ty::Long => checked(value),
            Taken::Number(Number::Bool, _) => converted(Ty::Boolean, value),
            Taken::Number(Number::F32, _) => converted(Ty::Float, value),
            Taken::Number(Number::F64, _) => converted(Ty::Double, value),
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
                let params = (0..self.results.len()).map(|at| self.outcome(at)).collect();
                let class = record.class_constant();
                Some(Stmt::Return(Some(Expr::New { class, params, args: values })))
            }
        });
        body
    }

    fn put(&self, index: usize) -> Stmt {
        let (value, ty) = (self.arg(index), &self.params[index].ty);
        let (ty, value) = match (&self.taken[index], ty) {
            (Taken::Value(Value::Record { record }), ty)
                if self.names.record(*record).as_ref() == Some(ty) =>
            {
                (Ty::object(), self.to_struct(*record, value))
            }
            (Taken::Pointer(_), _) if self.is_record(index) => (Ty::object(), self.object(index)),
            (Taken::Number(..), Ty::Float) => (Ty::Double, value.cast(Ty::Double)),
            (Taken::Number(..), ty) => (ty.clone(), value),
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
        value.call(&class, "toStruct", vec![bound], structure::any(), vec![field])
    }

    fn outcome(&self, at: usize) -> Ty {
        self.names.outcome(&self.function.plan, at, &self.results[at].1)
    }

    fn result(&self, at: usize, given: &Given) -> Expr {
        let ty = self.outcome(at);
        let index = Expr::Int(at as i32);
        let get = |name: &str, ty: Ty| on_call(name, vec![Ty::Int], ty, vec![index.clone()]);
        let object = get("object", Ty::object());
        match (given, &ty) {
            (Given::Value(Value::Record { .. }), ty) if *ty != structure::any() => {
                structure::of(ty, object)
            }
            (Given::Elements { element: Value::Record { record }, .. }, ty) => {
                match self.names.structure(*record) {
                    Some(class) => self.list(&class, index, ty),
                    None => unboxed(object, ty),
                }
            }
            (Given::Pointer, ty) if *ty != Ty::class(&runtime("Pointer")) => {
                structure::at(ty, object)
            }
            (Given::Number(..), Ty::Int) => get("integer", Ty::Long).cast(Ty::Int),
            (Given::Number(..), Ty::Long) => get("integer", Ty::Long),
            (Given::Number(..), Ty::Boolean) => get("truth", Ty::Boolean),
            (Given::Number(..), Ty::Float) => get("single", Ty::Float),
            (Given::Number(..), Ty::Double) => get("real", Ty::Double),
            _ => unboxed(object, &ty),
        }
    }

    /// A list of structs.
    fn list(&self, class: &Ty, index: Expr, ty: &Ty) -> Expr {
        let class = factory(&class.class_constant());
        let made = Expr::New { class, params: Vec::new(), args: Vec::new() };
        let params = vec![Ty::Int, Ty::class(&runtime("StructFactory"))];
        on_call("structs", params, Ty::object(), vec![index, made]).cast(ty.clone())
    }
}

fn on_call(name: &str, params: Vec<Ty>, returns: Ty, args: Vec<Expr>) -> Expr {
    Expr::local("call").call(&runtime("Invocation"), name, params, returns, args)
}
