// The package for CommonJS: `const { load } = require('sandbridge')`.
'use strict'

const { load, Library } = require('./lib/library.js')
const { Pointer } = require('./lib/pointer.js')
const { Record } = require('./lib/record.js')
const { LongDouble } = require('./lib/wide.js')
const { Callback } = require('./lib/callback.js')
const { Handle } = require('./lib/handle.js')
const errors = require('./lib/errors.js')

module.exports = { load, Library, Pointer, Record, Callback, Handle, LongDouble, ...errors }
