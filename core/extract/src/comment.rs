//! Comments: where they stand between tokens, and their text without decoration.

/// A comment, or several `//` lines in a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comment {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The end of the token or directive before it.
    pub(crate) after: u32,
    /// The start of the token or directive behind it.
    pub(crate) before: u32,
}

/// Whether it is marked as belonging to what stands before it: `/**<`, `///<`, `/*!<`.
pub(crate) fn points_back(text: &str) -> bool {
    text.get(2..).is_some_and(|rest| rest.trim_start_matches(['*', '!', '/']).starts_with('<'))
}

/// Whether it is marked as documentation: `/**`, `/*!`, `///`, `//!`.
pub(crate) fn is_marked(text: &str) -> bool {
    matches!(text.as_bytes(), [b'/', b'*', b'*' | b'!', ..] | [b'/', b'/', b'/' | b'!', ..])
}

/// The text of a comment: no delimiters, no line of stars, no common indentation.
pub(crate) fn clean(text: &str) -> String {
    let lines: Vec<&str> = match text.strip_prefix("/*") {
        Some(rest) => {
            let inner = rest.strip_suffix("*/").unwrap_or(rest);
            inner.trim_start_matches(['*', '!', '<']).lines().enumerate().map(undecorate).collect()
        }
        None => {
            text.lines().map(|line| line.trim_start().trim_start_matches(['/', '!', '<'])).collect()
        }
    };
    let lines: Vec<&str> = lines.into_iter().map(str::trim_end).collect();
    let indent = lines
        .iter()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let mut cleaned: Vec<&str> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let line =
            if index == 0 { line.trim_start() } else { line.get(indent..).unwrap_or_default() };
        // Rulers and runs of blank lines say nothing.
        let is_ruler = line.len() > 3 && line.chars().all(|c| "*-=_/ ".contains(c));
        let line = if is_ruler { "" } else { line };
        if line.is_empty() && cleaned.last().is_none_or(|last| last.is_empty()) {
            continue;
        }
        cleaned.push(line);
    }
    while cleaned.last().is_some_and(|last| last.is_empty()) {
        cleaned.pop();
    }
    cleaned.join("\n").trim_start().to_owned()
}

/// Takes the column of stars from a line of a block comment: ` * text`, `** text`.
fn undecorate((index, line): (usize, &str)) -> &str {
    if index == 0 {
        return line;
    }
    let trimmed = line.trim_start();
    if trimmed.starts_with('*') { trimmed.trim_start_matches('*') } else { line }
}
