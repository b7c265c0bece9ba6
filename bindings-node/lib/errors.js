// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
'use strict';

class SandbridgeError extends Error {
  constructor(code, message, help, frames, stderr) {
    super(message);
    this.code = code;
    this.help = help ?? null;
    this.frames = frames ?? [];
    this.stderr = stderr ?? '';
  }

  get name() {
    return this.constructor.name;
  }

  static make(code, kind, message, help, frames, stderr) {
    return new (classes[kind] ?? SandbridgeError)(code, message, help, frames, stderr);
  }
}

class LoadError extends SandbridgeError {}

class InterfaceError extends SandbridgeError {}

class TypeMismatchError extends SandbridgeError {}

class OutOfRangeError extends SandbridgeError {}

class TextError extends SandbridgeError {}

class TrapError extends SandbridgeError {}

class LimitError extends SandbridgeError {}

class DeadInstanceError extends SandbridgeError {}

class HandleError extends SandbridgeError {}

class DeniedError extends SandbridgeError {}

class CacheError extends SandbridgeError {}

class DeclarationError extends SandbridgeError {}

class BuildError extends SandbridgeError {}

class LibraryError extends SandbridgeError {
  constructor(code, message, help, frames, stderr, status, statusName) {
    super(code, message, help, frames, stderr);
    this.status = status ?? 0;
    this.statusName = statusName ?? null;
  }
}

class FactsError extends SandbridgeError {}

class BugError extends SandbridgeError {}

const classes = {
  LoadError,
  InterfaceError,
  TypeMismatchError,
  OutOfRangeError,
  TextError,
  TrapError,
  LimitError,
  DeadInstanceError,
  HandleError,
  DeniedError,
  CacheError,
  DeclarationError,
  BuildError,
  LibraryError,
  FactsError,
  BugError,
};

module.exports = { SandbridgeError, ...classes };
