// Loaded into the program that is soaked: garbage goes twice a minute, so that what grows is what is kept;
// what is left then stands in the file SOAK_MEMORY, a line a time.
import { appendFileSync } from 'node:fs';

const file = process.env.SOAK_MEMORY;
setInterval(() => {
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  if (file) appendFileSync(file, `${JSON.stringify({ heapUsed, external, arrayBuffers })}\n`);
}, 30_000).unref();
