// Finds the native half of the package, and turns its failures into exceptions.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const process = require('node:process');
const { LibraryError, SandbridgeError } = require('./errors.js');

const binding = require(find());

// The native file of this platform, beside this package.
function find() {
  const libc = process.platform === 'linux' ? '-gnu' : '';
  const name = `sandbridge.${process.platform}-${process.arch}${libc}.node`;
  const file = path.join(__dirname, '..', name);
  if (fs.existsSync(file)) return file;
  throw new Error(
    `sandbridge has no native file for this platform: ${name} is missing from ${path.dirname(file)}`,
  );
}

// The exception that a failure's JSON describes; the library's own are of the classes of its family.
function revived(json, family) {
  const { code, class: kind, message, help, frames, stderr, failure } = JSON.parse(json);
  if (failure !== null) {
    const Class = family?.error(failure.class) ?? LibraryError;
    return new Class(code, message, help, frames, stderr, failure.status, failure.name);
  }
  return SandbridgeError.make(code, kind, message, help, frames, stderr);
}

// A native function whose failures are exceptions of their class.
function raising(native) {
  return function (...args) {
    try {
      return native.apply(this, args);
    } catch (error) {
      throw error instanceof Error && error.message.startsWith('{"class":')
        ? revived(error.message)
        : error;
    }
  };
}

const { prototype } = binding.NativeLibrary;
for (const name of Object.getOwnPropertyNames(prototype)) {
  if (name !== 'constructor') prototype[name] = raising(prototype[name]);
}

// Throws the failure of that code. `message` names library, function and what came.
function fail(code, message, help) {
  throw revived(binding.failure(code, message, help ?? undefined));
}

module.exports = {
  load: raising(binding.load),
  command: binding.command,
  quadOfNumber: binding.quadOfNumber,
  quadOfInteger: raising(binding.quadOfInteger),
  numberOfQuad: raising(binding.numberOfQuad),
  halfOfNumber: binding.halfOfNumber,
  numberOfHalf: binding.numberOfHalf,
  frameLayout: binding.frameLayout(),
  revived,
  fail,
};
