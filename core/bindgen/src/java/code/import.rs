//! How source text names classes, and what it has to import for that.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Expr, Form, Kind, Stmt};

/// How classes are spelled: by their simple names where those are clear.
pub(super) struct Names {
    package: String,
    shown: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn new(class: &Class, siblings: &BTreeSet<String>) -> Self {
        let mut used = BTreeSet::from([class.name.clone()]);
        visit(class, &mut |name| {
            used.insert(name.to_owned());
        });
        let mut taken = BTreeSet::new();
        let spelled = |name: String| {
            let (package, short) = name.rsplit_once('/').unwrap_or(("", &name));
            let is_own = package == class.package();
            let is_clear = is_own || !siblings.contains(short) && taken.insert(short.to_owned());
            let spelled = if is_clear { short.to_owned() } else { dotted(&name) };
            (name, spelled)
        };
        let shown = used.into_iter().map(spelled).collect();
        Self { package: class.package().to_owned(), shown }
    }

    pub(super) fn show(&self, name: &str) -> String {
        self.shown.get(name).cloned().unwrap_or_else(|| dotted(name))
    }

    /// What must be imported.
    pub(super) fn imports(&self) -> Vec<String> {
        let imported = self.shown.iter().filter(|(name, spelled)| {
            let package = name.rsplit_once('/').map_or("", |(package, _)| package);
            package != "java/lang" && package != self.package && !spelled.contains('.')
        });
        imported.map(|(name, _)| dotted(name)).collect()
    }
}

/// Calls `with` for every class that the text names.
fn visit(class: &Class, with: &mut dyn FnMut(&str)) {
    class.interfaces.iter().for_each(|name| with(name));
    if let Form::Class(parent) = &class.form {
        with(parent);
    }
    for field in &class.fields {
        field.ty.classes(with);
        field.value.iter().for_each(|value| visit_expr(value, with));
    }
    for method in &class.methods {
        method.params.iter().for_each(|param| param.ty.classes(with));
        method.returns.classes(with);
        method.throws.iter().for_each(|name| with(name));
        for stmt in method.body.iter().flatten() {
            match stmt {
                Stmt::Let(_, ty, value) => {
                    ty.classes(with);
                    visit_expr(value, with);
                }
                Stmt::Do(value) | Stmt::Set(_, _, _, value) | Stmt::Return(Some(value)) => {
                    visit_expr(value, with);
                }
                Stmt::Super(_, _, args) => args.iter().for_each(|arg| visit_expr(arg, with)),
                Stmt::UnlessNull(_) | Stmt::Return(None) => {}
            }
        }
    }
}

fn visit_expr(expr: &Expr, with: &mut dyn FnMut(&str)) {
    match expr {
        Expr::ClassOf(name) => with(name),
        Expr::Field { of: Some(of), .. } => visit_expr(of, with),
        Expr::Field { of: None, class, .. } => with(class),
        Expr::Call(call) => {
            match &call.kind {
                Kind::Static => with(&call.class),
                Kind::Virtual(of) | Kind::Interface(of) => visit_expr(of, with),
            }
            call.args.iter().for_each(|arg| visit_expr(arg, with));
        }
        Expr::New { class, args, .. } => {
            with(class);
            args.iter().for_each(|arg| visit_expr(arg, with));
        }
        Expr::Cast(ty, value) => {
            ty.classes(with);
            visit_expr(value, with);
        }
        Expr::Index(array, _) => visit_expr(array, with),
        Expr::This
        | Expr::Local(_)
        | Expr::Null
        | Expr::Boolean(_)
        | Expr::Int(_)
        | Expr::Long(_)
        | Expr::Double(_)
        | Expr::Text(_) => {}
    }
}

/// A class's name with points: `org.example.Zlib`.
pub(super) fn dotted(name: &str) -> String {
    name.replace('/', ".")
}
