'use strict';
/**
 * Runs the built program with its chunks compiled beforehand. Node from 22.1 could keep what it compiled by itself, but
 * for ever, and never says what it still uses.
 *
 * One file for an installed program and a version of Node holds what V8 compiled of each chunk: a line of JSON, chunk
 * to [where its code begins, how long it is, checksum of it, checksum of the chunk's text], and the code. V8 takes a
 * damaged code for a good one and crashes over it, so that both checksums are ours to look at.
 */
const {
  readFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');
const { DAY, sweep } = require('./code-sweep.js');
const { asAtStart } = require('./v8-flags.js');

/** When a program that runs on keeps its code, in ms: what it needs to start was compiled then, and is not forgotten yet. */
const SETTLED = 3_000;

/** Runs `program` and what it requires from its folder `chunks`; keeps code in `folder`. */
exports.run = function run(program, folder) {
  // Node 21 and 22.0 have no such function.
  if (!crc32) return void require(program);
  const file = path.join(folder, `code-${process.version}-${process.arch}-${crc32(program).toString(16)}`);
  let known = read(file);
  const loaded = new Map();
  let fresh = false;

  const load = (name, at) => {
    const before = loaded.get(name);
    if (before) return before.module.exports;
    const bytes = readFileSync(at);
    const textSum = crc32(bytes);
    // esbuild writes ASCII alone.
    const text = bytes.latin1Slice();
    const kept = known.get(name);
    const cachedData = kept?.textSum === textSum && crc32(kept.code) === kept.codeSum ? kept.code : undefined;
    const whole = `(function(exports,require,module,__filename,__dirname){'use strict';${text}\n})`;
    const options = { filename: at, ...(cachedData && { cachedData }) };
    const script = asAtStart(() => new Script(whole, options));
    fresh ||= !cachedData || script.cachedDataRejected === true;
    const module = { exports: {} };
    loaded.set(name, { module, script, textSum });
    const from = path.dirname(at);
    script.runInThisContext()(module.exports, (id) => required(id, from), module, at, from);
    return module.exports;
  };
  const required = (id, from) =>
    id.startsWith('.') ? load(path.basename(id), path.join(from, id)) : require(id);

  const keep = () => {
    if (fresh) {
      write(file, withThose(loaded, read(file), program));
      sweep(folder, path.basename(file));
    }
    fresh = false;
    // What is loaded later is compiled then: a megabyte is not held for it.
    known = new Map();
  };
  setTimeout(keep, SETTLED).unref();
  process.on('exit', keep);
  load(path.basename(program), program);
};

/** What was kept of the program's chunks, and in its place what is known now of those that were loaded. */
function withThose(loaded, before, program) {
  const chunks = path.join(path.dirname(program), 'chunks');
  const all = new Map([...before].filter(([name]) => existsSync(path.join(chunks, name))));
  for (const [name, { script, textSum }] of loaded) {
    const code = asAtStart(() => script.createCachedData());
    all.set(name, { textSum, codeSum: crc32(code), code });
  }
  return all;
}

function read(file) {
  try {
    // What is no file may be read without end, and what another wrote may be anything.
    const found = lstatSync(file);
    if (!found.isFile() || found.uid !== process.getuid()) return new Map();
    const whole = readFileSync(file);
    // That it is in use; the file system's own time of reading may not be kept.
    if (Math.abs(Date.now() - found.mtimeMs) > DAY) utimesSync(file, new Date(), new Date());
    const head = whole.indexOf('\n') + 1;
    const entries = JSON.parse(whole.latin1Slice(0, head)).map(([name, start, length, codeSum, textSum]) => [
      name,
      { textSum, codeSum, code: whole.subarray(head + start, head + start + length) },
    ]);
    return new Map(entries);
  } catch {
    // It is not there yet, or is no such file: the program is compiled anew, and the file written anew.
    return new Map();
  }
}

/** Another podscope may read it meanwhile, or write it as well: it is there whole or not at all. */
function write(file, known) {
  let start = 0;
  const head = [...known].map(([name, { code, codeSum, textSum }]) => {
    start += code.length;
    return [name, start - code.length, code.length, codeSum, textSum];
  });
  const written = `${file}.${process.pid}`;
  try {
    makeFolder(path.dirname(file));
    writeFileSync(
      written,
      Buffer.concat([
        Buffer.from(`${JSON.stringify(head)}\n`),
        ...[...known.values()].map(({ code }) => code),
      ]),
      { mode: 0o600 },
    );
    renameSync(written, file);
  } catch {
    // No room, or no right: what it costs is a slower start.
    remove(written);
  }
}

/** Not by `recursive`: Node 20 goes round for ever in /proc, and in whatever says ENOENT beside a parent that is there. */
function makeFolder(dir) {
  if (existsSync(dir)) return;
  makeFolder(path.dirname(dir));
  mkdirSync(dir, { mode: 0o700 });
}

function remove(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // It could not be written either.
  }
}
