//! The tags of a function's comment: what it takes and gives, and how it fails.

use super::signature::name;
use crate::model::{Describe, Function, Model};
use crate::value;

/// `@param`, `@returns` and `@throws` with their texts; without the first `skipped` parameters.
pub(super) fn tags(
    model: &Model<'_>,
    function: &Function<'_>,
    skipped: usize,
) -> Vec<(String, String)> {
    let described = Describe { model, null: "null" };
    let names = value::parameters(&function.plan).map(|(arg, _)| name(&arg.name));
    let args = names.zip(described.parameters(&function.plan)).skip(skipped);
    let mut tags: Vec<_> = args.map(|(name, said)| (format!("@param {name} -"), said)).collect();
    let results = value::results(&function.plan);
    match described.results(function).as_slice() {
        [] => {}
        [one] => tags.push(("@returns".to_owned(), one.clone())),
        several => {
            let each = results.iter().zip(several);
            let each = each.map(|((name, _), said)| format!("`{name}`: {said}"));
            tags.push(("@returns".to_owned(), each.collect::<Vec<_>>().join("; ")));
        }
    }
    let failure = described.failure(function);
    tags.extend(failure.map(|(class, when)| (format!("@throws {{@link {class}}}"), when)));
    tags
}
