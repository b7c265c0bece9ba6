// Stands for a DataView of guest memory where the engine lets nobody share memory with it: each
// access copies.
'use strict';

class CopiedView {
  constructor(native) {
    this.native = native;
  }
}

for (const name of Object.getOwnPropertyNames(DataView.prototype)) {
  const form = /^(get|set)(\D+)(\d+)$/.exec(name);
  if (form === null) continue;
  const size = Number(form[3]) / 8;
  CopiedView.prototype[name] =
    form[1] === 'get'
      ? function (at, littleEndian) {
          const bytes = this.native.read(at, size);
          return new DataView(bytes.buffer, bytes.byteOffset)[name](0, littleEndian);
        }
      : function (at, value, littleEndian) {
          const bytes = new Uint8Array(size);
          new DataView(bytes.buffer)[name](0, value, littleEndian);
          this.native.write(at, bytes);
        };
}

module.exports = { CopiedView };
