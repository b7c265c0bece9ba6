// The modules of the conformance cases, for tests of what is Node's own.
'use strict';

const path = require('node:path');
const { load } = require('..');

const casePath = (name) => path.join(__dirname, '../../core/conformance/cases', name, 'case.wasm');
const loadCase = (name, options) => load(casePath(name), options);

// The failure that `act` ends in.
function failure(act) {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

module.exports = { casePath, loadCase, failure };
