import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemMessage } from './system-message.ts';

/** Writes a new file where the program was started, for its user alone; gives its path. Rejects with why not, in words. */
export async function saveFile(name: string, text: string): Promise<string> {
  const file = path.resolve(name);
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new Error(systemMessage(error), { cause: error });
  }
  return file;
}
