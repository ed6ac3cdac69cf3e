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

const path = require('node:path');
const { existsSync } = require('node:fs');
const { cacheFolder } = require('./cache-folder.js');

const program = path.join(__dirname, '../dist/podscope.cjs');
if (existsSync(program)) {
  const folder = cacheFolder();
  const { enableCompileCache } = require('node:module');
  // Node from 22.1 keeps what it compiled by itself.
  if (folder) enableCompileCache?.(folder);
  if (folder && !enableCompileCache) require('./code-cache.js').run(program, folder);
  else require(program);
} else {
  process.stderr.write('podscope: it is not built yet; run `npm run build` first\n');
  process.exitCode = 1;
}
