// Values that are made as images first: records, wide and complex numbers and vectors by value, and
// what callbacks return.
'use strict';

const { hostHome } = require('./argument.js');
const { DATA } = require('./frame.js');
const { fail, numberOfHalf } = require('./native.js');
const { inlineMembers } = require('./members.js');
const { NUMBERS, convert } = require('./number.js');
const { objectOf, pointerTarget } = require('./object.js');
const { LOOP, storeSlot, loop, inWords, copyWords, aligned, lazily } = require('./write.js');

// An object by value: a copy of its image in the data area, of which the slot has the address.
function emitImage(emission, { arg, slot, value, layout }) {
  emission.hasData = true;
  emission.mayBeLarge = true;
  const { size } = layout;
  const a = `a${arg}`;
  const image = emission.bind('image', imageOf(emission, arg, value, size));
  const large = `(large ??= []).push(${slot}, b${arg}.subarray(o${arg}, o${arg} + ${size}), 0, ${layout.align});`;
  const isRecord = value.access === 'record';
  const inline = isRecord ? inlineMembers(emission, value.record, layout) : null;
  // A record is copied from where it lies, and numbers of a plain object go straight to the frame.
  const quick = isRecord
    ? `if (k${arg} === RECORD && ${a}[TYPE] === ${emission.bind('type', emission.state.record(value.record))} && ${a}[HOME].state === null) {
        h${arg} = ${a}[HOME]; b${arg} = h${arg}.bytes; o${arg} = ${a}[AT];
      } else `
    : '';
  const members =
    inline === null
      ? ''
      : `if (k${arg} === undefined && ${a} !== null) {
          ${inline.check(a, arg, `b${arg} = ${image}(${a});`)} else b${arg} = ${image}(${a});
        } else `;
  emission.checks.push(`let h${arg} = null, b${arg}, o${arg} = 0;
    const k${arg} = ${a}?.[KIND];
    ${inline === null ? '' : `let x${arg} = 0, p${arg} = 0; ${inline.declare(arg)}`}
    ${quick} ${members} b${arg} = ${image}(${a});`);
  const words = `h${arg} !== null && (o${arg} & 3) === 0`;
  const written =
    inline === null
      ? ''
      : `if (is${arg}) { ${inline.write(arg, `p${arg}`, `x${arg}`, slot)} U32[${slot * 2}] = x${arg}; } else `;
  emission.writes.push(`${written} { ${aligned('at', layout.align)}
    if (at + ${size} > room) { ${large} }
    else {
      ${inWords(layout) ? `if (${words}) { ${copyWords(size, 'U32', `${DATA} + at`, `h${arg}.words`, `o${arg}`)} } else` : ''}
      ${copyImage(size, `b${arg}`, `o${arg}`)}
      top = at + ${size}; U32[${slot * 2}] = base + at;
    } }`);
}

function copyImage(size, from, offset) {
  if (size > LOOP) return `U8.set(${from}.subarray(${offset}, ${offset} + ${size}), ${DATA} + at);`;
  return `{ ${loop('U8', `${DATA} + at`, from, offset, size)} }`;
}

function imageOf(emission, arg, access, size) {
  const where = emission.parameter(arg);
  const store = lazily(() => objectOf(emission.state, access).store);
  return (value) => {
    const home = hostHome(size);
    store(home, 0, value, where);
    return home.bytes;
  };
}

// A record that is passed as its only member.
function emitSingle(emission, { arg, slot, record, layout, number }) {
  const access = { access: 'record', record };
  const image = emission.bind('image', imageOf(emission, arg, access, layout.size));
  emission.checks.push(`const r${arg} = ${image}(a${arg});`);
  emission.writes.push(imageSlots(emission, `r${arg}`, slot, number, layout.size));
}

// The bytes of an image in slots, sign-extended to 32 bits.
function imageSlots(emission, bytes, slot, form, size) {
  const room = form === 'pair' ? 16 : 8;
  const copy = `U8.fill(0, ${slot * 8}, ${slot * 8 + room}); U8.set(${bytes}, ${slot * 8});`;
  if (form !== 'i32' || size >= 4) return copy;
  const unused = 32 - size * 8;
  return `${copy} I32[${slot * 2}] = I32[${slot * 2}] << ${unused} >> ${unused};`;
}

// A number that is no `number`: in one slot, in two, or as the address of a copy.
function emitWide(emission, step) {
  const { arg, slot, slots, size } = step;
  const access = { ...step, access: 'wide' };
  if (slots === 0) {
    // Its alignment is its size, up to that of the data area.
    const align = Math.min(16, 1 << Math.ceil(Math.log2(size)));
    return emitImage(emission, { arg, slot, value: access, layout: { size, align } });
  }
  const image = emission.bind('image', imageOf(emission, arg, access, Math.max(size, 8 * slots)));
  emission.checks.push(`const r${arg} = ${image}(a${arg});`);
  emission.writes.push(wideSlots(emission, `r${arg}`, slot, step, size));
  return undefined;
}

function wideSlots(emission, bytes, slot, { wide, signed, slots }, size) {
  // Half floats travel widened.
  if (wide === 'f16') {
    const widen = emission.bind('widen', (image) => numberOfHalf(image[0] | (image[1] << 8)));
    return `F32[${slot * 2}] = ${widen}(${bytes});`;
  }
  const copy = `U8.set(${bytes}.subarray(0, ${slots * 8}), ${slot * 8});`;
  if (slots > 1 || size >= 8) return copy;
  // Sign-extended, as narrow integers are.
  const bits = size * 8;
  const extend = signed ? 'asIntN' : 'asUintN';
  return `${copy} B64[${slot}] = BigInt.${extend}(${bits}, B64[${slot}]);`;
}

// A vector, or a record that is one: each lane in a slot of its own.
function emitLanes(emission, { arg, slot, value, layout, number, slots, width }) {
  const image = emission.bind('image', imageOf(emission, arg, value, Math.max(layout.size, 16)));
  emission.checks.push(`const r${arg} = ${image}(a${arg});`);
  if (width === 16) {
    // With SIMD 16 bytes in each slot, for which the frame has no room.
    emission.hasData = true;
    emission.mayBeLarge = true;
    for (let i = 0; i < slots; i++) {
      const part = `r${arg}.subarray(${i * 16}, ${i * 16 + 16})`;
      emission.writes.push(`(large ??= []).push(${slot + i}, ${part}, 2, 16);`);
    }
    return;
  }
  const { get, size, kind } = NUMBERS[number];
  emission.writes.push(`{ const lanes = new DataView(r${arg}.buffer);`);
  for (let i = 0; i < slots; i++) {
    const lane = `lanes.${get}(${i * size}, true)`;
    emission.writes.push(
      kind === 'b' ? `B64[${slot + i}] = ${lane};` : storeSlot(number, slot + i, lane),
    );
  }
  emission.writes.push('}');
}

// What a callback returned, in `r`: the code that stores it where C finds it, and what must be
// read from the frame before the callback runs.
function emitReturn(names, result, where) {
  const { state } = names;
  const converted = (access, size) => {
    const store = lazily(() => objectOf(state, access).store);
    return names.bind('image', (value) => {
      const home = hostHome(size);
      store(home, 0, value, where);
      return home.bytes;
    });
  };
  switch (result.op) {
    case 'nothing':
      return { before: '', after: '' };
    case 'number': {
      const slow = names.bind('slow', (value) => convert(result.number, value, where));
      const check = `if (${NUMBERS[result.number].bad('r')}) r = ${slow}(r);`;
      return { before: '', after: `${check} ${storeSlot(result.number, 0, 'r')}` };
    }
    case 'pointer':
      return {
        before: '',
        after: `U32[0] = ${names.bind('target', (value) => pointerTarget(state, result.pointer, value, where))}(r);`,
      };
    case 'callback':
      return {
        before: '',
        after: `U32[0] = ${names.bind('target', (value) => state.callbacks.target(result.signature, value, where))}(r);`,
      };
    case 'wide': {
      const access = { ...result, access: 'wide', size: 8 };
      const image = converted(access, 8);
      return {
        before: '',
        after: `const image = ${image}(r); ${wideSlots(names, 'image', 0, { ...result, slots: 1 }, 8)}`,
      };
    }
    case 'single': {
      const { size } = result.layout;
      const image = converted({ access: 'record', record: result.record }, size);
      return {
        before: '',
        after: `const image = ${image}(r); ${imageSlots(names, 'image', 0, result.number, size)}`,
      };
    }
    default: {
      const image = converted(result.value, result.layout.size);
      return { before: 'const area = U32[0];', after: `S.writeAt(area, ${image}(r));` };
    }
  }
}

module.exports = { emitImage, emitSingle, emitWide, emitLanes, emitReturn };
