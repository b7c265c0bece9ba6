#!/usr/bin/env node
// The `sandbridge` command: build, bind, inspect and call.
'use strict';

const process = require('node:process');
const { command } = require('../lib/native.js');

// Tells the command which Node to run when the C compiler is an npm package.
process.env.SANDBRIDGE_NODE ??= process.execPath;
process.exitCode = command(['sandbridge', ...process.argv.slice(2)]);
