//! Classes for handles and for the library's own failures, and what makes their objects.

use super::super::code::{
    Access, CONSTRUCTOR, Class, Doc, Expr, Field, Form, Method, Param, Stmt, Ty,
};
use super::doc::{doc, sentence};
use super::function::{self, Place};
use super::name::{Names, library_field, runtime};

/// A class for each kind of handle and each failure, with its factory.
pub(super) fn classes(names: &Names<'_, '_>) -> Vec<Class> {
    let mut classes = Vec::new();
    for kind in 0..names.model.handles.len() as u32 {
        classes.extend([handle(names, kind), handle_factory(names, kind)]);
    }
    for at in 0..names.model.errors.len() {
        classes.extend([error(names, at), error_factory(names, at)]);
    }
    classes
}

/// The factory of a class.
pub(super) fn factory(class: &str) -> String {
    format!("{class}Factory")
}

fn origin() -> Ty {
    Ty::class(&runtime("HandleOrigin"))
}

fn handle(names: &Names<'_, '_>, kind: u32) -> Class {
    let handle = &names.model.handles[kind as usize];
    let (name, library) = (names.handle(kind), Ty::class(&names.library()));
    let field = library_field(names);
    let constructor = Method {
        params: vec![param(&field, library.clone()), param("origin", origin())],
        body: Some(vec![
            Stmt::Super(runtime("Handle"), vec![origin()], vec![Expr::local("origin")]),
            Stmt::Set(name.clone(), field.clone(), library.clone(), Expr::local(&field)),
        ]),
        ..plain(CONSTRUCTOR, Access::Package)
    };
    let place = Place { library: Expr::field(&name, &field, library.clone()), is_handle: true };
    let methods = handle.methods.iter().flat_map(|&at| function::methods(names, at, &place));
    let otherwise = format!("An object of the library: {} in C.", handle.spelling);
    Class {
        doc: doc(handle.doc, &otherwise, None),
        form: Form::Class(runtime("Handle")),
        is_public: true,
        interfaces: Vec::new(),
        fields: vec![private(&field, library)],
        methods: std::iter::once(constructor).chain(methods).collect(),
        name,
    }
}

fn handle_factory(names: &Names<'_, '_>, kind: u32) -> Class {
    let class = names.handle(kind);
    let (name, library) = (factory(&class), Ty::class(&names.library()));
    let field = library_field(names);
    let made = Expr::New {
        class,
        params: vec![library.clone(), origin()],
        args: vec![Expr::field(&name, &field, library.clone()), Expr::local("origin")],
    };
    let constructor = Method {
        params: vec![param(&field, library.clone())],
        body: Some(vec![
            Stmt::Super("java/lang/Object".to_owned(), Vec::new(), Vec::new()),
            Stmt::Set(name.clone(), field.clone(), library.clone(), Expr::local(&field)),
        ]),
        ..plain(CONSTRUCTOR, Access::Package)
    };
    let make = Method {
        is_override: true,
        params: vec![param("origin", origin())],
        returns: Ty::class(&runtime("Handle")),
        body: Some(vec![Stmt::Return(Some(made))]),
        ..plain("make", Access::Public)
    };
    Class {
        name,
        doc: sentence("Makes the handles of that class."),
        form: Form::Class("java/lang/Object".to_owned()),
        is_public: false,
        interfaces: vec![runtime("HandleFactory")],
        fields: vec![private(&field, library)],
        methods: vec![constructor, make],
    }
}

fn failure() -> Ty {
    Ty::class(&runtime("error/LibraryException"))
}

fn error(names: &Names<'_, '_>, at: usize) -> Class {
    let base = runtime("error/LibraryException");
    let serial = Field {
        is_static: true,
        value: Some(Expr::Long(1)),
        ..private("serialVersionUID", Ty::Long)
    };
    let constructor = Method {
        params: vec![param("failure", failure())],
        body: Some(vec![Stmt::Super(base.clone(), vec![failure()], vec![Expr::local("failure")])]),
        ..plain(CONSTRUCTOR, Access::Package)
    };
    Class {
        name: names.error(at),
        doc: sentence("A failure that the library reports: its message, its number, its constant."),
        form: Form::Class(base),
        is_public: true,
        interfaces: Vec::new(),
        fields: vec![serial],
        methods: vec![constructor],
    }
}

fn error_factory(names: &Names<'_, '_>, at: usize) -> Class {
    let class = names.error(at);
    let name = factory(&class);
    let (params, args) = (vec![failure()], vec![Expr::local("failure")]);
    let make = Method {
        is_override: true,
        params: vec![param("failure", failure())],
        returns: failure(),
        body: Some(vec![Stmt::Return(Some(Expr::New { class, params, args }))]),
        ..plain("make", Access::Public)
    };
    let constructor = Method {
        body: Some(vec![Stmt::Super("java/lang/Object".to_owned(), Vec::new(), Vec::new())]),
        ..plain(CONSTRUCTOR, Access::Package)
    };
    Class {
        name,
        doc: sentence("Makes the exceptions of that class."),
        form: Form::Class("java/lang/Object".to_owned()),
        is_public: false,
        interfaces: vec![runtime("ErrorFactory")],
        fields: Vec::new(),
        methods: vec![constructor, make],
    }
}

/// A method that returns nothing and takes nothing, to be filled in.
pub(super) fn plain(name: &str, access: Access) -> Method {
    Method {
        name: name.to_owned(),
        doc: Doc::default(),
        access,
        is_static: false,
        is_override: false,
        is_variadic: false,
        params: Vec::new(),
        returns: Ty::Void,
        throws: Vec::new(),
        body: None,
    }
}

pub(super) fn param(name: &str, ty: Ty) -> Param {
    Param { name: name.to_owned(), ty }
}

pub(super) fn private(name: &str, ty: Ty) -> Field {
    let (name, doc, access) = (name.to_owned(), Doc::default(), Access::Private);
    Field { name, ty, doc, access, is_static: false, value: None }
}
