import type { Command } from 'commander';
import { HELPER_IMAGE } from '../../model/processes/helper.ts';

export interface PsFlags {
  readonly pstree: boolean;
  readonly readonly: boolean;
  /** As the node sees it, by a Pod that is made for it: asked for before, or agreed to by `yes`. */
  readonly node: boolean;
  readonly yes: boolean;
  readonly image: string;
}

export function psCommand(program: Command): Command {
  return program
    .command('ps')
    .argument('[name...]', 'the NAME of a Pod')
    .usage('[options] NAME')
    .description("one Pod's processes by container, once, as a tree (walks /proc by exec)")
    .option('--pstree', 'as `pstree -g` draws them', false)
    .option(
      '--node',
      'as its node has them, by a Pod with hostPID that is made for a moment (asks first)',
      false,
    )
    .option('--yes', 'makes that Pod without asking', false)
    .option('--image <image>', 'the image of that Pod: any with sh, head and grep', HELPER_IMAGE);
}
