// Arguments: the JavaScript for each step of a plan before the call.
'use strict';

const { pointerArgument } = require('./argument.js');
const { variableArguments } = require('./variadic.js');
const { LOOP, storeSlot, loop, aligned, lazily } = require('./write.js');
const { Block } = require('./block.js');
const { DATA } = require('./frame.js');
const { emitImage, emitSingle, emitWide, emitLanes } = require('./image.js');
const { inlineMembers } = require('./members.js');
const { NUMBERS, convert } = require('./number.js');
const { spelled } = require('./object.js');
const { putText } = require('./text.js');

// Buffers larger than this go straight to the guest: from there on the second copy costs more than
// the dearer entry (16 KiB: 310 ns through the frame, 460 straight; 32 KiB: 1,430 and 1,070).
const LARGE = 16 << 10;
// Text up to this length is copied character by character as long as it is ASCII.
const SHORT_TEXT = 24;

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
  const isRecord = isConstRecord(step);
  const inline = isRecord ? inlineMembers(emission, step.element.record, step.layout) : null;
  const isList = step.element?.access === 'pointer';
  const quick = [`if (${a} === null) ;`];
  if (step.text) quick.push(`else if (typeof ${a} === 'string') ;`);
  if (isBytes)
    quick.push(`else if (${a} instanceof Uint8Array) { ${r} = ${a}; ${n} = ${a}.length; }`);
  if (inline !== null) quick.push(`else ${inline.check(a, arg, `slow${arg} = true;`)}`);
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

// Whether members may stand for what lies behind the pointer.
function isConstRecord({ is_const: isConst, pointee, element }) {
  return isConst && pointee === 'elements' && element.access === 'record';
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
  emission.after.push(
    `if (${k} !== null && ${k}.isWritten) ${k}.bringBack(S, U8, ${DATA} + ${p});`,
  );
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

module.exports = { emitLower, emitBlock, putBytes, bringBack };
