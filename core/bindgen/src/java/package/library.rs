//! The class of the library itself: loading it, its functions and its constants.

use super::super::code::{Access, CONSTRUCTOR, Class, Doc, Expr, Field, Form, Method, Stmt, Ty};
use super::constant::{fields, hidden_constructor};
use super::doc::{escaped, sentence};
use super::function::{self, Place};
use super::handle::{factory, param, plain, private};
use super::name::{Names, runtime};
use super::structure;
use crate::model::Function;

const OBJECT: &str = "java/lang/Object";

/// The library's class, and what holds the one that all share.
pub(super) fn classes(names: &Names<'_, '_>) -> Vec<Class> {
    vec![library(names), shared(names)]
}

fn library_type() -> Ty {
    Ty::class(&runtime("Library"))
}

fn functions<'n>(
    names: &'n Names<'_, '_>,
) -> impl Iterator<Item = (usize, &'n Function<'n>)> + use<'n> {
    names.model.functions.iter().enumerate().filter(|(_, function)| !function.is_skipped)
}

fn library(names: &Names<'_, '_>) -> Class {
    let name = names.library();
    let mut members: Vec<Field> = fields(names);
    members.push(private("library", library_type()));
    members.extend(names.structs().filter_map(|id| structure::field(names, id)));
    members.extend(functions(names).map(|(_, function)| bound_field(names, function)));
    let mut methods = vec![constructor(names), load(names), load_with(names), get_shared(names)];
    methods.extend([own_library(&name), close(&name)]);
    methods.extend(names.structs().flat_map(|id| structure::makers(names, id)));
    let place = Place { library: Expr::This, is_handle: false };
    for (at, _) in functions(names).filter(|(_, function)| function.method_of().is_none()) {
        methods.extend(function::methods(names, at, &place));
    }
    let package = names.model.package;
    let mut doc = Doc::default();
    if !package.description.is_empty() {
        doc.text.push(escaped(&package.description));
    }
    doc.text.push(
        "Any thread may use it; one call runs at a time. Load it once for each thread that is to run \
         beside others."
            .to_owned(),
    );
    Class {
        doc,
        form: Form::Class(OBJECT.to_owned()),
        is_public: true,
        interfaces: vec!["java/lang/AutoCloseable".to_owned()],
        fields: members,
        methods,
        name,
    }
}

/// What a field of the library's class for a function is called with.
fn bound_field(names: &Names<'_, '_>, function: &Function<'_>) -> Field {
    Field {
        name: names.bound(function),
        ty: Ty::class(&runtime("Bound")),
        doc: Doc::default(),
        access: Access::Package,
        is_static: false,
        value: None,
    }
}

fn constructor(names: &Names<'_, '_>) -> Method {
    let name = names.library();
    let library = || Expr::local("library");
    let bound = Ty::class(&runtime("Bound"));
    let mut body = vec![
        Stmt::Super(OBJECT.to_owned(), Vec::new(), Vec::new()),
        Stmt::Set(name.clone(), "library".to_owned(), library_type(), library()),
    ];
    body.extend(functions(names).map(|(_, function)| {
        let made = Expr::New {
            class: runtime("Bound"),
            params: vec![library_type(), Ty::string()],
            args: vec![library(), Expr::Text(function.c_name.to_owned())],
        };
        Stmt::Set(name.clone(), names.bound(function), bound.clone(), made)
    }));
    for id in names.structs() {
        let (Some(field), Some(class)) = (structure::field(names, id), names.model.record(id))
        else {
            continue;
        };
        let made = Expr::New {
            class: runtime("BoundRecord"),
            params: vec![library_type(), Ty::string()],
            args: vec![library(), Expr::Text(class.c_name.to_owned())],
        };
        body.push(Stmt::Set(name.clone(), field.name, field.ty, made));
    }
    let tell = |method: &str, of: &str, kind: &str, made: Expr| {
        let params = vec![Ty::string(), Ty::class(&runtime(of))];
        let args = vec![Expr::Text(kind.to_owned()), made];
        Stmt::Do(library().call(&runtime("Library"), method, params, Ty::Void, args))
    };
    for (kind, handle) in names.model.handles.iter().enumerate() {
        let made = Expr::New {
            class: factory(&names.handle(kind as u32)),
            params: vec![Ty::class(&name)],
            args: vec![Expr::This],
        };
        body.push(tell("handleFactory", "HandleFactory", handle.name, made));
    }
    for (at, error) in names.model.errors.iter().enumerate() {
        let class = factory(&names.error(at));
        let made = Expr::New { class, params: Vec::new(), args: Vec::new() };
        body.push(tell("errorFactory", "ErrorFactory", error.name, made));
    }
    Method {
        params: vec![param("library", library_type())],
        body: Some(body),
        ..plain(CONSTRUCTOR, Access::Private)
    }
}

fn load(names: &Names<'_, '_>) -> Method {
    let name = names.library();
    let options = Ty::class(&runtime("Options"));
    let made = Expr::New { class: runtime("Options"), params: Vec::new(), args: Vec::new() };
    let call = Expr::call_static(&name, "load", vec![options], Ty::class(&name), vec![made]);
    let mut doc = sentence("Loads a library of one's own, which may do nothing beyond computing.");
    doc.tags.push("@return the library".to_owned());
    Method {
        doc,
        is_static: true,
        returns: Ty::class(&name),
        body: Some(vec![Stmt::Return(Some(call))]),
        ..plain("load", Access::Public)
    }
}

fn load_with(names: &Names<'_, '_>) -> Method {
    let name = names.library();
    let options = Ty::class(&runtime("Options"));
    let class = Ty::class("java/lang/Class");
    let resource = Expr::Text(format!("{}.wasm", names.model.interface.name));
    let loaded = Expr::call_static(
        &runtime("Sandbridge"),
        "load",
        vec![class, Ty::string(), options.clone()],
        library_type(),
        vec![Expr::ClassOf(name.clone()), resource, Expr::local("options")],
    );
    let made = Expr::New { class: name.clone(), params: vec![library_type()], args: vec![loaded] };
    let mut doc = sentence("Loads a library of one's own.");
    doc.tags.push("@param options what it may do".to_owned());
    doc.tags.push("@return the library".to_owned());
    Method {
        doc,
        is_static: true,
        params: vec![param("options", options)],
        returns: Ty::class(&name),
        body: Some(vec![Stmt::Return(Some(made))]),
        ..plain("load", Access::Public)
    }
}

fn get_shared(names: &Names<'_, '_>) -> Method {
    let name = names.library();
    let field = Expr::Field {
        of: None,
        class: format!("{name}Shared"),
        name: "INSTANCE".to_owned(),
        ty: Ty::class(&name),
    };
    let mut doc =
        sentence("The library that the whole program shares, loaded when first asked for.");
    doc.tags.push("@return always the same".to_owned());
    Method {
        doc,
        is_static: true,
        returns: Ty::class(&name),
        body: Some(vec![Stmt::Return(Some(field))]),
        ..plain("shared", Access::Public)
    }
}

fn own_library(name: &str) -> Method {
    let mut doc = sentence("The library as Sandbridge has it: its C layer, memory, types.");
    doc.tags.push("@return the library".to_owned());
    Method {
        doc,
        returns: library_type(),
        body: Some(vec![Stmt::Return(Some(Expr::field(name, "library", library_type())))]),
        ..plain("library", Access::Public)
    }
}

fn close(name: &str) -> Method {
    let library = Expr::field(name, "library", library_type());
    let call = library.call(&runtime("Library"), "close", Vec::new(), Ty::Void, Vec::new());
    Method {
        doc: sentence("Gives its memory back. Further use is an error, closing again is not."),
        is_override: true,
        body: Some(vec![Stmt::Do(call)]),
        ..plain("close", Access::Public)
    }
}

/// Java loads the class, and with it the library, when it is first used.
fn shared(names: &Names<'_, '_>) -> Class {
    let name = names.library();
    let ty = Ty::class(&name);
    let value = Expr::call_static(&name, "load", Vec::new(), ty.clone(), Vec::new());
    let instance = Field {
        name: "INSTANCE".to_owned(),
        ty,
        doc: Doc::default(),
        access: Access::Package,
        is_static: true,
        value: Some(value),
    };
    Class {
        name: format!("{name}Shared"),
        doc: sentence("Holds the library that the whole program shares."),
        form: Form::Class(OBJECT.to_owned()),
        is_public: false,
        interfaces: Vec::new(),
        fields: vec![instance],
        methods: vec![hidden_constructor()],
    }
}
