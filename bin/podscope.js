#!/usr/bin/env node
'use strict';
// First of all: Node would open its inspector, a door into this process.
process.on('SIGUSR1', () => undefined);

// A signal that was faster than the line above opened it already. To look takes a tenth of the start, and so is done
// after it: who may send a signal may do as much by other ways.
if (process.features.inspector && !process.execArgv.some((flag) => flag.startsWith('--inspect'))) {
  setTimeout(() => {
    const inspector = require('node:inspector');
    if (inspector.url() !== undefined) inspector.close();
  }, 1_000).unref();
}

// Keeps the part of the heap for what is new as small as it is: while a list of thousands comes, V8 lets it grow to
// 48 MiB, which stay, though hardly anything of what is new lives on; src/app/young-space.ts lets it grow as far as
// that pays. Before anything is compiled, since V8 takes no
// code that was kept under other flags; and in no Node of which it is not known that it has the flag.
//
// One thread collects what is new: there is so little of it that waking others for it takes longer, 5 % of a start.
//
// And has code run longer before it is optimized: V8's threads used half a second of processor time for that while a
// list of thousands came, which hardly made it come any sooner. And has less put into one another then: what is
// inlined beyond a little is compiled again wherever it is called, a seventh of all that such a list took.
//
// Who filters logs by an expression runs it against text of anyone: where it would go back and forth without end, V8
// runs it in linear time. With the first of both flags an expression can be asked whether it can be run so
// (src/model/logs/linear.ts).
if (Number.parseInt(process.versions.node) <= 24) {
  const { setFlagsFromString } = require('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--interrupt-budget=300000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
  setFlagsFromString('--enable-experimental-regexp-engine');
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}

const path = require('node:path');
const { statSync } = require('node:fs');

const program = path.join(__dirname, '../dist/podscope.cjs');
const size = statSync(program, { throwIfNoEntry: false })?.size;
if (size === undefined) fail('it is not built yet; run `npm run build` first');
else
  try {
    if (size === 0) throw new SyntaxError(`${program} is empty`);
    start();
  } catch (error) {
    // Its code is not all there, or it would have begun; what fails later is told by the same words.
    fail(damageBehind(error) ?? damaged(told(error)));
  }

function start() {
  const { cacheFolder } = require('./cache-folder.js');
  const folder = cacheFolder();
  if (folder) require('./code-cache.js').run(program, folder);
  else require(program);
}

/** Which file it is (src/cli/damage.ts); that may be damaged as well. */
function damageBehind(error) {
  try {
    return require('../dist/damage.cjs').damageOf(error, path.dirname(program));
  } catch {
    return undefined;
  }
}

function damaged(how) {
  return `its installation is damaged: ${how}; install podscope again (npm install -g podscope)`;
}

/** V8 says before the stack of a syntax error where that is. */
function told({ message, stack }) {
  const [first, ...more] = String(message).split('\n');
  const where = String(stack).split('\n')[0];
  return more.length === 0 && where.includes(path.dirname(__dirname)) ? `${where}: ${first}` : first;
}

function fail(why) {
  process.stderr.write(`podscope: ${why}\n`);
  process.exitCode = 1;
}
