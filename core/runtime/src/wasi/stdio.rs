//! The standard streams. The input is always at its end.

use std::collections::VecDeque;
use std::io::Write;

use crate::options::Stdio;

/// Bytes of the guest's standard error that are kept for messages.
const KEPT_STDERR: usize = 4096;

/// Which of them a descriptor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Input,
    Output,
    Error,
}

/// Where they lead, and the last of what was written.
pub(super) struct Streams {
    to: Stdio,
    stderr: VecDeque<u8>,
}

impl Streams {
    pub(super) fn new(to: Stdio) -> Self {
        Self { to, stderr: VecDeque::new() }
    }

    /// The last lines of the standard error, which are forgotten by this.
    pub(super) fn take_stderr(&mut self) -> String {
        let bytes: Vec<u8> = self.stderr.drain(..).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(super) fn write(&mut self, stream: Stream, bytes: &[u8]) {
        if stream == Stream::Error {
            let last = &bytes[bytes.len().saturating_sub(KEPT_STDERR)..];
            self.stderr.extend(last);
            let excess = self.stderr.len().saturating_sub(KEPT_STDERR);
            self.stderr.drain(..excess);
        }
        if self.to == Stdio::Inherit {
            // A closed standard output is the host's business, not the guest's.
            let _ = match stream {
                Stream::Error => std::io::stderr().write_all(bytes),
                _ => std::io::stdout().write_all(bytes),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_kept_than_messages_show() {
        let mut streams = Streams::new(Stdio::Discard);
        streams.write(Stream::Error, &vec![b'x'; 64 << 20]);
        streams.write(Stream::Error, b"the end");
        assert!(streams.stderr.capacity() < 4 * KEPT_STDERR, "{}", streams.stderr.capacity());
        let kept = streams.take_stderr();
        assert_eq!(kept.len(), KEPT_STDERR);
        assert!(kept.ends_with("xthe end"));
    }
}
