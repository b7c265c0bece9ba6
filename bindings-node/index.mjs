// The package for ES modules: `import { load } from 'sandbridge'`.

import sandbridge from './index.js'

export const {
  load,
  Library,
  Pointer,
  Record,
  Callback,
  Handle,
  LongDouble,
  SandbridgeError,
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
} = sandbridge
export default sandbridge
