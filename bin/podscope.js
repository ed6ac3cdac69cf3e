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

require('./v8-flags.js').set();

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
