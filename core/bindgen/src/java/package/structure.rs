//! Classes for C's structs and unions: what is in place in Java's memory or the library's, with a
//! method to read and one to write each member.

use sandbridge_interface::RecordId;

use super::super::code::{
    Access, CONSTRUCTOR, Class, Doc, Expr, Field, Form, Method, Param, Stmt, Ty,
};
use super::doc::{doc, sentence};
use super::handle::{param, plain};
use super::member;
use super::name::{Names, runtime};
use crate::model::RecordClass;

/// A class for each struct, and what makes those that come in lists.
pub(super) fn classes(names: &Names<'_, '_>) -> Vec<Class> {
    let structs = names.structs().filter_map(|id| class(names, id));
    let listed = super::result::listed(names);
    structs.chain(listed.into_iter().filter_map(|id| factory(names, id))).collect()
}

/// The class of any struct.
pub(super) fn any() -> Ty {
    Ty::class(&runtime("Struct"))
}

fn bound() -> Ty {
    Ty::class(&runtime("BoundRecord"))
}

fn base() -> String {
    runtime("TypedStruct")
}

/// The struct seen through its class: `Point.of(struct)`.
pub(super) fn of(class: &Ty, structure: Expr) -> Expr {
    let name = class.class_constant();
    Expr::call_static(&name, "of", vec![any()], class.clone(), vec![structure.cast(any())])
}

/// What a pointer points to: `Point.at(pointer)`.
pub(super) fn at(class: &Ty, pointer: Expr) -> Expr {
    let (name, ty) = (class.class_constant(), Ty::class(&runtime("Pointer")));
    let pointer = pointer.cast(ty.clone());
    Expr::call_static(&name, "at", vec![ty], class.clone(), vec![pointer])
}

fn class(names: &Names<'_, '_>, id: RecordId) -> Option<Class> {
    let mut inner = names.model.inner.iter();
    let inner = inner.find(|inner| inner.class.id == id);
    let record = names.model.record(id).or(inner.map(|inner| &inner.class))?;
    let ty = names.structure(id)?;
    let name = ty.class_constant();
    let otherwise = match inner {
        None => format!("{} of C.", record.spelling),
        Some(inner) => format!("The type of {}, for which C has no name.", inner.place),
    };
    let mut about = doc(record.doc, &otherwise, None);
    about.text.extend(made(names, id));
    let mut methods = vec![over(record), within()];
    methods.extend([from_struct(&ty), from_pointer(&ty, record)]);
    methods.extend(copies(&ty));
    methods.extend(member::methods(names, record, &ty));
    Some(Class {
        name,
        doc: about,
        form: Form::Class(base()),
        is_public: true,
        interfaces: Vec::new(),
        fields: Vec::new(),
        methods,
    })
}

/// Where its objects come from.
fn made(names: &Names<'_, '_>, id: RecordId) -> Option<String> {
    let [new, alloc] = names.makers(id)?;
    let library = &names.library;
    Some(format!(
        "{{@link {library}#{new}}} makes one on Java's heap, of which C gets a copy for each call; \
         {{@link {library}#{alloc}}} one in the library's memory, which C may keep the address of."
    ))
}

/// The constructor for a struct on its own.
fn over(record: &RecordClass<'_>) -> Method {
    let args = vec![Expr::local("of"), Expr::Text(record.spelling.clone())];
    Method {
        params: vec![param("of", any())],
        body: Some(vec![Stmt::Super(base(), vec![any(), Ty::string()], args)]),
        ..plain(CONSTRUCTOR, Access::Package)
    }
}

/// The constructor for a member of another struct.
fn within() -> Method {
    let params = vec![
        param("outer", Ty::class(&base())),
        param("member", Ty::Int),
        param("offset", Ty::Int),
    ];
    let args = params.iter().map(|param| Expr::local(&param.name)).collect();
    let types = params.iter().map(|param| param.ty.clone()).collect();
    Method {
        params,
        body: Some(vec![Stmt::Super(base(), types, args)]),
        ..plain(CONSTRUCTOR, Access::Package)
    }
}

fn from_struct(class: &Ty) -> Method {
    let made = Expr::New {
        class: class.class_constant(),
        params: vec![any()],
        args: vec![Expr::local("struct")],
    };
    let mut doc = sentence("The same struct in this class.");
    doc.tags = vec![
        "@param struct a struct of that type in C, or null".to_owned(),
        "@return the same bytes, or null".to_owned(),
    ];
    seen("of", doc, param("struct", any()), class, made)
}

fn from_pointer(class: &Ty, record: &RecordClass<'_>) -> Method {
    let pointer = Ty::class(&runtime("Pointer"));
    let behind = Expr::call_static(
        &base(),
        "behind",
        vec![pointer.clone(), Ty::string()],
        any(),
        vec![Expr::local("pointer"), Expr::Text(record.spelling.clone())],
    );
    let (name, params) = (class.class_constant(), vec![any()]);
    let made = Expr::New { class: name, params, args: vec![behind] };
    let mut doc = sentence("The struct that a pointer points to, in place.");
    doc.tags = vec![
        "@param pointer a pointer to that type in C, or null".to_owned(),
        "@return what is there, or null".to_owned(),
    ];
    seen("at", doc, param("pointer", pointer), class, made)
}

/// A copy in this class, and the same for those who know it as any struct.
fn copies(class: &Ty) -> [Method; 2] {
    let name = class.class_constant();
    let copied = Expr::This.call(&base(), "copied", Vec::new(), any(), Vec::new());
    let made = Expr::New { class: name.clone(), params: vec![any()], args: vec![copied] };
    let copy = |returns: &Ty, access: Access, value: Expr| Method {
        is_override: true,
        returns: returns.clone(),
        body: Some(vec![Stmt::Return(Some(value))]),
        ..plain("copy", access)
    };
    let own = Expr::This.call(&name, "copy", Vec::new(), class.clone(), Vec::new());
    [copy(class, Access::Public, made), copy(&any(), Access::Bridge, own)]
}

/// A static method that gives null for null.
fn seen(name: &str, doc: Doc, given: Param, class: &Ty, made: Expr) -> Method {
    let body = vec![Stmt::UnlessNull(given.name.clone()), Stmt::Return(Some(made))];
    Method {
        doc,
        is_static: true,
        params: vec![given],
        returns: class.clone(),
        body: Some(body),
        ..plain(name, Access::Public)
    }
}

/// What makes the structs of a list.
fn factory(names: &Names<'_, '_>, id: RecordId) -> Option<Class> {
    let class = names.structure(id)?;
    let name = super::handle::factory(&class.class_constant());
    let made = Expr::New {
        class: class.class_constant(),
        params: vec![any()],
        args: vec![Expr::local("of")],
    };
    let constructor = Method {
        body: Some(vec![Stmt::Super("java/lang/Object".to_owned(), Vec::new(), Vec::new())]),
        ..plain(CONSTRUCTOR, Access::Package)
    };
    let make = Method {
        is_override: true,
        params: vec![param("of", any())],
        returns: any(),
        body: Some(vec![Stmt::Return(Some(made))]),
        ..plain("make", Access::Public)
    };
    Some(Class {
        name,
        doc: sentence("Makes the structs of that class."),
        form: Form::Class("java/lang/Object".to_owned()),
        is_public: false,
        interfaces: vec![runtime("StructFactory")],
        fields: Vec::new(),
        methods: vec![constructor, make],
    })
}

/// The field of the library's class for a struct's type.
pub(super) fn field(names: &Names<'_, '_>, id: RecordId) -> Option<Field> {
    let name = names.record_field(id)?.to_owned();
    let (ty, access) = (bound(), Access::Package);
    Some(Field { name, ty, doc: Doc::default(), access, is_static: false, value: None })
}

/// The methods of the library's class that make one.
pub(super) fn makers(names: &Names<'_, '_>, id: RecordId) -> Vec<Method> {
    let (Some(class), Some(record), Some(field), Some([new, alloc])) =
        (names.structure(id), names.model.record(id), names.record_field(id), names.makers(id))
    else {
        return Vec::new();
    };
    let made = |method: &str| {
        let of = Expr::field(&names.library(), field, bound());
        let made = of.call(&runtime("BoundRecord"), method, Vec::new(), any(), Vec::new());
        let (class, params) = (class.class_constant(), vec![any()]);
        vec![Stmt::Return(Some(Expr::New { class, params, args: vec![made] }))]
    };
    let maker = |name: &str, text: String, returns: &str, method: &str| {
        let mut doc = sentence(&text);
        doc.tags.push(format!("@return {returns}"));
        Method {
            doc,
            returns: class.clone(),
            body: Some(made(method)),
            ..plain(name, Access::Public)
        }
    };
    let spelling = &record.spelling;
    let new = new.trim_end_matches("()");
    let alloc = alloc.trim_end_matches("()");
    vec![
        maker(
            new,
            format!("A {{@code {spelling}}} on Java's heap, all zero."),
            "the struct, of which C gets a copy for each call",
            "create",
        ),
        maker(
            alloc,
            format!("A {{@code {spelling}}} in the library's memory, all zero."),
            "the struct, freed by its {@code close} or after it was collected",
            "alloc",
        ),
    ]
}
