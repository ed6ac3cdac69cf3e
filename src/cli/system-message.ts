import { getSystemErrorMap } from 'node:util';

/** A system's error in its own words alone (`No space left on device`); other errors keep theirs. */
export function systemMessage(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  const words = errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1];
  return words === undefined ? String(message ?? error) : words.charAt(0).toUpperCase() + words.slice(1);
}
