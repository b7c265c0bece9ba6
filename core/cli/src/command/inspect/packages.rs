//! What packages of a library have, for people.

use console::style;

use super::text::Page;
use crate::offer::{Callback, Class, ErrorClass, Function, Offer};

/// Shows classes, functions, errors and host functions, and what only the C layer has.
pub(super) fn show(page: &mut Page<'_>, offer: &Offer) {
    let classes: Vec<&Class> = offer.classes.iter().filter(|one| has_any(page, one)).collect();
    if !classes.is_empty() {
        page.heading("classes", classes.len());
        for one in classes {
            class(page, one, offer);
        }
    }
    let functions: Vec<&Function> =
        offer.functions.iter().filter(|one| is_wanted(page, one)).collect();
    if !functions.is_empty() {
        page.heading("functions", functions.len());
        for one in functions {
            function(page, one, 2);
        }
    }
    let errors: Vec<&ErrorClass> =
        offer.errors.iter().filter(|one| page.shown.wants(&[&one.name])).collect();
    if !errors.is_empty() {
        page.heading("errors", errors.len());
        for one in errors {
            error(page, one);
        }
    }
    let callbacks: Vec<&Callback> =
        offer.callbacks.iter().filter(|one| page.shown.wants(&[&one.name])).collect();
    if !callbacks.is_empty() {
        page.heading("host functions", callbacks.len());
        for one in callbacks {
            page.line(2, &format!("{} {}", style(&one.name).bold(), one.signature()));
        }
    }
    if !offer.only_in_c.is_empty() && page.shown.words.is_empty() {
        page.heading("only as C has them, see --c", offer.only_in_c.len());
        page.line(2, &offer.only_in_c.join(", "));
    }
}

fn is_wanted(page: &Page<'_>, function: &Function) -> bool {
    page.shown.wants(&[&function.name, &function.c_name])
}

/// Whether a class was asked for, or one of its methods.
fn has_any(page: &Page<'_>, class: &Class) -> bool {
    page.shown.wants(&[&class.name, &class.c_name])
        || class.methods.iter().any(|method| is_wanted(page, method))
}

fn class(page: &mut Page<'_>, class: &Class, offer: &Offer) {
    let mut about = vec![format!("`{}`", class.c_name)];
    about.extend(class.parent.iter().map(|parent| format!("of a {parent}")));
    about.push(match &class.closed_by {
        Some(closer) => format!("closed by {closer}"),
        None => "lent by the library".to_owned(),
    });
    page.line(2, &format!("{}  {}", style(&class.name).bold(), about.join(", ")));
    let is_whole = page.shown.wants(&[&class.name, &class.c_name]);
    let makers = offer.all().filter(|one| class.made_by.contains(&one.c_name));
    let makers: Vec<&str> = makers.map(|maker| maker.name.as_str()).collect();
    if !makers.is_empty() {
        page.line(4, &format!("made by {}", makers.join(", ")));
    }
    for method in &class.methods {
        if is_whole || is_wanted(page, method) {
            function(page, method, 4);
        }
    }
}

fn function(page: &mut Page<'_>, function: &Function, indent: usize) {
    let signature = function.signature();
    let rest = signature.strip_prefix(&function.name).unwrap_or_default();
    let mut line = format!("{}{rest}", style(&function.name).bold());
    if let Some(error) = &function.raises {
        line.push_str(&format!("  {}", style(format!("raises {error}")).yellow()));
    }
    page.line(indent, &line);
    page.doc(&function.c_name, &function.name, indent + 4);
}

fn error(page: &mut Page<'_>, error: &ErrorClass) {
    let count = error.raised_by.len();
    let plural = if count == 1 { "" } else { "s" };
    page.line(2, &format!("{}  raised by {count} function{plural}", style(&error.name).bold()));
    let statuses = error.statuses.iter().map(|status| format!("{} {}", status.name, status.value));
    let statuses: Vec<String> = statuses.collect();
    if !statuses.is_empty() {
        page.line(6, &statuses.join(", "));
    }
}
