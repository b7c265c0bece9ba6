//! Javadoc from C's comments.

use super::super::code::Doc;

/// Javadoc of a comment, or of `otherwise` where there is none, with C's own declaration.
pub(super) fn doc(comment: Option<&str>, otherwise: &str, declaration: Option<&str>) -> Doc {
    let mut text = paragraphs(comment.unwrap_or(otherwise));
    if let Some(declaration) = declaration {
        text.push(format!("<pre>{}</pre>", escaped(declaration)));
    }
    Doc { text, tags: Vec::new() }
}

/// Javadoc of one sentence that is our own.
pub(super) fn sentence(text: &str) -> Doc {
    Doc { text: vec![text.to_owned()], tags: Vec::new() }
}

/// Our own text, whose backticks mark code.
pub(super) fn marked(text: &str) -> String {
    let parts = escaped(text);
    let parts = parts.split('`').enumerate();
    parts
        .map(|(at, part)| match at % 2 {
            0 => part.to_owned(),
            _ => format!("<code>{part}</code>"),
        })
        .collect()
}

/// Text as it can stand in a comment and in HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // A tag of Javadoc's, the end of the comment, and an escape that Java reads everywhere.
            '@' => escaped.push_str("&#64;"),
            '/' if escaped.ends_with('*') => escaped.push_str("&#47;"),
            '\\' => escaped.push_str("&#92;"),
            c if c.is_control() && c != '\n' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

fn paragraphs(comment: &str) -> Vec<String> {
    let escaped = escaped(comment);
    let blocks = escaped.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| block.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_cannot_end_or_command_javadoc() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d");
        check("*/ evil();", "*&#47; evil();");
        check("@param x", "&#64;param x");
        check("\\u002a\\u002f", "&#92;u002a&#92;u002f");
        assert_eq!(marked("`a < b`, or null"), "<code>a &lt; b</code>, or null");
        assert_eq!(paragraphs("one\n two\n\n\nthree"), ["one two", "three"]);
    }
}
