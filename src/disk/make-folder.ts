import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * A folder, with those above it. Not by `recursive`: Node 20 goes round for ever in a file system that answers ENOENT
 * beside a parent that is there, as /proc does. Rejects with the system's error.
 *
 * @param mode of those that are made, as far as the umask lets it; without it they are one's own
 */
export async function makeFolder(dir: string, mode = 0o700): Promise<void> {
  try {
    await mkdir(dir, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw error;
    await makeFolder(path.dirname(dir), mode);
    await mkdir(dir, { mode });
  }
}
