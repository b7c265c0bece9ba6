// JavaScript as it is written for one function: what it refers to, and its parts.
'use strict';

const { fail } = require('./native.js');
const { HOME, AT, KIND, POINTER, RECORD, TYPE } = require('./symbol.js');

// What emitted code refers to, under names of its own. Names from the interface are never part of
// emitted text.
class Names {
  constructor(state) {
    this.state = state;
    this.names = { ...state.frame, S: state, HOME, AT, KIND, POINTER, RECORD, TYPE };
  }

  // Makes `value` known to the code under a name of its own.
  bind(prefix, value) {
    const name = `${prefix}_${Object.keys(this.names).length}`;
    this.names[name] = value;
    return name;
  }

  // What the code in `body` returns.
  run(body) {
    return new Function(...Object.keys(this.names), `'use strict'; ${body}`)(
      ...Object.values(this.names),
    );
  }
}

// The code of one call as it grows.
class Emission extends Names {
  constructor(state, plan, where) {
    super(state);
    this.plan = plan;
    this.where = where;
    // Variables that the end of the call needs too, checks and conversions, then writes to the
    // frame, then what comes back, and what happens at the end of the call however it ends.
    this.outer = [];
    this.checks = [];
    // What takes places that must be given back when something fails, then
    this.holds = [];
    this.writes = [];
    this.after = [];
    this.finals = [];
    // Whether anything lies in the data area, and whether anything may be too large for it.
    this.hasData = false;
    this.mayBeLarge = false;
  }

  // How messages about that argument begin.
  parameter(arg) {
    const { name, spelling } = this.plan.args[arg];
    return `${this.where}: parameter \`${name}\` (${spelling})`;
  }

  // A call of this function fails, because the plan has something that is not done here.
  unsupported(arg, what) {
    const where = arg === undefined ? `${this.where}: result` : this.parameter(arg);
    this.checks.push(`${this.bind('refuse', () => fail('SB0309', `${where}: ${what}`))}();`);
  }
}

module.exports = { Names, Emission };
