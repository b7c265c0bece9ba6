//! What packages of a library have, in no language's terms: classes with their methods, functions
//! with what they take and give, exceptions, host functions.

mod spelling;

use sandbridge_bindgen::model::{self, Model};
use sandbridge_interface::facts::Omitted;
use sandbridge_interface::{Interface, TypeId, spell};
use serde::Serialize;

/// All of it; the C layer aside.
#[derive(Debug, Serialize)]
pub(crate) struct Offer {
    /// Classes of objects.
    pub(crate) classes: Vec<Class>,
    /// Functions that are nobody's methods.
    pub(crate) functions: Vec<Function>,
    /// Exceptions.
    pub(crate) errors: Vec<ErrorClass>,
    /// Types of host functions.
    pub(crate) callbacks: Vec<Callback>,
    /// Functions that only the C layer has.
    pub(crate) only_in_c: Vec<String>,
}

/// A class of objects that the library makes.
#[derive(Debug, Serialize)]
pub(crate) struct Class {
    pub(crate) name: String,
    /// What C calls the object.
    pub(crate) c_name: String,
    /// The class that must outlive it.
    pub(crate) parent: Option<String>,
    /// The function that ends it; without, C lends such objects.
    pub(crate) closed_by: Option<String>,
    /// The functions that make one.
    pub(crate) made_by: Vec<String>,
    pub(crate) methods: Vec<Function>,
}

/// A function or a method.
#[derive(Debug, Serialize)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) c_name: String,
    /// Its position in the interface.
    #[serde(skip)]
    pub(crate) position: usize,
    /// In order; the object of a method aside.
    pub(crate) takes: Vec<Taken>,
    /// Nothing, one result, or several by name.
    pub(crate) gives: Vec<Given>,
    /// Whether more arguments may follow.
    pub(crate) is_variadic: bool,
    /// The exception when the library says that it failed.
    pub(crate) raises: Option<String>,
}

/// A parameter.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) ty: String,
    /// What stands for it when it is left out: `null` or a number.
    pub(crate) default: Option<String>,
}

/// A result, or what a host function is given.
#[derive(Debug, Serialize)]
pub(crate) struct Given {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) ty: String,
}

/// An exception class of the library's own.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorClass {
    pub(crate) name: String,
    /// The numbers that it carries, by the constants that name them.
    pub(crate) statuses: Vec<Status>,
    /// The C names of the functions that raise it.
    pub(crate) raised_by: Vec<String>,
}

/// A number that an exception carries.
#[derive(Debug, Serialize)]
pub(crate) struct Status {
    pub(crate) value: i128,
    pub(crate) name: String,
}

/// A type of host functions.
#[derive(Debug, Serialize)]
pub(crate) struct Callback {
    pub(crate) name: String,
    /// As C declares it.
    pub(crate) c_type: String,
    pub(crate) takes: Vec<Given>,
    pub(crate) gives: Option<String>,
}

impl Offer {
    /// What packages of this library have.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let it = model.interface;
        let at = |position: &usize| model.functions.get(*position);
        let c_name = |function: &model::Function<'_>| function.c_name.to_owned();
        let class = |(kind, handle): (usize, &model::Handle<'_>)| Class {
            name: handle.name.to_owned(),
            c_name: type_name(it, it.facts.handles[kind].ty),
            parent: handle.parent.and_then(|parent| name_of(it, parent)),
            closed_by: it.facts.handles[kind]
                .closer
                .and_then(|closer| it.functions.get(closer as usize))
                .map(|closer| closer.name.clone()),
            made_by: handle.makers.iter().filter_map(at).map(c_name).collect(),
            methods: model.methods(handle).map(|method| function(it, method)).collect(),
        };
        Self {
            classes: model.handles.iter().enumerate().map(class).collect(),
            functions: model.free_functions().map(|one| function(it, one)).collect(),
            errors: model.errors.iter().map(|error| error_class(model, error)).collect(),
            callbacks: model.callbacks.iter().filter_map(|one| callback(it, one)).collect(),
            only_in_c: model.functions.iter().filter(|f| f.is_skipped).map(c_name).collect(),
        }
    }

    /// All functions and methods.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Function> {
        self.classes.iter().flat_map(|class| &class.methods).chain(&self.functions)
    }
}

impl Function {
    /// In one line: `compress2(source: bytes, level: int = -1) -> bytes`.
    pub(crate) fn signature(&self) -> String {
        let mut takes: Vec<String> = self.takes.iter().map(Taken::text).collect();
        takes.extend(self.is_variadic.then(|| "...".to_owned()));
        let gives = match self.gives.as_slice() {
            [] => String::new(),
            [one] => format!(" -> {}", one.ty),
            several => format!(" -> ({})", listed(several)),
        };
        format!("{}({}){gives}", self.name, takes.join(", "))
    }
}

impl Taken {
    fn text(&self) -> String {
        let default = self.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
        format!("{}: {}{default}", self.name, self.ty)
    }
}

impl Callback {
    /// In one line: `(values: list of text) -> int`.
    pub(crate) fn signature(&self) -> String {
        let gives = self.gives.as_ref().map(|gives| format!(" -> {gives}")).unwrap_or_default();
        format!("({}){gives}", listed(&self.takes))
    }
}

fn listed(given: &[Given]) -> String {
    let one = |Given { name, ty }: &Given| match name.as_str() {
        "" => ty.clone(),
        name => format!("{name}: {ty}"),
    };
    given.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn function(interface: &Interface, function: &model::Function<'_>) -> Function {
    let own = usize::from(function.method_of().is_some());
    let args = function.plan.args.iter().zip(0u32..);
    let takes = args.skip(own).map(|(arg, at)| Taken {
        name: arg.name.clone(),
        ty: spelling::taken(interface, &function.plan, at),
        default: arg.omitted.map(|omitted| match omitted {
            Omitted::Null => "null".to_owned(),
            Omitted::Number(number) => number.to_string(),
        }),
    });
    let rule = function.rule().and_then(|rule| interface.facts.rules.get(rule as usize));
    Function {
        name: function.name.to_owned(),
        c_name: function.c_name.to_owned(),
        position: function.position,
        takes: takes.collect(),
        gives: spelling::given(interface, function.position, &function.plan),
        is_variadic: function.plan.is_variadic,
        raises: rule.map(|rule| rule.class.clone()),
    }
}

fn error_class(model: &Model<'_>, error: &model::ErrorClass<'_>) -> ErrorClass {
    let rules = &model.interface.facts.rules;
    let raises = |function: &&model::Function<'_>| {
        let rule = function.rule().and_then(|rule| rules.get(rule as usize));
        !function.is_skipped && rule.is_some_and(|rule| rule.class == error.name)
    };
    let statuses = error.statuses.iter();
    ErrorClass {
        name: error.name.to_owned(),
        statuses: statuses
            .map(|(value, name)| Status { value: *value, name: (*name).to_owned() })
            .collect(),
        raised_by: model
            .functions
            .iter()
            .filter(raises)
            .map(|function| function.c_name.to_owned())
            .collect(),
    }
}

/// `None` for what no host function can be.
fn callback(interface: &Interface, callback: &model::Callback) -> Option<Callback> {
    let (takes, gives) = spelling::host_function(interface, callback.of)?;
    Some(Callback {
        name: callback.name.clone(),
        c_type: spell::function_pointer(interface, callback.of.signature),
        takes,
        gives,
    })
}

/// What C calls a type: its `typedef` name, or how it is spelled.
fn type_name(interface: &Interface, ty: TypeId) -> String {
    let wanted = interface.resolved(ty);
    let mut named = interface.type_names.iter();
    let typedef = named.find(|named| interface.resolved(named.ty) == wanted);
    typedef.map_or_else(|| spell::type_name(interface, ty), |typedef| typedef.name.clone())
}

/// The class of a kind of handles.
fn name_of(interface: &Interface, kind: u32) -> Option<String> {
    interface.facts.handles.get(kind as usize).map(|handle| handle.name.clone())
}
