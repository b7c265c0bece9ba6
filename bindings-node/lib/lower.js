// Arguments: the JavaScript for each step of a plan before the call.
'use strict';

const { pointerArgument, hostHome } = require('./argument.js');
const { DATA } = require('./frame.js');
const { NUMBERS, convert } = require('./number.js');
const { objectOf, spelled } = require('./object.js');
const { putText } = require('./text.js');

// Buffers larger than this go straight to the guest: from there on the second copy costs more than
// the dearer entry (16 KiB: 310 ns through the frame, 460 straight; 32 KiB: 1,430 and 1,070).
const LARGE = 16 << 10;
// Below, a loop is faster than calling `set`.
const LOOP = 64;
// Text up to this length is copied character by character as long as it is ASCII.
const SHORT_TEXT = 24;
// A plain object is written without an image when it has at most so many members, all numbers.
const MEMBERS = 16;

function emitLower(emission, step) {
  switch (step.op) {
    case 'number':
      return emitNumber(emission, step);
    case 'pointer':
      return emitPointer(emission, step);
    case 'callback':
      return emitCallback(emission, step);
    case 'image':
      return emitImage(emission, step);
    case 'single':
      return emitSingle(emission, step);
    case 'area':
      return emitArea(emission, step);
    case 'nothing':
      return undefined;
    case 'variadic':
      return emission.unsupported(undefined, 'variadic functions cannot be called yet');
    default:
      return emission.unsupported(step.arg, `a ${spelled(step)} cannot be passed yet`);
  }
}

function emitNumber(emission, { arg, slot, number }) {
  const a = `a${arg}`;
  const where = emission.parameter(arg);
  const slow = emission.bind('slow', (value) => convert(number, value, where));
  emission.checks.push(`if (${NUMBERS[number].bad(a)}) ${a} = ${slow}(${a});`);
  emission.writes.push(storeSlot(number, slot, a));
}

// Extended to the slot's width, as the callee expects.
function storeSlot(form, slot, a) {
  switch (form) {
    case 'bool':
      return `U32[${slot * 2}] = ${a} ? 1 : 0;`;
    case 'i64':
    case 'u64':
      return `if (typeof ${a} === 'bigint') ${form === 'i64' ? 'B64' : 'BU64'}[${slot}] = ${a};
        else { I32[${slot * 2}] = ${a}; I32[${slot * 2 + 1}] = Math.floor(${a} / 4294967296); }`;
    case 'f32':
      return `F32[${slot * 2}] = ${a};`;
    case 'f64':
      return `F64[${slot}] = ${a};`;
    case 'u32':
      return `U32[${slot * 2}] = ${a};`;
    default:
      return `I32[${slot * 2}] = ${a};`;
  }
}

// What was given is, once checked, an address in `x`, text in `t`, or bytes: `n` of them in `r`
// from `o` on. The writes put text and bytes into the data area, at `p`.
function emitPointer(emission, { pointee, ...rest }) {
  // What lies behind it is a description of its own in the plan.
  const step = { ...rest, ...pointee };
  emission.hasData = true;
  emission.mayBeLarge = true;
  const { arg, slot } = step;
  const given = emission.bind(
    'given',
    lazily(() => pointerArgument(emission.state, step, emission.parameter(arg))),
  );
  const [a, x, r, o, n, p] = [...'axronp'].map((letter) => letter + arg);
  const isBytes = step.pointee === 'bytes';
  const inline = step.is_const ? inlineMembers(emission, step) : null;
  const quick = [`if (${a} === null) ;`];
  if (step.text) quick.push(`else if (typeof ${a} === 'string') ;`);
  if (isBytes)
    quick.push(`else if (${a} instanceof Uint8Array) { ${r} = ${a}; ${n} = ${a}.length; }`);
  if (inline !== null) quick.push(inline.check(a, arg, `slow${arg} = true;`));
  emission.checks
    .push(`let ${x} = 0, ${r} = null, ${o} = 0, ${n} = 0, ${p} = -1, slow${arg} = false;
    const k${arg} = ${a}?.[KIND];
    ${inline === null ? '' : inline.declare(arg)}
    if (k${arg} === undefined) { ${quick.join('\n')} else slow${arg} = true; }
    else if (k${arg} === POINTER && ${a}[HOME].state === S && ${a}[TYPE].to === ${Number(step.to)}
      && ${a}[HOME].generation === S.generation) ${x} = ${a}[AT];
    else slow${arg} = true;
    if (slow${arg}) {
      const g = ${given}(${a});
      if (typeof g === 'number') ${x} = g;
      else { ${r} = g.bytes; ${o} = g.offset; ${n} = g.length; }
    }`);
  const put = inline === null ? '' : `else if (is${arg}) { ${inline.write(arg, p, x, slot)} }`;
  emission.writes.push(`if (${r} !== null) { ${putBytes(step, x, r, o, n, p)} }
    ${step.text ? `else if (typeof ${a} === 'string') { ${emitText(emission, step, a, x, p)} }` : ''}
    ${put}
    U32[${slot * 2}] = ${x};`);
  if (!step.is_const) emission.after.push(bringBack(r, o, n, p));
}

function putBytes({ slot, is_const: isConst, layout }, x, r, o, n, p) {
  return `${aligned('at', Math.max(16, layout?.align ?? 1))}
    if (${n} > ${LARGE} || at + ${n} > room) {
      (large ??= []).push(${slot}, ${n} === ${r}.length ? ${r} : ${r}.subarray(${o}, ${o} + ${n}), ${isConst ? 0 : 1}, ${Math.max(16, layout?.align ?? 1)});
    } else {
      ${p} = at; ${x} = base + at; top = at + ${n};
      ${isConst ? '' : `if (outEnd === 0) out = at; outEnd = top;`}
      if (${n} <= ${LOOP}) { ${loop('U8', `${DATA} + at`, r, o, n)} }
      else U8.set(${n} === ${r}.length ? ${r} : ${r}.subarray(${o}, ${o} + ${n}), ${DATA} + at);
    }`;
}

// Copies `n` bytes, four at a time: V8 does not unroll loops by itself.
function loop(to, toAt, from, fromAt, n) {
  const one = (i) => `${to}[t + ${i}] = ${from}[f + ${i}];`;
  return `let t = ${toAt}, f = ${fromAt};
    const end = f + ${n};
    for (; f + 4 <= end; t += 4, f += 4) { ${[0, 1, 2, 3].map(one).join(' ')} }
    for (; f < end; t++, f++) ${one(0)}`;
}

function bringBack(r, o, n, p) {
  return `if (${r} !== null && ${p} >= 0) {
    if (${n} <= ${LOOP}) { ${loop(r, o, 'U8', `${DATA} + ${p}`, n)} }
    else ${r}.set(U8.subarray(${DATA} + ${p}, ${DATA} + ${p} + ${n}), ${o});
  }`;
}

function emitText(emission, { arg, slot }, a, x, p) {
  const where = emission.parameter(arg);
  const { frame } = emission.state;
  const slow = emission.bind('text', (text, at, room) => putText(frame, text, at, room, where));
  return `const length = ${a}.length;
    let i = 0;
    ${p} = top;
    if (length < ${SHORT_TEXT} && ${p} + length < room) {
      for (; i < length; i++) {
        const c = ${a}.charCodeAt(i);
        if (c === 0 || c > 127) break;
        U8[${DATA} + ${p} + i] = c;
      }
    } else i = -1;
    if (i === length) U8[${DATA} + ${p} + i] = 0;
    else i = ${slow}(${a}, ${p}, room - ${p});
    if (i < 0) (large ??= []).push(${slot}, ${a}, 0, 1);
    else { ${x} = base + ${p}; top = ${p} + i + 1; }`;
}

// The members of a plain object go to the frame one by one, when all are numbers.
function inlineMembers(emission, { pointee, element, layout }) {
  if (pointee !== 'elements' || element.access !== 'record') return null;
  const { members, isUnion } = emission.state.record(element.record);
  const isPlain = ({ access }) => access.access === 'number' && NUMBERS[access.number].kind !== 'b';
  if (isUnion || members.length === 0 || members.length > MEMBERS || !members.every(isPlain)) {
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
    check: (a, arg, otherwise) => `else if (typeof ${a} === 'object') {
      let count = 0;
      for (const _ in ${a}) count++;
      ${members.map((member, i) => `${name(arg, i)} = ${a}[${JSON.stringify(member.name)}];`).join('\n')}
      if (count === ${members.length} && ${members
        .map(({ access }, i) => `!(${NUMBERS[access.number].bad(name(arg, i))})`)
        .join(' && ')}) is${arg} = true;
      else ${otherwise}
    }`,
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

function emitCallback(emission, { arg, slot }) {
  emission.checks.push(`if (a${arg} !== null) {`);
  emission.unsupported(arg, 'function pointers cannot cross yet, only null can');
  emission.checks.push('}');
  emission.writes.push(`U32[${slot * 2}] = 0;`);
}

// A record by value: a copy of its image in the data area, of which the slot has the address.
function emitImage(emission, { arg, slot, value, layout }) {
  if (value.access !== 'record') {
    return emission.unsupported(arg, `a ${spelled(value)} cannot be passed yet`);
  }
  emission.hasData = true;
  emission.mayBeLarge = true;
  const image = emission.bind('image', imageOf(emission, arg, value, layout.size));
  emission.checks.push(`const r${arg} = ${image}(a${arg});`);
  emission.writes.push(`${aligned('at', layout.align)}
    if (at + ${layout.size} > room) (large ??= []).push(${slot}, r${arg}, 0, ${layout.align});
    else { U8.set(r${arg}, ${DATA} + at); top = at + ${layout.size}; U32[${slot * 2}] = base + at; }`);
  return undefined;
}

function imageOf(emission, arg, access, size) {
  const where = emission.parameter(arg);
  const object = lazily(() => objectOf(emission.state, access).store);
  return (value) => {
    const home = hostHome(size);
    object(home, 0, value, where);
    return home.bytes;
  };
}

// A record that is passed as its only member.
function emitSingle(emission, { arg, slot, record, layout, number }) {
  const image = emission.bind(
    'image',
    imageOf(emission, arg, { access: 'record', record }, layout.size),
  );
  emission.checks.push(`const r${arg} = ${image}(a${arg});`);
  const bytes = number === 'pair' ? 16 : 8;
  emission.writes.push(
    `U8.fill(0, ${slot * 8}, ${slot * 8 + bytes}); U8.set(r${arg}, ${slot * 8});`,
  );
  if (number === 'i32' && layout.size < 4) {
    const unused = 32 - layout.size * 8;
    emission.writes.push(`I32[${slot * 2}] = I32[${slot * 2}] << ${unused} >> ${unused};`);
  }
}

// Room for the result, of which the slot has the address.
function emitArea(emission, { slot, layout }) {
  emission.hasData = true;
  emission.mayBeLarge = true;
  // What is too large for the frame comes back in a buffer of its own.
  const { size } = layout;
  emission.checks.push('let area = U8, areaAt = 0;');
  emission.writes.push(`${aligned('at', layout.align)}
    if (at + ${size} > room) (large ??= []).push(${slot}, area = new Uint8Array(${size}), 1, ${layout.align});
    else {
      areaAt = ${DATA} + at; top = at + ${size}; if (outEnd === 0) out = at; outEnd = top;
      U32[${slot * 2}] = base + at;
    }`);
}

// Moves the variable `p` to the next place in the data area that C may use for that alignment.
// What the area stands for is aligned to 16.
function aligned(p, align) {
  const mask = Math.max(align, 1) - 1;
  return align > 16
    ? `${p} = ((base + top + ${mask}) & ~${mask}) - base;`
    : `${p} = (top + ${mask}) & ~${mask};`;
}

// A function that is made when it is first called.
function lazily(make) {
  let made;
  return (...args) => (made ??= make())(...args);
}

module.exports = { emitLower };
