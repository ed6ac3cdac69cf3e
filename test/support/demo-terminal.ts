import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from '../../build.mjs';

/** Bundles a program as the product is bundled; returns the file to run. */
export async function bundled(entry: string): Promise<string> {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'podscope-test-')), 'program.mjs');
  await build({ ...buildOptions, entryPoints: [entry], outfile, logLevel: 'error' });
  return outfile;
}
