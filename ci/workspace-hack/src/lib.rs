//! Nothing but features; see the manifest.
