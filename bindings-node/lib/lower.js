// Arguments: the JavaScript for each step of a plan before the call.
'use strict';

const { pointerArgument, hostHome } = require('./argument.js');
const { variableArguments } = require('./variadic.js');
const { Block } = require('./block.js');
const { DATA } = require('./frame.js');
const { fail, numberOfHalf } = require('./native.js');
const { NUMBERS, convert } = require('./number.js');
const { objectOf, pointerTarget, spelled } = require('./object.js');
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
    case 'wide':
      return emitWide(emission, step);
    case 'lanes':
      return emitLanes(emission, step);
    case 'variadic':
      return emitVariadic(emission, step);
    default:
      return emission.unsupported(step.arg, `a ${spelled(step)} cannot be passed`);
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
  const isList = step.element?.access === 'pointer';
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
      ${isList ? `else if (g instanceof ${emission.bind('Block', Block)}) k${arg}b = g;` : ''}
      else { ${r} = g.bytes; ${o} = g.offset; ${n} = g.length; }
    }`);
  const put = inline === null ? '' : `else if (is${arg}) { ${inline.write(arg, p, x, slot)} }`;
  emission.writes.push(`if (${r} !== null) { ${putBytes(step, x, r, o, n, p)} }
    ${step.text ? `else if (typeof ${a} === 'string') { ${emitText(emission, step, a, x, p)} }` : ''}
    ${put}`);
  if (isList) emitBlock(emission, arg);
  emission.writes.push(`U32[${slot * 2}] = ${x};`);
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

// A plain function has a C function pointer for the time of the call.
function emitCallback(emission, { arg, slot, signature }) {
  const where = emission.parameter(arg);
  const { state } = emission;
  const target = emission.bind('target', (value) =>
    state.callbacks.target(signature, value, where),
  );
  const [a, x, l] = [`a${arg}`, `x${arg}`, `l${arg}`];
  emission.outer.push(`let ${l} = null;`);
  emission.checks.push(`let ${x} = 0;
    if (typeof ${a} === 'function' && ${a}[KIND] === undefined) {
      ${l} = S.callbacks.take(${Number(signature)}, ${a});
      ${x} = ${l}.index;
    } else if (${a} !== null) ${x} = ${target}(${a});`);
  emission.writes.push(`U32[${slot * 2}] = ${x};`);
  emission.finals.push(`if (${l} !== null) S.callbacks.give(${l});`);
}

// An object by value: a copy of its image in the data area, of which the slot has the address.
function emitImage(emission, { arg, slot, value, layout }) {
  emission.hasData = true;
  emission.mayBeLarge = true;
  const { size } = layout;
  const a = `a${arg}`;
  const image = emission.bind('image', imageOf(emission, arg, value, size));
  const large = `(large ??= []).push(${slot}, b${arg}.subarray(o${arg}, o${arg} + ${size}), 0, ${layout.align});`;
  // A record is copied from where it lies.
  const quick =
    value.access === 'record'
      ? `if (${a}?.[KIND] === RECORD && ${a}[TYPE] === ${emission.bind('type', emission.state.record(value.record))} && ${a}[HOME].state === null) {
          h${arg} = ${a}[HOME]; b${arg} = h${arg}.bytes; o${arg} = ${a}[AT];
        } else `
      : '';
  emission.checks.push(`let h${arg} = null, b${arg}, o${arg} = 0;
    ${quick} b${arg} = ${image}(${a});`);
  const words = `h${arg} !== null && (o${arg} & 3) === 0`;
  emission.writes.push(`${aligned('at', layout.align)}
    if (at + ${size} > room) { ${large} }
    else {
      ${inWords(layout) ? `if (${words}) { ${copyWords(size, 'U32', `${DATA} + at`, `h${arg}.words`, `o${arg}`)} } else` : ''}
      ${copyImage(size, `b${arg}`, `o${arg}`)}
      top = at + ${size}; U32[${slot * 2}] = base + at;
    }`);
}

// Whether an image goes word by word: V8 does that fastest.
function inWords({ size, align }) {
  return size <= LOOP && size % 4 === 0 && align >= 4;
}

// Copies an image between byte offsets of Uint32Arrays.
function copyWords(size, to, toAt, from, fromAt) {
  const one = (_, i) => `${to}[t + ${i}] = ${from}[f + ${i}];`;
  return `const t = (${toAt}) >> 2, f = (${fromAt}) >> 2; ${Array.from({ length: size / 4 }, one).join(' ')}`;
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
  if (form === 'v128') return `${emission.bind('refuse', refuseVector)}();`;
  const room = form === 'pair' ? 16 : 8;
  const copy = `U8.fill(0, ${slot * 8}, ${slot * 8 + room}); U8.set(${bytes}, ${slot * 8});`;
  if (form !== 'i32' || size >= 4) return copy;
  const unused = 32 - size * 8;
  return `${copy} I32[${slot * 2}] = I32[${slot * 2}] << ${unused} >> ${unused};`;
}

function refuseVector() {
  fail('SB0309', 'vectors of a library that was built with SIMD cannot be passed by value');
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

// A vector: each lane in a slot of its own.
function emitLanes(emission, { arg, slot, value, layout, slots }) {
  const image = emission.bind('image', imageOf(emission, arg, value, layout.size));
  emission.checks.push(`const r${arg} = ${image}(a${arg});`);
  if (slots !== value.lanes) {
    emission.checks.push(`${emission.bind('refuse', refuseVector)}();`);
    return;
  }
  const { get, size } = NUMBERS[value.number];
  emission.writes.push(`{ const lanes = new DataView(r${arg}.buffer);`);
  for (let i = 0; i < slots; i++) {
    const lane = `lanes.${get}(${i * size}, true)`;
    emission.writes.push(
      NUMBERS[value.number].kind === 'b'
        ? `B64[${slot + i}] = ${lane};`
        : storeSlot(value.number, slot + i, lane),
    );
  }
  emission.writes.push('}');
}

// What follows the named arguments, in a buffer of which the slot has the address.
function emitVariadic(emission, { slot }) {
  const { args } = emission.plan;
  const block = emission.bind(
    'block',
    variableArguments(emission.state, emission.where, args.length),
  );
  emitBlock(emission, 'v', `${block}(rest)`, slot);
  emission.writes.push(`U32[${slot * 2}] = xv;`);
}

// A block of the data area, or of the guest's heap where it is too large. Its address is in `x…`.
function emitBlock(emission, id, given) {
  emission.hasData = true;
  const [k, x, p] = [`k${id}b`, `x${id}`, `p${id}b`];
  emission.outer.push(`let ${k} = null, ${p} = -1;`);
  if (given !== undefined) emission.checks.push(`let ${x} = 0; ${k} = ${given};`);
  emission.writes.push(`if (${k} !== null) {
    ${aligned('at', 16)}
    if (at + ${k}.size > room) ${x} = ${k}.spill(S);
    else {
      ${x} = base + at; ${p} = at; top = at + ${k}.size;
      if (${k}.isWritten) { if (outEnd === 0) out = at; outEnd = top; }
      ${k}.write(U8, ${DATA} + at, ${x});
    }
  }`);
  emission.after.push(`if (${k} !== null && ${k}.isWritten) ${k}.bringBack(S, U8, ${DATA} + ${p});`);
  emission.finals.push(`if (${k} !== null) ${k}.free(S);`);
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

// A function that is made when it is first called.
function lazily(make) {
  let made;
  return (...args) => (made ??= make())(...args);
}

module.exports = { emitLower, emitReturn, inWords, copyWords };
