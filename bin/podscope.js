#!/usr/bin/env node
// First of all: Node would open its inspector, a door into this process.
process.on('SIGUSR1', () => undefined);

// Asked for one by one, since an `import` of Node's modules runs more of them.
const { existsSync, statSync } = process.getBuiltinModule('node:fs');

if (process.features.inspector && !process.execArgv.some((flag) => flag.startsWith('--inspect'))) {
  // A signal that was faster than the line above opened it already.
  const inspector = process.getBuiltinModule('node:inspector');
  if (inspector.url() !== undefined) inspector.close();
}

// Node from 22.1 keeps what it compiled, in a folder of this user's own: whoever could write there could run
// anything here. What another Node compiled, or of other text, it leaves alone by itself.
const caches = process.env.XDG_CACHE_HOME || (process.env.HOME && `${process.env.HOME}/.cache`);
if (caches && isOwn(caches))
  process.getBuiltinModule('node:module').enableCompileCache?.(`${caches}/podscope`);

const program = new URL('../dist/podscope.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('podscope: it is not built yet; run `npm run build` first\n');
  process.exitCode = 1;
}

function isOwn(folder) {
  try {
    return statSync(folder).uid === process.getuid?.();
  } catch {
    // It is not there, or not to be looked at: then nothing is kept.
    return false;
  }
}
