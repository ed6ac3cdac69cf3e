import { systemWords } from '../model/text/system-words.ts';

/** A system's error in its own words, with what it is about where that is known; other errors keep theirs. */
export function systemMessage(error: unknown): string {
  const words = systemWords(error);
  if (words === undefined) return error instanceof Error ? error.message : String(error);
  const { path } = error as NodeJS.ErrnoException;
  return path === undefined ? words : `${path}: ${words}`;
}
