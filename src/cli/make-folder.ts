import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * A folder of one's own, with those above it. Not by `recursive`: Node 20 goes round for ever in a file system that
 * answers ENOENT beside a parent that is there, as /proc does. Rejects with the system's error.
 */
export async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw error;
    await makeFolder(path.dirname(dir));
    await mkdir(dir, { mode: 0o700 });
  }
}
