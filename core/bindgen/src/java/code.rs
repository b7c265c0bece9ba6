//! A small form of Java code from which both source text and class files are made, so that the two
//! cannot differ: classes, interfaces and records whose methods are straight lines, at most with a
//! test for null in front.
//!
//! So class files need no more than one stack map in a method, and whoever installs a package needs
//! no compiler.

mod classfile;
mod constant;
mod import;
mod instruction;
mod source;
mod ty;

pub(crate) use classfile::class_file;
pub(crate) use source::source;
pub(crate) use ty::Ty;

/// A class, an interface or a record.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    /// Its name in a class file: `org/example/Zlib`.
    pub(crate) name: String,
    /// Its Javadoc.
    pub(crate) doc: Doc,
    /// What it is.
    pub(crate) form: Form,
    /// Whether other packages see it.
    pub(crate) is_public: bool,
    /// The interfaces that it implements or extends.
    pub(crate) interfaces: Vec<String>,
    /// Its fields; those of a record are its components.
    pub(crate) fields: Vec<Field>,
    /// Its methods and constructors; what records have of themselves is left out.
    pub(crate) methods: Vec<Method>,
}

/// What a class is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// A final class that extends this one.
    Class(String),
    /// An interface with one abstract method.
    Interface,
    /// A record.
    Record,
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) doc: Doc,
    pub(crate) access: Access,
    pub(crate) is_static: bool,
    /// What a constant, which is static, is set to. Literals are put where they are used.
    pub(crate) value: Option<Expr>,
}

/// Who may use something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Public,
    Package,
    Private,
    /// Public, and only in class files: a method with the type of result that the overridden one has.
    Bridge,
}

/// A method, or a constructor where its name is [`CONSTRUCTOR`].
#[derive(Debug, Clone)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) doc: Doc,
    pub(crate) access: Access,
    pub(crate) is_static: bool,
    /// Whether it stands for one of a superclass or interface.
    pub(crate) is_override: bool,
    /// Whether its last parameter takes any number of arguments.
    pub(crate) is_variadic: bool,
    pub(crate) params: Vec<Param>,
    pub(crate) returns: Ty,
    /// Classes of checked exceptions.
    pub(crate) throws: Vec<String>,
    /// None for an abstract method.
    pub(crate) body: Option<Vec<Stmt>>,
}

/// What class files call constructors.
pub(crate) const CONSTRUCTOR: &str = "<init>";

/// A parameter.
#[derive(Debug, Clone)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) ty: Ty,
}

/// Javadoc: text that is HTML already, then tags such as `@param level 0 to 9`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Doc {
    pub(crate) text: Vec<String>,
    pub(crate) tags: Vec<String>,
}

/// A step of a method.
#[derive(Debug, Clone)]
pub(crate) enum Stmt {
    /// `Type name = value;`
    Let(String, Ty, Expr),
    /// An expression whose value nobody needs.
    Do(Expr),
    /// `this.field = value;` of a class.
    Set(String, String, Ty, Expr),
    /// `super(args);` of that class, with the types of its parameters.
    Super(String, Vec<Ty>, Vec<Expr>),
    /// `if (name == null) { return null; }` of the first parameter, at the start of a static method.
    UnlessNull(String),
    /// `return;` or `return value;`
    Return(Option<Expr>),
}

/// A value.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    This,
    /// A parameter, or what [`Stmt::Let`] made.
    Local(String),
    Null,
    Boolean(bool),
    Int(i32),
    Long(i64),
    Double(f64),
    Text(String),
    /// `Type.class`
    ClassOf(String),
    /// A field: of an object, or static.
    Field {
        of: Option<Box<Expr>>,
        class: String,
        name: String,
        ty: Ty,
    },
    Call(Box<Call>),
    /// `new Type(args)`
    New {
        class: String,
        params: Vec<Ty>,
        args: Vec<Expr>,
    },
    /// `(Type) value`: of references, and between numbers.
    Cast(Ty, Box<Expr>),
    /// `array[index]` of objects.
    Index(Box<Expr>, i32),
}

/// A call of a method.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) kind: Kind,
    pub(crate) class: String,
    pub(crate) name: String,
    /// As the method declares them.
    pub(crate) params: Vec<Ty>,
    pub(crate) returns: Ty,
    pub(crate) args: Vec<Expr>,
}

/// How a method is found.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Static,
    Virtual(Expr),
    Interface(Expr),
}

impl Expr {
    /// A field of this object.
    pub(crate) fn field(class: &str, name: &str, ty: Ty) -> Self {
        let (class, name) = (class.to_owned(), name.to_owned());
        Self::Field { of: Some(Box::new(Self::This)), class, name, ty }
    }

    /// A call of a method of an object.
    pub(crate) fn call(
        self,
        class: &str,
        name: &str,
        params: Vec<Ty>,
        returns: Ty,
        args: Vec<Self>,
    ) -> Self {
        let (class, name, kind) = (class.to_owned(), name.to_owned(), Kind::Virtual(self));
        Self::Call(Box::new(Call { kind, class, name, params, returns, args }))
    }

    /// A call of a static method.
    pub(crate) fn call_static(
        class: &str,
        name: &str,
        params: Vec<Ty>,
        returns: Ty,
        args: Vec<Self>,
    ) -> Self {
        let (class, name, kind) = (class.to_owned(), name.to_owned(), Kind::Static);
        Self::Call(Box::new(Call { kind, class, name, params, returns, args }))
    }

    pub(crate) fn local(name: &str) -> Self {
        Self::Local(name.to_owned())
    }

    pub(crate) fn cast(self, ty: Ty) -> Self {
        Self::Cast(ty, Box::new(self))
    }

    /// Whether a cast in it is one that Java cannot check.
    pub(crate) fn is_unchecked(&self) -> bool {
        match self {
            Self::Cast(ty, value) => ty.is_generic() || value.is_unchecked(),
            Self::Field { of: Some(of), .. } => of.is_unchecked(),
            Self::Call(call) => {
                let of = match &call.kind {
                    Kind::Virtual(of) | Kind::Interface(of) => of.is_unchecked(),
                    Kind::Static => false,
                };
                of || call.args.iter().any(Self::is_unchecked)
            }
            Self::New { args, .. } => args.iter().any(Self::is_unchecked),
            Self::Index(array, _) => array.is_unchecked(),
            Self::This
            | Self::Local(_)
            | Self::Null
            | Self::Boolean(_)
            | Self::Int(_)
            | Self::Long(_)
            | Self::Double(_)
            | Self::Text(_)
            | Self::ClassOf(_)
            | Self::Field { of: None, .. } => false,
        }
    }
}

impl Method {
    /// Whether something in it is a cast that Java cannot check.
    pub(crate) fn is_unchecked(&self) -> bool {
        self.body.iter().flatten().any(|stmt| match stmt {
            Stmt::Let(_, _, value) | Stmt::Do(value) | Stmt::Set(_, _, _, value) => {
                value.is_unchecked()
            }
            Stmt::Super(_, _, args) => args.iter().any(Expr::is_unchecked),
            Stmt::UnlessNull(_) => false,
            Stmt::Return(value) => value.as_ref().is_some_and(Expr::is_unchecked),
        })
    }
}

impl Class {
    /// `Zlib` of `org/example/Zlib`.
    pub(crate) fn simple_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// `org/example` of `org/example/Zlib`.
    pub(crate) fn package(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(package, _)| package)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// `final class Point { private final int x; … }` with a method that uses what there is.
    fn point() -> Class {
        let name = "org/example/Point";
        let method = |name: &str, params: Vec<Param>, returns: Ty, body: Vec<Stmt>| Method {
            name: name.to_owned(),
            doc: Doc::default(),
            access: Access::Public,
            is_static: false,
            is_override: false,
            is_variadic: false,
            params,
            returns,
            throws: Vec::new(),
            body: Some(body),
        };
        let list = Ty::Class("java/util/List".to_owned(), vec![Ty::string()]);
        let x = Param { name: "x".to_owned(), ty: Ty::Int };
        let any = Param { name: "any".to_owned(), ty: Ty::object() };
        Class {
            name: name.to_owned(),
            doc: Doc { text: vec!["A point.".to_owned()], tags: Vec::new() },
            form: Form::Class("java/lang/Object".to_owned()),
            is_public: true,
            interfaces: Vec::new(),
            fields: vec![Field {
                name: "x".to_owned(),
                ty: Ty::Int,
                doc: Doc::default(),
                access: Access::Private,
                is_static: false,
                value: None,
            }],
            methods: vec![
                method(
                    CONSTRUCTOR,
                    vec![x],
                    Ty::Void,
                    vec![
                        Stmt::Super("java/lang/Object".to_owned(), Vec::new(), Vec::new()),
                        Stmt::Set(name.to_owned(), "x".to_owned(), Ty::Int, Expr::local("x")),
                    ],
                ),
                method(
                    "names",
                    vec![any],
                    list.clone(),
                    vec![Stmt::Return(Some(Expr::local("any").cast(list)))],
                ),
            ],
        }
    }

    #[test]
    fn source_imports_what_it_names_and_says_what_is_unchecked() {
        let expected = "\
// Note.
package org.example;

import java.util.List;

/**
 * A point.
 */
public final class Point {
    private final int x;

    public Point(int x) {
        this.x = x;
    }

    @SuppressWarnings(\"unchecked\")
    public List<String> names(Object any) {
        return (List<String>) any;
    }
}
";
        assert_eq!(source(&point(), &BTreeSet::from(["Point".to_owned()]), "Note."), expected);
    }

    #[test]
    fn a_class_of_the_package_hides_an_imported_one() {
        let siblings = BTreeSet::from(["Point".to_owned(), "List".to_owned()]);
        let text = source(&point(), &siblings, "Note.");
        assert!(text.contains("public java.util.List<String> names(Object any)"), "{text}");
        assert!(!text.contains("import"), "{text}");
    }

    #[test]
    fn a_class_file_is_one_of_java_17_and_always_the_same() {
        let bytes = class_file(&point());
        assert_eq!(bytes[..8], [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61]);
        assert_eq!(bytes, class_file(&point()));
        // aload 1; checkcast List; areturn
        let code: Vec<usize> = bytes
            .windows(3)
            .enumerate()
            .filter_map(|(at, three)| (three == [0x19, 1, 0xc0]).then_some(at))
            .collect();
        assert_eq!(code.len(), 1);
        assert_eq!(bytes[code[0] + 5], 0xb0);
    }
}
