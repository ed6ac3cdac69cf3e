import { shCommand } from '../explain/shell/shell.ts';

const SHELL = /(?:^|\/)(?:ba|da|a|z|k|mk|fi|c|tc)?sh$/;
/** `-c` and `-lc`: what follows is all that is run. */
const RUNS = /^-[a-z]*c$/;

/** Whether it is typed into until it is left; without words it is the container's own shell. */
const isTypedInto = ([program = 'sh', ...rest]: readonly string[]): boolean =>
  SHELL.test(program) && !rest.some((word) => RUNS.test(word));

/** How one comes back from a command in a container, or from what is attached to. */
export function wayBack(command: readonly string[], attached: boolean): string {
  if (attached) return 'Ctrl-p Ctrl-q comes back';
  return isTypedInto(command)
    ? 'exit or Ctrl-D comes back'
    : `comes back when \`${shCommand(command)}\` ends`;
}
