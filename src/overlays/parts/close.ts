import type { Command } from '../../commands/command.ts';
import type { Action } from '../../store/actions.ts';

export const CLOSE: Action = { type: 'close' };

/** The command that closes an overlay, on these keys. */
export function closing(overlay: string, keys: readonly string[] = ['escape']): Command {
  return {
    id: `${overlay}-close`,
    keys,
    title: 'close',
    hint: 'close',
    scope: `overlay:${overlay}`,
    run: () => [CLOSE],
  };
}
