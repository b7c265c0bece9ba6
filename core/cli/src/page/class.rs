//! What packages of a library have beside functions: classes with their methods, exceptions, types
//! of host functions.

use sandbridge_bindgen::LANGUAGES;
use sandbridge_bindgen::model::{self, Model};
use sandbridge_interface::Interface;
use sandbridge_interface::plan::{Give, Plan};

use super::Source;
use super::code::{self, Code};
use super::function::Forms;
use super::prose::Prose;
use crate::offer::{Callback, ErrorClass, Function, Offer};

/// A class of objects.
pub(super) struct ClassView {
    pub(super) anchor: String,
    pub(super) name: String,
    /// What the filter looks at.
    pub(super) names: String,
    /// What C calls the object.
    pub(super) declaration: Code,
    /// The class that must outlive it.
    pub(super) parent: Option<Link>,
    /// The function that ends it.
    pub(super) closer: Option<Link>,
    /// The functions that make one.
    pub(super) makers: Vec<Link>,
    pub(super) methods: Vec<MethodView>,
    pub(super) doc: Prose,
}

/// A method of a class.
pub(super) struct MethodView {
    pub(super) name: String,
    /// What it takes and gives, in no language's terms: all behind its name.
    pub(super) rest: String,
    pub(super) forms: Forms,
    /// The function of C.
    pub(super) function: Link,
    pub(super) raises: Option<Link>,
}

/// An exception class.
pub(super) struct ErrorView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) names: String,
    /// Its numbers, each with the constant that names it.
    pub(super) statuses: Vec<(i128, Link)>,
    /// The functions that raise it.
    pub(super) raisers: Vec<Link>,
}

/// A type of host functions.
pub(super) struct CallbackView {
    pub(super) anchor: String,
    pub(super) name: String,
    /// What it is given and gives.
    pub(super) signature: String,
    /// As C declares it.
    pub(super) c_type: String,
}

/// A name, and its place on the page.
pub(super) struct Link {
    pub(super) name: String,
    /// Empty when it has none.
    pub(super) anchor: String,
}

impl Link {
    fn function(offer: &Offer, c_name: &str) -> Self {
        let name = offer.all().find(|one| one.c_name == c_name).map_or(c_name, |one| &one.name);
        Self { name: name.to_owned(), anchor: code::function_anchor(c_name) }
    }

    /// A function by its name in C.
    fn of_c(c_name: &str) -> Self {
        Self { name: c_name.to_owned(), anchor: code::function_anchor(c_name) }
    }

    pub(super) fn class(name: &str) -> Self {
        Self { name: name.to_owned(), anchor: class_anchor(name) }
    }

    pub(super) fn error(name: &str) -> Self {
        Self { name: name.to_owned(), anchor: error_anchor(name) }
    }
}

/// All classes.
pub(super) fn classes(source: &Source<'_>, model: &Model<'_>, offer: &Offer) -> Vec<ClassView> {
    let pairs = offer.classes.iter().zip(&model.handles);
    pairs
        .map(|(class, handle)| {
            let mut names = vec![class.name.as_str(), &class.c_name];
            names.extend(class.methods.iter().flat_map(|one| [one.name.as_str(), &one.c_name]));
            let known = model.methods(handle);
            let methods = class.methods.iter().zip(known);
            ClassView {
                anchor: class_anchor(&class.name),
                names: names.join(" "),
                declaration: source.linker.declare(pointee(source, &class.name), ""),
                parent: class.parent.as_deref().map(Link::class),
                closer: class.closed_by.as_deref().map(Link::of_c),
                makers: class.made_by.iter().map(|maker| Link::function(offer, maker)).collect(),
                methods: methods.map(|(one, known)| method(source.interface, one, known)).collect(),
                doc: source.doc(&handle.spelling, &class.name),
                name: class.name.clone(),
            }
        })
        .collect()
}

/// The type that objects of a class have in C.
fn pointee(source: &Source<'_>, class: &str) -> sandbridge_interface::TypeId {
    let found = source.interface.facts.handles.iter().find(|handle| handle.name == class);
    found.map_or(sandbridge_interface::TypeId(0), |handle| handle.ty)
}

fn method(interface: &Interface, one: &Function, known: &model::Function<'_>) -> MethodView {
    let plan = without_object(&known.plan);
    let signature = one.signature();
    let forms =
        LANGUAGES.iter().map(|language| (language.name, (language.signature)(interface, &plan)));
    MethodView {
        name: one.name.clone(),
        rest: signature.strip_prefix(&one.name).unwrap_or_default().to_owned(),
        forms: forms.collect(),
        function: Link::of_c(&one.c_name),
        raises: one.raises.as_deref().map(Link::error),
    }
}

/// A method's plan as its signature shows it: the object stands before the dot.
fn without_object(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    if let Some(program) = &mut plan.program {
        program.given.retain(|give| !matches!(give, Give::Handle { arg: 0, .. }));
    }
    plan
}

/// All exceptions.
pub(super) fn errors(interface: &Interface, offer: &Offer) -> Vec<ErrorView> {
    offer.errors.iter().map(|error| view(interface, error)).collect()
}

fn view(interface: &Interface, error: &ErrorClass) -> ErrorView {
    let mut names = vec![error.name.as_str()];
    names.extend(error.statuses.iter().map(|status| status.name.as_str()));
    let of_enum = |name: &str| {
        let mut enums = interface.enums.iter();
        let at = enums.position(|of| of.variants.iter().any(|variant| variant.name == name))?;
        Some(code::enum_anchor(interface, at))
    };
    let statuses = error.statuses.iter().map(|status| {
        let constant =
            || interface.constant(&status.name).map(|_| code::constant_anchor(&status.name));
        let anchor = of_enum(&status.name).or_else(constant).unwrap_or_default();
        (status.value, Link { name: status.name.clone(), anchor })
    });
    ErrorView {
        anchor: error_anchor(&error.name),
        names: names.join(" "),
        statuses: statuses.collect(),
        raisers: error.raised_by.iter().map(|raiser| Link::of_c(raiser)).collect(),
        name: error.name.clone(),
    }
}

/// All types of host functions.
pub(super) fn callbacks(offer: &Offer) -> Vec<CallbackView> {
    let one = |callback: &Callback| CallbackView {
        anchor: format!("callback-{}", callback.name),
        signature: callback.signature(),
        name: callback.name.clone(),
        c_type: callback.c_type.clone(),
    };
    offer.callbacks.iter().map(one).collect()
}

fn class_anchor(name: &str) -> String {
    format!("class-{name}")
}

fn error_anchor(name: &str) -> String {
    format!("error-{name}")
}
