//! Facts files that are none: each gives a result or an error about facts, soon.

use std::time::{Duration, Instant};

use sandbridge_interface::Kind;

use super::{LIBRARY, apply_to};
use crate::random::Random;

/// A file with every key.
const FILE: &str = include_str!("every-key.facts.toml");

fn attempt(text: &str) {
    let started = Instant::now();
    if let Err(error) = apply_to(LIBRARY, text) {
        assert_eq!(error.kind(), Kind::Facts, "{error}\n{text}");
        assert!(error.origin().is_some(), "{error}\n{text}");
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{text}");
}

#[test]
fn the_file_is_right() {
    apply_to(LIBRARY, FILE).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn truncated_files_are_survived() {
    for end in (0..FILE.len()).filter(|end| FILE.is_char_boundary(*end)) {
        attempt(&FILE[..end]);
    }
}

#[test]
fn files_with_lines_missing_or_twice_are_survived() {
    let lines: Vec<&str> = FILE.lines().collect();
    for index in 0..lines.len() {
        let mut fewer = lines.clone();
        fewer.remove(index);
        attempt(&fewer.join("\n"));
        let mut more = lines.clone();
        more.insert(index, lines[(index * 7) % lines.len()]);
        attempt(&more.join("\n"));
    }
}

#[test]
fn mutated_files_are_survived() {
    let pieces = [
        "\"",
        "'",
        "=",
        "{",
        "}",
        "[",
        "]",
        "true",
        "false",
        "-1",
        "1e9",
        "*",
        "->",
        "(",
        ")",
        "&",
        "sizeof",
        "ret",
        "self",
        "parent",
        "name",
        "count",
        "s",
        "#",
        "\n",
        "\\",
        "NULL",
        "99999999999",
        "db",
        "out = true, ",
        "size",
        "9223372036854775808",
        "é",
    ];
    let words: Vec<&str> = FILE.split_whitespace().collect();
    let mut random = Random(11);
    for _ in 0..3000 {
        let mut text = FILE.to_owned();
        for _ in 0..=random.below(3) {
            let mut at = random.below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let piece = match random.below(2) {
                0 => pieces[random.below(pieces.len())],
                _ => words[random.below(words.len())],
            };
            let mut end = (at + random.below(6)).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(at..end, piece);
        }
        attempt(&text);
    }
}
