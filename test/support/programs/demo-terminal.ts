import path from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from '../../../build.mjs';
import { testFolder } from '../test-folder.ts';

/** Bundles a program as the product is bundled; returns the file to run. */
export async function bundled(entry: string): Promise<string> {
  const outfile = path.join(testFolder(), 'program.mjs');
  await build({ ...buildOptions, entryPoints: [entry], outfile, logLevel: 'error' });
  return outfile;
}
