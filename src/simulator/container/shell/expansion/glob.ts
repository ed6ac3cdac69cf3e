import { absolutePath, lstatIfThere, namesIn } from '../../machine/files/file-queries.ts';
import type { FileSystem } from '../../machine/files/file-system.ts';

/** A shell pattern (`*`, `?`, `[…]`) as an expression; what a backslash stands before is itself. */
export function patternExpression(pattern: string, greedy = true): string {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    const set = character === '[' ? /^\[[!^]?\]?[^\]]*\]/.exec(pattern.slice(at))?.[0] : undefined;
    if (character === '*') source += greedy ? '[\\s\\S]*' : '[\\s\\S]*?';
    else if (character === '?') source += '[\\s\\S]';
    else if (set !== undefined) {
      source += set.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
      at += set.length - 1;
    } else if (character === '\\') {
      at += 1;
      source += escape(pattern[at] ?? '\\');
    } else source += escape(character);
  }
  return source;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

export const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${patternExpression(pattern)}$`).test(text);

export const isPattern = (text: string): boolean => /(?<!\\)[*?[]/.test(text);

/** The paths that a pattern stands for, sorted; none where there are none. */
export function glob(files: FileSystem, cwd: string, pattern: string): readonly string[] {
  const absolute = pattern.startsWith('/');
  const steps = pattern.split('/').filter((step) => step !== '');
  let found = [absolute ? '/' : ''];
  for (const step of steps) {
    found = found.flatMap((path) => {
      if (!isPattern(step))
        return lstatIfThere(files, absolutePath(cwd, join(path, step))) ? [join(path, step)] : [];
      return namesIn(files, absolutePath(cwd, path))
        .filter((name) => (!name.startsWith('.') || step.startsWith('.')) && matches(step, name))
        .map((name) => join(path, name));
    });
  }
  return found;
}

const join = (path: string, name: string): string =>
  path === '' || path.endsWith('/') ? path + name : `${path}/${name}`;
