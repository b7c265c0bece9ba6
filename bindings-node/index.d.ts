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

import type { LibraryError } from './lib/errors.js'

export * from './lib/errors.js'

/** Memory that can be given where C has a pointer to bytes. */
export type BufferLike = ArrayBufferView | ArrayBufferLike

/**
 * What can be given for a parameter: numbers (`bigint` for 64 bits), booleans, text and buffers,
 * typed arrays, records, plain objects and arrays behind `const` pointers, pointers, handles, and
 * `null`.
 */
export type Argument =
  | number
  | bigint
  | boolean
  | string
  | null
  | BufferLike
  | Pointer
  | Handle
  | Record
  | Callback
  | ((...args: any[]) => any)
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

/** A C function pointer: callable, of one library and one life of its instance. */
export interface FunctionPointer {
  (...args: Argument[]): any
  /** How C spells its type: `int (*)(int)`. */
  readonly type: string
  /** The same function as one of another function type. */
  cast(type: string): FunctionPointer
  /** Whether both are the same function. */
  equals(other: unknown): boolean
}

/**
 * A JavaScript function as a C function pointer: see {@link Library.callback}. It is one until
 * {@link Callback.release}, the end of a `using` block, or some time after it was collected.
 */
export class Callback {
  private constructor()
  /** How C spells its type: `int (*)(int)`. */
  readonly type: string
  /** C may keep the pointer, but calling it is an error from now on. Twice is fine. */
  release(): void
  toString(): string
  [Symbol.dispose](): void
}

/**
 * An object that a C library owns: of one of the library's own classes, such as `lib.Database`, whose
 * methods are the library's functions. There is one JavaScript object for each. One that is collected is
 * closed some time later, after what depends on it.
 */
export class Handle {
  protected constructor(...made: never[])
  /** Whether it was closed, by itself or with what it depends on. */
  readonly closed: boolean
  /** Whether both stand for the same object. */
  equals(other: unknown): boolean
  toString(): string
}

/** A `long double`: computes as the nearest double, and keeps its exact 16 bytes. */
export class LongDouble {
  constructor(value?: number | bigint | LongDouble)
  /** The `long double` of that image, 16 bytes. */
  static fromBytes(bytes: Uint8Array): LongDouble
  /** Its image as in C's memory. */
  toBytes(): Uint8Array
  /** The nearest double, ties to even. */
  valueOf(): number
  toString(): string
  toJSON(): number
  /** Whether both have the same image. */
  equals(other: unknown): boolean
}

/** A complex number, as arguments and results. A real number is taken too. */
export interface Complex {
  re: number
  im: number
}

/** A variable argument with its C type: see {@link Library.typed}. */
export interface Typed {
  readonly value: unknown
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
  /**
   * Folders that the library may use, by the absolute path under which it sees each: `{ '/data':
   * './data', '/share': { path: '/usr/share', readOnly: true } }`. It has no other files: no `..`,
   * absolute path or symbolic link leads out of them.
   */
  folders?: { [name: string]: string | { path: string; readOnly?: boolean } }
  /** Program arguments that the library sees. */
  args?: string[]
  /** Environment variables that the library sees. */
  env?: { [name: string]: string }
  /** C declarations for a module without an interface: `int add(int a, int b);`. */
  cdef?: string
  /** Another load of the same library, whose classes of handles and exceptions this one has, too. */
  like?: Library
  /** For packages made from a library: its classes of handles and exceptions, by name. */
  classes?: { [name: string]: new (...args: never[]) => Handle | LibraryError }
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
export interface RecordClass<T = Record & { [member: string]: any }> {
  new (...members: any[]): T
  (...members: any[]): T
  /** How C names it: `struct vec3`. */
  readonly name: string
  /** Its size in bytes, as `sizeof` gives it. */
  readonly size: number
  /** The header's comment on it. */
  readonly doc: string | null
}

/** An enumeration: its constants by name. */
export type Enumeration = { readonly [name: string]: number }

/**
 * A loaded library. Its functions and constants are properties: `lib.crc32(…)`, `lib.Z_OK`.
 *
 * Where the library comes with facts, they are applied here: names have no prefix and JavaScript's habit
 * (`lib.openV2`), lengths and out-parameters are gone, several results come as one object, objects of
 * the library are handles with methods, and failures are exceptions of its own class
 * (`lib.SqliteError`). {@link Library.c} has everything as C wrote it.
 */
export class Library {
  protected constructor(...made: never[])
  /** Structs and unions as classes, enumerations as frozen objects. */
  readonly types: { readonly [name: string]: RecordClass & Enumeration }
  /** Everything as C wrote it, names included that this class uses itself. */
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
  /**
   * The function as a C function pointer for longer than a call: for members, variables, and
   * where the library keeps it. As an argument that is used during the call alone a plain function
   * does.
   *
   * @param type - a function type, a pointer to one, or a `typedef` of either
   */
  callback(type: string, fn: (...args: any[]) => any): Callback
  /** A variable argument whose C type is stated, checked and promoted as C does. */
  typed(type: string, value: any): Typed
  /** A typed pointer to a C variable, to the first element of an array. */
  address(name: string): Pointer & { [member: string]: any }
  /** The C library's `errno`. */
  errno: number
  /** Releases the instance. Everything that refers to it fails from then on; twice is fine. */
  close(): void
  /** Starts a fresh instance in its place, also after a trap. Pointers into the old one fail. */
  reset(): void
  /** The names of its functions. */
  functions(): string[]
  toString(): string
  [Symbol.dispose](): void
  /** A function, constant or variable of the library. */
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
  /**
   * `count` elements from here on, all that were allocated by default, as an array over the same
   * memory: structs too. Taken as an argument where the pointer is.
   */
  array(count?: number): ArrayView
  /** The text that it points to, up to its NUL; wide text behind integers of 2 and 4 bytes. */
  text(): string
  /**
   * A typed pointer to what the path leads to, members by name and elements by number; nothing is
   * read but pointers on the way. One number, which may be negative, is C's `p + n`.
   */
  at(...path: (string | number)[]): Pointer & { [member: string]: any }
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

/**
 * An array inside a record or behind a pointer: a view with elements by index. The methods of
 * arrays work on the elements that there are when they are called.
 */
export interface ArrayView
  extends
    Iterable<any>,
    Pick<
      any[],
      | 'entries'
      | 'every'
      | 'filter'
      | 'find'
      | 'findIndex'
      | 'forEach'
      | 'includes'
      | 'indexOf'
      | 'join'
      | 'keys'
      | 'map'
      | 'reduce'
      | 'slice'
      | 'some'
      | 'values'
    > {
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
