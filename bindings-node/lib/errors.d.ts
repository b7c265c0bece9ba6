// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.

/** Any failure of a library or of Sandbridge. */
export class SandbridgeError extends Error {
  constructor(
    code: string,
    message: string,
    help?: string | null,
    frames?: string[],
    stderr?: string,
  );
  /** The permanent code, such as `SB0303`. */
  readonly code: string;
  /** What can be done about it, if anything. */
  readonly help: string | null;
  /** The guest's stack after a trap, innermost first. */
  readonly frames: readonly string[];
  /** The last lines that the guest wrote to its standard error. */
  readonly stderr: string;
}

/**
 * The module cannot be loaded: missing, damaged, or made for another environment.
 *
 * - `SB0101`: The file cannot be read.
 * - `SB0102`: The bytes are not a WebAssembly module.
 * - `SB0103`: The module is truncated or damaged.
 * - `SB0104`: The module was compiled for another ABI.
 * - `SB0105`: The module imports something that nobody provides.
 * - `SB0106`: The module uses a WebAssembly feature that is not supported.
 * - `SB0107`: This build has no compiler and the module was not compiled before.
 * - `SB0108`: The module's start-up code failed.
 */
export class LoadError extends SandbridgeError {}

/**
 * The interface is damaged, disagrees with the module, or lacks the name asked for.
 *
 * - `SB0201`: The embedded interface is damaged.
 * - `SB0202`: The embedded interface was written by a newer version.
 * - `SB0203`: A C prototype disagrees with the export of that name.
 * - `SB0204`: A declared function is not exported by the module.
 * - `SB0205`: The module carries no interface and none was given.
 * - `SB0206`: The library has nothing of that name.
 * - `SB0207`: The library has no type of that name.
 * - `SB0208`: The record has no member of that name.
 */
export class InterfaceError extends SandbridgeError {}

/**
 * An argument or member has the wrong type, or there are too many or too few.
 *
 * - `SB0301`: The call has too many or too few arguments.
 * - `SB0302`: A value has a type that cannot be converted.
 * - `SB0305`: A read-only buffer was given where the callee writes.
 * - `SB0308`: A buffer has the wrong element type.
 * - `SB0309`: A C type that this version cannot convert.
 * - `SB0312`: The tag of a union says that another member is live.
 */
export class TypeMismatchError extends SandbridgeError {}

/**
 * A number does not fit its C type, or a length does not fit its buffer.
 *
 * - `SB0303`: A number does not fit its C type.
 * - `SB0310`: A buffer is longer or shorter than it must be.
 * - `SB0311`: An index lies outside its array.
 */
export class OutOfRangeError extends SandbridgeError {}

/**
 * Text cannot cross: it holds a NUL, or is not valid in its encoding.
 *
 * - `SB0304`: Text for C contains a NUL.
 * - `SB0306`: Text is not valid in its encoding.
 * - `SB0307`: The guest returned text without a terminating NUL.
 */
export class TextError extends SandbridgeError {}

/**
 * The guest trapped, aborted or exited; the instance is dead until it is reset.
 *
 * - `SB0401`: The guest trapped.
 * - `SB0402`: The guest called `abort()`.
 * - `SB0403`: The guest called `exit()`.
 * - `SB0404`: The guest handed out a pointer outside its memory.
 * - `SB0405`: A guest exception or `longjmp` left the outermost guest frame.
 * - `SB0406`: A host function that the guest called raised an exception, which the host passes on.
 */
export class TrapError extends SandbridgeError {}

/**
 * A limit was reached: memory, host stack, call depth or deadline.
 *
 * - `SB0501`: The guest's memory is exhausted.
 * - `SB0502`: Too little host stack is left for the call.
 * - `SB0503`: Calls are nested too deeply.
 * - `SB0504`: The guest's stack is exhausted.
 */
export class LimitError extends SandbridgeError {}

/**
 * The instance was killed earlier by a trap or a limit and was not reset since.
 *
 * - `SB0601`: The instance was killed earlier.
 */
export class DeadInstanceError extends SandbridgeError {}

/**
 * A pointer, struct or library was used after close, with another library, or from two threads
 * at once.
 *
 * - `SB0602`: The library or the object was closed.
 * - `SB0603`: Another thread is using the library.
 * - `SB0604`: A pointer or struct belongs to another library, or to the library before its reset.
 * - `SB0605`: C called a host function that was released.
 * - `SB0606`: A function pointer points to nothing, or to a function of another type.
 */
export class HandleError extends SandbridgeError {}

/**
 * The guest or the caller asked for a capability that was not granted.
 *
 * - `SB0701`: A capability was not granted.
 */
export class DeniedError extends SandbridgeError {}

/**
 * The cache of compiled modules cannot be used.
 *
 * - `SB0801`: The cache folder cannot be used safely.
 */
export class CacheError extends SandbridgeError {}

/**
 * A C declaration cannot be read.
 *
 * - `SB1001`: A declaration has a syntax error.
 * - `SB1002`: A declaration names an unknown type.
 * - `SB1003`: Two declarations of one name disagree.
 * - `SB1004`: A constant expression cannot be evaluated.
 * - `SB1005`: A declaration uses something that C programs may, but wasm32 libraries cannot.
 */
export class DeclarationError extends SandbridgeError {}

/**
 * The C compiler is missing or failed.
 *
 * - `SB1101`: No C compiler for wasm32 was found.
 * - `SB1102`: The C compiler reported errors.
 * - `SB1103`: The command was given options that contradict each other.
 * - `SB1104`: A file could not be written.
 */
export class BuildError extends SandbridgeError {}

/**
 * The library itself reported a failure; `status` is its number. Each library has classes of
 * its own below this one.
 *
 * - `SB0901`: The library reported a failure by its status.
 */
export class LibraryError extends SandbridgeError {
  /** The library's number for it. */
  readonly status: number;
  /** The constant of that number, where the header has one. */
  readonly statusName: string | null;
}

/**
 * The facts file contradicts the header or itself, or the library broke its facts.
 *
 * - `SB1201`: The facts file is not valid TOML, or has a key that facts do not know.
 * - `SB1202`: The facts file names something that the header does not have.
 * - `SB1203`: Facts contradict a C type or each other.
 * - `SB1204`: An expression in the facts cannot be read.
 * - `SB1205`: The library broke its facts: a count above its capacity, a pointer outside its memory.
 * - `SB1206`: An expression of the facts overflowed, divided by zero or does not fit where it goes.
 */
export class FactsError extends SandbridgeError {}

/**
 * A fault in Sandbridge itself; please report it.
 *
 * - `SB9901`: An impossible state was reached.
 */
export class BugError extends SandbridgeError {}
