//! Types of Java, in source text, in descriptors and in generic signatures.

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ty {
    Void,
    Boolean,
    Byte,
    Short,
    Int,
    Long,
    Float,
    Double,
    /// A class by its name in class files, with what it is generic over.
    Class(String, Vec<Ty>),
    Array(Box<Ty>),
}

impl Ty {
    /// A class that is not generic.
    pub(crate) fn class(name: &str) -> Self {
        Self::Class(name.to_owned(), Vec::new())
    }

    pub(crate) fn object() -> Self {
        Self::class("java/lang/Object")
    }

    pub(crate) fn string() -> Self {
        Self::class("java/lang/String")
    }

    /// The type that is spelled so; `resolve` knows the classes by their simple names.
    pub(crate) fn parse(text: &str, resolve: &dyn Fn(&str) -> String) -> Self {
        if let Some(element) = text.strip_suffix("[]") {
            return Self::Array(Box::new(Self::parse(element, resolve)));
        }
        if let Some((outer, inner)) = text.split_once('<') {
            let inner = inner.trim_end_matches('>');
            return Self::Class(resolve(outer), vec![Self::parse(inner, resolve)]);
        }
        match text {
            "void" => Self::Void,
            "boolean" => Self::Boolean,
            "byte" => Self::Byte,
            "short" => Self::Short,
            "int" => Self::Int,
            "long" => Self::Long,
            "float" => Self::Float,
            "double" => Self::Double,
            name => Self::class(&resolve(name)),
        }
    }

    /// Whether it lives on the heap.
    pub(crate) fn is_reference(&self) -> bool {
        matches!(self, Self::Class(..) | Self::Array(_))
    }

    /// Whether it is generic, or an array of what is.
    pub(crate) fn is_generic(&self) -> bool {
        match self {
            Self::Class(_, inner) => !inner.is_empty(),
            Self::Array(of) => of.is_generic(),
            _ => false,
        }
    }

    /// How many places it takes on the stack and among the locals.
    pub(crate) fn width(&self) -> u16 {
        match self {
            Self::Void => 0,
            Self::Long | Self::Double => 2,
            _ => 1,
        }
    }

    /// The class that numbers are boxed in, with the method that takes them out again.
    pub(crate) fn boxed(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Boolean => ("java/lang/Boolean", "booleanValue"),
            Self::Byte => ("java/lang/Byte", "byteValue"),
            Self::Short => ("java/lang/Short", "shortValue"),
            Self::Int => ("java/lang/Integer", "intValue"),
            Self::Long => ("java/lang/Long", "longValue"),
            Self::Float => ("java/lang/Float", "floatValue"),
            Self::Double => ("java/lang/Double", "doubleValue"),
            Self::Void | Self::Class(..) | Self::Array(_) => return None,
        })
    }

    /// As descriptors have it: `[B`, `Ljava/util/List;`.
    pub(crate) fn descriptor(&self) -> String {
        self.encoded(false)
    }

    /// As generic signatures have it: `Ljava/util/List<Ljava/lang/String;>;`.
    pub(crate) fn signature(&self) -> String {
        self.encoded(true)
    }

    fn encoded(&self, is_generic: bool) -> String {
        match self {
            Self::Void => "V".to_owned(),
            Self::Boolean => "Z".to_owned(),
            Self::Byte => "B".to_owned(),
            Self::Short => "S".to_owned(),
            Self::Int => "I".to_owned(),
            Self::Long => "J".to_owned(),
            Self::Float => "F".to_owned(),
            Self::Double => "D".to_owned(),
            Self::Class(name, inner) if is_generic && !inner.is_empty() => {
                let inner: String = inner.iter().map(|one| one.encoded(true)).collect();
                format!("L{name}<{inner}>;")
            }
            Self::Class(name, _) => format!("L{name};"),
            Self::Array(of) => format!("[{}", of.encoded(is_generic)),
        }
    }

    /// What `checkcast` and the like name: classes bare, arrays by their descriptor.
    pub(crate) fn class_constant(&self) -> String {
        match self {
            Self::Class(name, _) => name.clone(),
            other => other.descriptor(),
        }
    }

    /// As source text has it, with classes by their simple names.
    pub(crate) fn spelled(&self, shown: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::Void => "void".to_owned(),
            Self::Boolean => "boolean".to_owned(),
            Self::Byte => "byte".to_owned(),
            Self::Short => "short".to_owned(),
            Self::Int => "int".to_owned(),
            Self::Long => "long".to_owned(),
            Self::Float => "float".to_owned(),
            Self::Double => "double".to_owned(),
            Self::Class(name, inner) if inner.is_empty() => shown(name),
            Self::Class(name, inner) => {
                let inner: Vec<String> = inner.iter().map(|one| one.spelled(shown)).collect();
                format!("{}<{}>", shown(name), inner.join(", "))
            }
            Self::Array(of) => format!("{}[]", of.spelled(shown)),
        }
    }

    /// The classes in it.
    pub(crate) fn classes(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Class(name, inner) => {
                visit(name);
                inner.iter().for_each(|one| one.classes(visit));
            }
            Self::Array(of) => of.classes(visit),
            _ => {}
        }
    }
}

/// A method's descriptor.
pub(crate) fn descriptor(params: &[Ty], returns: &Ty) -> String {
    let params: String = params.iter().map(Ty::descriptor).collect();
    format!("({params}){}", returns.descriptor())
}
