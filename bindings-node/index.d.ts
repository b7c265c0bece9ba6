/**
 * Calls C libraries compiled to WebAssembly.
 *
 * ```js
 * const { load } = require('sandbridge')
 *
 * const lib = load('shapes.wasm')
 * lib.vec3_square({ x: 1, y: 2, z: 3 }) // 14
 * lib.close()
 * ```
 *
 * @packageDocumentation
 */

export * from './lib/errors.js'

/** Memory that can be given where C has a pointer to bytes. */
export type BufferLike = ArrayBufferView | ArrayBufferLike

/**
 * What can be given for a parameter: numbers (`bigint` for 64 bits), booleans, text and buffers,
 * typed arrays, records, plain objects and arrays behind `const` pointers, pointers, and `null`.
 */
export type Argument =
  | number
  | bigint
  | boolean
  | string
  | null
  | BufferLike
  | Pointer
  | Record
  | object

/** A C function. Arguments are checked against its prototype before anything is called. */
export interface CFunction {
  (...args: Argument[]): any
  /** Its C name. */
  readonly name: string
  /** The C prototype: `uLong crc32(uLong crc, const Bytef *buf, uInt len)`. */
  readonly declaration: string
  /** The header's comment on it. */
  readonly doc: string | null
}

/** How a library is loaded and what it may do. The default grants nothing. */
export interface LoadOptions {
  /** The name used in messages; otherwise the interface's. */
  name?: string
  /** Where compiled code is kept: the user's cache folder, nowhere, or a folder of yours. */
  cache?: 'default' | 'off' | (string & {})
  /** The most memory that the library may have, in bytes. */
  memoryLimit?: number | bigint
  /** Whether bad memory accesses are caught by signal handlers rather than by checks. */
  signals?: boolean
  /** Let unknown imports be functions that trap when called, rather than an error. */
  trapUnknownImports?: boolean
  /** What happens when the library is in use by another thread. */
  onBusy?: 'wait' | 'error'
  /** Where the library's standard output and error go. */
  stdio?: 'discard' | 'inherit'
  /** Whether the library may read the clocks. */
  clocks?: boolean
  /** Whether the library may have randomness. */
  randomness?: boolean
  /** Program arguments that the library sees. */
  args?: string[]
  /** Environment variables that the library sees. */
  env?: { [name: string]: string }
  /** Accept machine code made by `sandbridge precompile`. It runs unchecked. */
  trustPrecompiled?: boolean
  /**
   * Share memory between the engine and the library, as is fastest (the default). Engines that
   * refuse this, such as Electron's, get copies without being asked.
   */
  externalBuffers?: boolean
}

/**
 * Loads a library.
 *
 * @param source - a path, a `file:` URL, or the bytes of the module
 * @throws {@link LoadError} when it cannot be loaded, {@link InterfaceError} when its interface
 * is missing or disagrees with it
 */
export function load(source: string | URL | BufferLike, options?: LoadOptions): Library

/** Members by name, or in order. */
export type Members = { [name: string]: any } | Map<string, any> | any[]

/** The class of a struct or union: `new lib.types.vec3(1, 2, 3)`. */
export interface RecordClass {
  new (...members: any[]): Record & { [member: string]: any }
  (...members: any[]): Record & { [member: string]: any }
  /** How C names it: `struct vec3`. */
  readonly name: string
  /** Its size in bytes, as `sizeof` gives it. */
  readonly size: number
  /** The header's comment on it. */
  readonly doc: string | null
}

/** An enumeration: its constants by name. */
export type Enumeration = { readonly [name: string]: number }

/** A loaded library. Its functions and constants are properties: `lib.crc32(…)`, `lib.Z_OK`. */
export class Library {
  private constructor()
  /** Structs and unions as classes, enumerations as frozen objects. */
  readonly types: { readonly [name: string]: RecordClass & Enumeration }
  /** Everything by its C name, names included that this class uses itself. */
  readonly c: { readonly [name: string]: any }
  /**
   * Zeroed memory of the library, owned by the caller: freed with {@link Pointer.free}, by
   * `using`, or some time after the pointer was collected.
   *
   * ```js
   * const { load } = require('sandbridge')
   *
   * const lib = load('shapes.wasm')
   * const point = lib.new('vec3', { x: 5 })
   * point.x // 5
   * lib.close()
   * ```
   *
   * @param type - the type as C calls it
   * @param init - its value; with a count a sequence of so many
   * @param count - how many
   */
  new(type: string, init?: any, count?: number): Pointer & { [member: string]: any }
  /** Releases the instance. Everything that refers to it fails from then on; twice is fine. */
  close(): void
  /** Starts a fresh instance in its place, also after a trap. Pointers into the old one fail. */
  reset(): void
  /** The names of its functions. */
  functions(): string[]
  toString(): string
  [Symbol.dispose](): void
  /** A function or constant of the library. */
  [name: string]: any
}

/** The address of an object in a library's memory, with its type. */
export class Pointer {
  private constructor()
  /** The address. */
  readonly address: number
  /** How C spells its type: `z_stream *`. */
  readonly type: string
  /** How many elements were allocated; `undefined` for memory of the library's own. */
  readonly length: number | undefined
  /** What it points to: a number, pointer or `null`, or a record over that memory. */
  value: any
  /** An element, as `p[index]` is. */
  get(index: number): any
  /** Writes an element, as `p[index] = value` does. */
  set(index: number, value: any): void
  /** A copy of bytes that it points to; of all that was allocated by default. */
  read(length?: number): Uint8Array
  /** Copies bytes to where it points, `offset` bytes further on. */
  write(data: BufferLike, offset?: number): void
  /** The bytes that it points to, not copied. Empty once the library is closed or reset. */
  view(length?: number): Uint8Array
  /** The text that it points to, up to its NUL. */
  text(): string
  /** The same address as a pointer to another type. */
  cast(type: string): Pointer & { [member: string]: any }
  /** Gives memory from {@link Library.new} back; twice is fine. */
  free(): void
  /** Whether both are the same address in the same library. */
  equals(other: unknown): boolean
  toString(): string
  [Symbol.dispose](): void
  /** An element. */
  [index: number]: any
}

/** A struct or union. Its members are properties; those of guest records write guest memory. */
export class Record {
  protected constructor()
  /** A copy of its image as in the library's memory. */
  bytes(): Uint8Array
  /** A copy that shares nothing with it. */
  copy(): this
  /** Whether both are of one type and have the same bytes. */
  equals(other: unknown): boolean
  /** Its members as a plain object. */
  toJSON(): { [member: string]: any }
  toString(): string
}

/** An array inside a record: a view with elements by index. */
export interface ArrayView extends Iterable<any> {
  readonly length: number
  get(index: number): any
  set(index: number, value: any): void
  at(index: number): any
  toArray(): any[]
  /** The same memory as a typed array, for arrays of numbers. */
  view(): ArrayBufferView
  /** The text of a `char` array up to its NUL. */
  text(): string
  [index: number]: any
}
