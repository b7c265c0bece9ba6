//! Interfaces for host functions. What C gives reaches them through a method of their own, so that no
//! reflection is needed.

use super::super::code::{Access, Call, Class, Doc, Expr, Form, Kind, Method, Param, Stmt, Ty};
use super::doc;
use super::name::{Names, parameters, runtime};
use super::structure;
use crate::value::{self, Given};

const EXCEPTION: &str = "java/lang/Exception";

/// An interface for each type of host functions.
pub(super) fn classes(names: &Names<'_, '_>) -> Vec<Class> {
    let all = 0..names.model.callbacks.len();
    all.filter_map(|at| class(names, at)).collect()
}

/// Whether Java's functions can be called as that type.
pub(super) fn is_possible(names: &Names<'_, '_>, at: usize) -> bool {
    shape(names, at).is_some()
}

/// The arguments with their names, and what comes back.
fn shape(names: &Names<'_, '_>, at: usize) -> Option<(Vec<(String, Given)>, Given)> {
    let of = names.model.callbacks[at].of;
    match of.facts {
        Some(facts) => value::known_callback(names.model.interface, facts),
        None => {
            let (given, back) = value::callback(names.model.interface, of.signature)?;
            let named = given.into_iter().enumerate();
            Some((named.map(|(at, given)| (format!("arg{at}"), given)).collect(), back))
        }
    }
}

fn class(names: &Names<'_, '_>, at: usize) -> Option<Class> {
    let (given, back) = shape(names, at)?;
    let name = names.callback(at);
    let declaration = &names.model.callbacks[at].declaration;
    let called = parameters(given.iter().map(|(name, _)| name.as_str()));
    let params: Vec<Param> = given
        .iter()
        .zip(called)
        .map(|((_, given), name)| Param { name, ty: names.given(given) })
        .collect();
    let returns = names.given(&back);
    let doc = doc::doc(None, "A function of Java's that the library calls.", Some(declaration));
    let methods = vec![call(&params, &returns), apply(names, &name, &params, &returns)];
    Some(Class {
        name,
        doc,
        form: Form::Interface,
        is_public: true,
        interfaces: vec![runtime("HostFunction")],
        fields: Vec::new(),
        methods,
    })
}

/// What the user writes.
fn call(params: &[Param], returns: &Ty) -> Method {
    let mut doc = doc::sentence("The library calls.");
    doc.tags.extend(params.iter().map(|param| format!("@param {0} what C gives", param.name)));
    if *returns != Ty::Void {
        doc.tags.push("@return what C gets".to_owned());
    }
    doc.tags.push("@throws Exception anything: it reaches whoever called the library".to_owned());
    Method {
        name: "call".to_owned(),
        doc,
        access: Access::Public,
        is_static: false,
        is_override: false,
        is_variadic: false,
        params: params.to_vec(),
        returns: returns.clone(),
        throws: vec![EXCEPTION.to_owned()],
        body: None,
    }
}

/// What Sandbridge calls.
fn apply(names: &Names<'_, '_>, class: &str, params: &[Param], returns: &Ty) -> Method {
    let args = params.iter().enumerate().map(|(index, param)| {
        let object = Expr::Index(Box::new(Expr::local("args")), index as i32);
        match names.is_structure(&param.ty) {
            true => structure::of(&param.ty, object),
            false => unboxed(object, &param.ty),
        }
    });
    let call = Expr::Call(Box::new(Call {
        kind: Kind::Interface(Expr::This),
        class: class.to_owned(),
        name: "call".to_owned(),
        params: params.iter().map(|param| param.ty.clone()).collect(),
        returns: returns.clone(),
        args: args.collect(),
    }));
    let body = match returns {
        Ty::Void => vec![Stmt::Do(call), Stmt::Return(Some(Expr::Null))],
        returns => vec![Stmt::Return(Some(boxed(call, returns)))],
    };
    Method {
        name: "apply".to_owned(),
        doc: Doc::default(),
        access: Access::Public,
        is_static: false,
        is_override: true,
        is_variadic: true,
        params: vec![Param { name: "args".to_owned(), ty: Ty::Array(Box::new(Ty::object())) }],
        returns: Ty::object(),
        throws: vec![EXCEPTION.to_owned()],
        body: Some(body),
    }
}

/// An object as a value of that type.
pub(super) fn unboxed(object: Expr, ty: &Ty) -> Expr {
    match ty.boxed() {
        None if *ty == Ty::object() => object,
        None => object.cast(ty.clone()),
        Some((class @ "java/lang/Boolean", method)) => {
            object.cast(Ty::class(class)).call(class, method, Vec::new(), ty.clone(), Vec::new())
        }
        // A number may come in a wider box.
        Some((_, method)) => {
            let class = "java/lang/Number";
            object.cast(Ty::class(class)).call(class, method, Vec::new(), ty.clone(), Vec::new())
        }
    }
}

/// A value of that type as an object.
pub(super) fn boxed(value: Expr, ty: &Ty) -> Expr {
    match ty.boxed() {
        None => value,
        Some((class, _)) => {
            let params = vec![ty.clone()];
            Expr::call_static(class, "valueOf", params, Ty::class(class), vec![value])
        }
    }
}
