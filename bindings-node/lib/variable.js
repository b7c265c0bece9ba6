// C variables: values at the addresses that the module exports.
'use strict';

const { fail, revived } = require('./native.js');
const { objectOf } = require('./object.js');

class Variables {
  constructor(state, described) {
    this.state = state;
    this.byName = new Map(described.map(([name, ty, isConst]) => [name, { name, ty, isConst }]));
  }

  names() {
    return this.byName.keys();
  }

  // The variable with its type, and where it is in the present life of the instance.
  find(name) {
    const { state } = this;
    const found = this.byName.get(name);
    if (found === undefined) throw revived(state.native.unknownName(String(name)));
    found.type ??= JSON.parse(state.native.typeAt(found.ty));
    found.object ??= objectOf(state, found.type.access);
    const home = state.here();
    if (found.home !== home) {
      found.at = state.native.variable(name);
      found.home = home;
    }
    home.reach(found.at, found.type.layout?.size ?? 0);
    return found;
  }

  // A number, a pointer, or a view of the record or array.
  load(name) {
    const { object, home, at } = this.find(name);
    return object.load(home, at);
  }

  store(name, value) {
    const { object, home, at, isConst, type } = this.find(name);
    const where = `${this.state.name}.${name} (${type.spelling})`;
    if (isConst) fail('SB0305', `${where}: it is \`const\``);
    object.store(home, at, value, where);
  }

  // A typed pointer to it, to the first element of an array.
  address(name) {
    const { state } = this;
    const { home, at, type } = this.find(name);
    if (type.access.access !== 'array') return new (state.pointerTo(type))(at, home, 1);
    const element = JSON.parse(state.native.typeAt(type.of));
    return new (state.pointerTo(element))(at, home, type.access.count || undefined);
  }
}

module.exports = { Variables };
