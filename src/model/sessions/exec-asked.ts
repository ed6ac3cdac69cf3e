import { type Flag, readFlags } from '../text/flags.ts';

/** What stands behind `:exec`. */
export const EXEC_TAKES = '[-c CONTAINER] COMMAND';
/** What stands behind `:debug`. */
export const DEBUG_TAKES = '[--target CONTAINER] [IMAGE]';

/** What is to be run, nothing being a shell, and in which container, where one is named. */
export interface ExecAsked {
  readonly command: readonly string[];
  readonly container?: string;
}

/** Of which image a debug container is to be, empty where that is asked, and beside which container, where one is named. */
export interface DebugAsked {
  readonly image: string;
  /** Whether it was said to be one: a word alone may be a name. */
  readonly isSaid: boolean;
  readonly container?: string;
}

/** A session has a terminal anyway. */
const OF_A_TERMINAL: Flag = { names: ['-i', '-t', '-it', '-ti', '-ii', '-tt', '--stdin', '--tty'] };
const CONTAINER: Flag = { names: ['-c', '--container'], value: 'a container' };
const TARGET: Flag = { names: ['--target'], value: 'a container' };
const IMAGE: Flag = { names: ['--image'], value: 'an image' };

/** The words of a command with the flags of `podscope exec` before it; a text says what is wrong with them. */
export function execAsked(words: readonly string[]): ExecAsked | string {
  const read = readFlags(words, [OF_A_TERMINAL, CONTAINER], true);
  if (typeof read === 'string') return `:exec ${read}: ${EXEC_TAKES}`;
  const container = read.given.get(CONTAINER);
  return { command: read.rest, ...(container !== undefined && { container }) };
}

/** An image with the flags of `podscope debug`; a text says what is wrong with them. */
export function debugAsked(words: readonly string[]): DebugAsked | string {
  const read = readFlags(words, [OF_A_TERMINAL, TARGET, IMAGE]);
  if (typeof read === 'string') return `:debug ${read}: ${DEBUG_TAKES}`;
  const container = read.given.get(TARGET);
  const images = [read.given.get(IMAGE) ?? [], ...read.rest].flat();
  const [image = '', ...more] = images;
  if (more.length > 0) return `:debug takes one image: ${DEBUG_TAKES}`;
  return { image, isSaid: read.rest.length === 0, ...(container !== undefined && { container }) };
}
