// Pieces of emitted code that write the call frame.
'use strict';

// Below, a loop is faster than calling `set`.
const LOOP = 64;

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

// Copies `n` bytes, four at a time: V8 does not unroll loops by itself.
function loop(to, toAt, from, fromAt, n) {
  const one = (i) => `${to}[t + ${i}] = ${from}[f + ${i}];`;
  return `let t = ${toAt}, f = ${fromAt};
    const end = f + ${n};
    for (; f + 4 <= end; t += 4, f += 4) { ${[0, 1, 2, 3].map(one).join(' ')} }
    for (; f < end; t++, f++) ${one(0)}`;
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

module.exports = { LOOP, storeSlot, loop, inWords, copyWords, aligned, lazily };
