import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../model/log.ts';
import { makeFolder } from '../disk/make-folder.ts';
import { systemMessage } from './system-message.ts';

/** More than anything that is remembered has, in characters. */
const LONGEST = 512;

/** Keeps short texts in `$XDG_STATE_HOME/podscope`, or in ~/.local/state: what cannot be kept is told to the log, and with neither
 * nothing is: a file of where podscope was started is none of ours. */
export function memoryIn(env: Readonly<Record<string, string | undefined>>, log: Log) {
  const { XDG_STATE_HOME = '', HOME = '' } = env;
  // Relative paths are to be ignored (XDG Base Directory Specification).
  const state = path.isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : HOME && path.join(HOME, '.local/state');
  const fileOf = (name: string): string => path.join(state, 'podscope', name);
  return {
    read: async (name: string): Promise<string | undefined> => {
      if (state === '') return undefined;
      const text = await readFile(fileOf(name), 'utf8').catch(() => '');
      return text.slice(0, LONGEST).trim() || undefined;
    },
    write: async (name: string, text: string): Promise<void> => {
      if (state === '') return;
      try {
        await makeFolder(path.dirname(fileOf(name)));
        await writeFile(fileOf(name), text.slice(0, LONGEST), { mode: 0o600 });
      } catch (error) {
        log('warning', 'memory', `not remembered: ${systemMessage(error)}`);
      }
    },
  };
}
