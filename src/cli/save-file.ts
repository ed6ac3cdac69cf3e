import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemMessage } from './system-message.ts';

/**
 * Writes a new file where the program was started, for its user alone; gives its path. Rejects with why not, in words;
 * what could not be written whole is not left there.
 */
export async function saveFile(name: string, text: string): Promise<string> {
  const file = path.resolve(name);
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      // Some file systems tell only then that there was no room.
      await handle.writeFile(text).finally(() => handle.close());
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  } catch (error) {
    throw new Error(systemMessage(error), { cause: error });
  }
  return file;
}
