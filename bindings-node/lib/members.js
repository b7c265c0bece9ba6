// A plain object for a record: when all members are numbers, they go to the call frame one by one,
// without an image in between.
'use strict';

const { hostHome } = require('./argument.js');
const { DATA } = require('./frame.js');
const { NUMBERS } = require('./number.js');
const { aligned } = require('./write.js');

// Of records with more members an image is made.
const MEMBERS = 16;

// The pieces of code for it, `null` for records to which it does not apply.
function inlineMembers(emission, id, layout) {
  const { members, isUnion, tag } = emission.state.record(id);
  const isPlain = ({ access }) => access.access === 'number' && NUMBERS[access.number].kind !== 'b';
  if (
    isUnion ||
    tag !== null ||
    members.length === 0 ||
    members.length > MEMBERS ||
    !members.every(isPlain)
  ) {
    return null;
  }
  const name = (arg, i) => `m${arg}_${i}`;
  // For the rare call whose other arguments fill the frame.
  const whole = emission.bind('whole', (...values) => {
    const home = hostHome(layout.size);
    members.forEach(({ object, offset }, i) => object.store(home, offset, values[i], ''));
    return home.bytes;
  });
  return {
    declare: (arg) => `let is${arg} = false, ${members.map((_, i) => name(arg, i)).join(', ')};`,
    // Reads the members, once each; `otherwise` where they are not all there, or not numbers that fit.
    check: (a, arg, otherwise) => `if (typeof ${a} === 'object') {
      let count = 0;
      for (const _ in ${a}) count++;
      ${members.map((member, i) => `${name(arg, i)} = ${a}[${JSON.stringify(member.name)}];`).join('\n')}
      if (count === ${members.length} && ${members
        .map(({ access }, i) => `!(${NUMBERS[access.number].bad(name(arg, i))})`)
        .join(' && ')}) is${arg} = true;
      else ${otherwise}
    }`,
    // Writes them to the data area at `p`, and the address to `x`.
    write: (arg, p, x, slot) => `${aligned(p, layout.align)}
      if (${p} + ${layout.size} > room) {
        (large ??= []).push(${slot}, ${whole}(${members.map((_, i) => name(arg, i)).join(', ')}), 0, ${layout.align});
      } else {
        ${x} = base + ${p}; top = ${p} + ${layout.size};
        ${padding(members, layout.size) ? `U8.fill(0, ${DATA} + ${p}, ${DATA} + top);` : ''}
        ${members.map(({ access, offset }, i) => writeMember(access.number, offset, layout, p, name(arg, i))).join('\n')}
      }`,
  };
}

// Whether some bytes belong to no member.
function padding(members, size) {
  return members.reduce((sum, { access }) => sum + NUMBERS[access.number].size, 0) !== size;
}

const VIEWS = { i16: 'I16', u16: 'U16', i32: 'I32', u32: 'U32', f32: 'F32', f64: 'F64' };

function writeMember(form, offset, layout, p, value) {
  const { size, set } = NUMBERS[form];
  const view = size === 1 ? 'U8' : VIEWS[form];
  // Packed members may lie anywhere.
  if (offset % size !== 0 || layout.align < size) {
    return `DV.${set}(${DATA + offset} + ${p}, ${value}, true);`;
  }
  return `${view}[(${DATA + offset} + ${p}) / ${size}] = ${value};`;
}

module.exports = { inlineMembers };
