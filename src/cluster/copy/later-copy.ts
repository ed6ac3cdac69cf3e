import type { Connection } from '../../ports/connection.ts';
import { loaded } from '../loaded.ts';
import type { Execute } from './remote.ts';

/** Copies files; its code is loaded with the first copy: nothing else needs archives. */
export function laterCopy(exec: Execute): Connection['copyFiles'] {
  return async (...asked) => {
    const { copyFiles } = await loaded(import('./copy-files.ts'), 'copyFiles');
    return copyFiles(exec, ...asked);
  };
}
