//! Constants: fields of the library's class, and a class for each enumeration.

use sandbridge_interface::ConstantValue;

use super::super::code::{Access, CONSTRUCTOR, Class, Doc, Expr, Field, Form, Method, Ty};
use super::super::signature;
use super::doc::doc;
use super::name::Names;

/// A class for each enumeration.
pub(super) fn classes(names: &Names<'_, '_>) -> Vec<Class> {
    let enums = names.model.enums.iter().enumerate();
    let class = |(at, of): (usize, &crate::model::Enumeration<'_>)| Class {
        name: names.enumeration(at),
        doc: doc(of.doc, &format!("The constants of {}.", of.c_name), None),
        form: Form::Class("java/lang/Object".to_owned()),
        is_public: true,
        interfaces: Vec::new(),
        fields: of
            .variants
            .iter()
            .map(|variant| {
                let value = ConstantValue::Integer(variant.variant.value);
                field(variant.name, &variant.variant.name, &value, variant.doc)
            })
            .collect(),
        methods: vec![hidden_constructor()],
    };
    enums.map(class).collect()
}

/// The library's constants that belong to no enumeration.
pub(super) fn fields(names: &Names<'_, '_>) -> Vec<Field> {
    let constants = names.model.constants.iter();
    constants.map(|one| field(one.name, one.c_name, one.value, one.doc)).collect()
}

/// The constructor of a class that has no objects.
pub(super) fn hidden_constructor() -> Method {
    Method {
        name: CONSTRUCTOR.to_owned(),
        doc: Doc::default(),
        access: Access::Private,
        is_static: false,
        is_override: false,
        is_variadic: false,
        params: Vec::new(),
        returns: Ty::Void,
        throws: Vec::new(),
        body: Some(vec![super::super::code::Stmt::Super(
            "java/lang/Object".to_owned(),
            Vec::new(),
            Vec::new(),
        )]),
    }
}

fn field(name: &str, c_name: &str, value: &ConstantValue, comment: Option<&str>) -> Field {
    let (ty, value) = match value {
        ConstantValue::Integer(value) => match i32::try_from(*value) {
            Ok(value) => (Ty::Int, Expr::Int(value)),
            // Java's `long` has the bits of an unsigned one.
            Err(_) => (Ty::Long, Expr::Long(*value as i64)),
        },
        ConstantValue::Float(value) => (Ty::Double, Expr::Double(*value)),
        ConstantValue::Text(bytes) => {
            (Ty::string(), Expr::Text(String::from_utf8_lossy(bytes).into_owned()))
        }
    };
    Field {
        name: signature::name(name),
        ty,
        doc: doc(comment, &format!("The constant {c_name} of C."), None),
        access: Access::Public,
        is_static: true,
        value: Some(value),
    }
}
