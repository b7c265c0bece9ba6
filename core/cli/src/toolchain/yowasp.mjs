// Runs clang, itself compiled to WebAssembly (the @yowasp/clang package), in its virtual file
// system. Started with the path of a request; answers with one line of JSON a job.
//
// Request: { package, includes, jobs: [{ args, scan, inputs, output, stdout }] }
//   scan    C files whose includes are followed, to know which files clang will ask for
//   inputs  files that are taken as they are
//   output  file to write; stdout: file for what clang prints
// Real files lie under /real in the virtual system, because the package owns /usr there. It
// ignores `..` in paths, so a file included through `..` is put where such a path ends up.
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

const request = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { commands } = await import(pathToFileURL(request.package).href);

const ROOT = '/real';
const virtual = (real) => {
  const withoutDrive = path.resolve(real).replace(/^([A-Za-z]):/, '$1');
  return ROOT + '/' + withoutDrive.split(path.sep).filter(Boolean).join('/');
};
const asClangSeesIt = (name) =>
  name.split('/').filter((part) => part !== '..' && part !== '.').join('/');

function put(tree, at, contents) {
  const parts = at.split('/').filter(Boolean);
  const file = parts.pop();
  let folder = tree;
  for (const part of parts) folder = folder[part] ??= {};
  folder[file] = contents;
}

function read(file) {
  try { return readFileSync(file); } catch { return null; }
}

const INCLUDE = /^([ \t]*#[ \t]*include(?:_next)?[ \t]*["<])([^">\n]+)(?=[">])/gm;

function withVirtualPaths(contents) {
  const text = contents.toString('latin1');
  const changed = text.replaceAll(INCLUDE, (all, before, name) =>
    path.isAbsolute(name) ? before + virtual(name) : all);
  return new Uint8Array(Buffer.from(changed, 'latin1'));
}

function scan(tree, start, includes) {
  const folders = includes.map((folder) => [path.resolve(folder), virtual(folder)]);
  const seen = new Set();
  const waiting = [[path.resolve(start), virtual(start)]];
  while (waiting.length > 0) {
    const [real, at] = waiting.pop();
    if (seen.has(at)) continue;
    seen.add(at);
    const contents = read(real);
    if (contents === null) continue;
    put(tree, at, withVirtualPaths(contents));
    const here = [path.dirname(real), path.posix.dirname(at)];
    for (const [, , name] of contents.toString('latin1').matchAll(INCLUDE)) {
      for (const [folder, folderAt] of [here, ...folders]) {
        const file = path.resolve(folder, name);
        if (read(file) === null) continue;
        const place = path.isAbsolute(name) ? virtual(name) : asClangSeesIt(folderAt + '/' + name);
        waiting.push([file, place]);
      }
    }
  }
}

function sink() {
  const parts = [];
  return {
    write: (bytes) => { if (bytes !== null) parts.push(Buffer.from(bytes)); },
    bytes: () => Buffer.concat(parts),
  };
}

const realNames = (text) => text.replaceAll(ROOT + '/', process.platform === 'win32' ? '' : '/');

for (const [index, job] of request.jobs.entries()) {
  const tree = {};
  for (const file of job.scan) scan(tree, file, request.includes);
  for (const file of job.inputs) put(tree, virtual(file), new Uint8Array(readFileSync(file)));
  const replace = ({ real, prefix = '' }) => prefix + virtual(real);
  const args = job.args.map((arg) => (typeof arg === 'string' ? arg : replace(arg)));
  const [stdout, stderr] = [sink(), sink()];
  let ok = true;
  let problem = '';
  try {
    const files = await commands.clang(args, tree, {
      stdout: stdout.write, stderr: stderr.write, decodeASCII: false, fetchProgress: () => {},
    });
    if (job.output) {
      let entry = files;
      for (const part of virtual(job.output).split('/').filter(Boolean)) entry = entry?.[part];
      if (entry === undefined) ok = false;
      else writeFileSync(job.output, entry);
    }
    if (job.stdout) writeFileSync(job.stdout, realNames(stdout.bytes().toString('utf8')));
  } catch (error) {
    ok = false;
    if (error.code === undefined) problem = String(error);
  }
  const said = realNames(stderr.bytes().toString('utf8')) + problem;
  process.stdout.write(JSON.stringify({ index, ok, said }) + '\n');
  if (!ok) break;
}
