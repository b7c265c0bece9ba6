// The hidden keys of records, arrays and pointers. Members of C records are ordinary properties,
// so that everything of ours is behind symbols.
'use strict';

// Gives a prototype the keys that its objects have of their own. An assignment that found none
// would go on to the proxy at the end of the prototypes.
function declare(prototype, ...keys) {
  for (const key of keys) {
    Object.defineProperty(prototype, key, { value: null, writable: true });
  }
}

module.exports = {
  declare,
  // On prototypes: what it is, one of KINDS.
  KIND: Symbol('sandbridge.kind'),
  POINTER: 1,
  RECORD: 2,
  ARRAY: 3,
  CALLBACK: 4,
  FUNCTION: 5,
  TYPED: 6,
  LONG_DOUBLE: 7,
  HANDLE: 8,
  // A handle's library, and its id: place and serial number.
  STATE: Symbol('sandbridge.state'),
  PLACE: Symbol('sandbridge.place'),
  SERIAL: Symbol('sandbridge.serial'),
  // Whose bytes: a slab of host memory or one life of a guest (`lib/home.js`).
  HOME: Symbol('sandbridge.home'),
  // Where in it.
  AT: Symbol('sandbridge.at'),
  // On prototypes: the description of the type; the kind of handles.
  TYPE: Symbol('sandbridge.type'),
  // On prototypes of records with a tag and of unions beside one: the member of a union that is
  // `live`, and which members conversions show (`shows`).
  TAG: Symbol('sandbridge.tag'),
  // A pointer's number of elements, when that is known.
  COUNT: Symbol('sandbridge.count'),
  // A pointer's target as a record, once it was asked for.
  VALUE: Symbol('sandbridge.value'),
  // What `using` calls at the end of a block.
  DISPOSE: Symbol.dispose ?? Symbol.for('Symbol.dispose'),
  INSPECT: Symbol.for('nodejs.util.inspect.custom'),
};
