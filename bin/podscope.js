#!/usr/bin/env node
// First of all: Node would open its inspector, a door into this process.
process.on('SIGUSR1', () => undefined);

import { existsSync } from 'node:fs';

if (process.features.inspector && !process.execArgv.some((flag) => flag.startsWith('--inspect'))) {
  // A signal that was faster than the line above opened it already.
  const inspector = await import('node:inspector');
  if (inspector.url() !== undefined) inspector.close();
}

const program = new URL('../dist/podscope.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('podscope: it is not built yet; run `npm run build` first\n');
  process.exitCode = 1;
}
