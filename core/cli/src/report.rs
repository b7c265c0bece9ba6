//! What the user sees while a command runs and when it fails: progress, notes, errors.
//!
//! Progress goes to standard error, as a bar on a terminal and as one line a step elsewhere.
//! Standard output carries results only.

use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use console::style;
use indicatif::{ProgressBar, ProgressStyle};
use sandbridge_interface::Error;

/// Tells the user how far a command is.
#[derive(Debug)]
pub(crate) struct Report {
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Report {
    /// A report to standard error; a quiet one shows warnings and errors only.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new_spinner();
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self { quiet, bar }
    }

    /// Begins a step that has no parts.
    pub(crate) fn step(&self, text: impl Into<Cow<'static, str>>) {
        let text = text.into();
        match &self.bar {
            Some(bar) => {
                bar.set_style(ProgressStyle::default_spinner());
                bar.set_message(text);
            }
            None if self.quiet => {}
            None => print(&format!("{text}\n")),
        }
    }

    /// Begins a step of `parts` parts.
    pub(crate) fn begin(&self, text: impl Into<Cow<'static, str>>, parts: usize) {
        let text = text.into();
        match &self.bar {
            Some(bar) => {
                let template = "{spinner} {msg} [{bar:30}] {pos}/{len}";
                let bar_style = ProgressStyle::with_template(template)
                    .unwrap_or_else(|_| ProgressStyle::default_bar());
                bar.set_style(bar_style);
                bar.set_length(parts as u64);
                bar.set_position(0);
                bar.set_message(text);
            }
            None if self.quiet => {}
            None => print(&format!("{text}\n")),
        }
    }

    /// One part is done: number `done` of `parts`.
    pub(crate) fn part(&self, text: &str, done: usize, parts: usize) {
        match &self.bar {
            Some(bar) => bar.set_position(done as u64),
            None if self.quiet => {}
            None => print(&format!("  [{done}/{parts}] {text}\n")),
        }
    }

    /// Something worth knowing that is no failure.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            self.above(&format!("{} {text}\n", style("note:").for_stderr().cyan().bold()));
        }
    }

    /// What another program said, verbatim: shown even when quiet, as it is a warning.
    pub(crate) fn verbatim(&self, text: &str) {
        self.above(text);
    }

    /// Ends the progress and says what came of it.
    pub(crate) fn finish(&self, text: &str) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if !self.quiet {
            print(&format!("{text}\n"));
        }
    }

    fn above(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| print(text)),
            None => print(text),
        }
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Shows a failure.
pub(crate) fn error(error: &Error) {
    print(&format!("{} {error}\n", style("error:").for_stderr().red().bold()));
}

/// Writes a result to standard output. A reader that closed its end wants no more of it.
pub(crate) fn output(bytes: &[u8]) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
}

/// Columns of the terminal that standard output is; `None` when it is something else.
pub(crate) fn width() -> Option<usize> {
    console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns))
}

fn print(text: &str) {
    // A failure to report has nowhere to be reported.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
