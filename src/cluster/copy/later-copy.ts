import type { Connection } from '../../ports/connection.ts';
import { loaded } from '../loaded.ts';
import type { Unfinished } from '../unfinished.ts';
import type { Means } from './copy-files.ts';

/** Copies files; its code is loaded with the first copy: nothing else needs archives. What is half-written goes with it. */
export function laterCopy(means: Means, unfinished: Unfinished): Connection['copyFiles'] {
  return (request, tell, given) =>
    unfinished.run(given, 'what was copied in part to be removed', async (signal) => {
      const { copyFiles } = await loaded(import('./copy-files.ts'), 'copyFiles');
      return copyFiles(means, request, tell, signal);
    });
}
