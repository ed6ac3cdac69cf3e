import { type CommandPlace, placeFlags } from '../model/text/command-place.ts';
import { shCommand } from '../model/explain/shell/shell.ts';

/** What is to be known before anything else, and what one may try next: commands by their id. */
export interface Notice {
  readonly title: string;
  readonly lines: readonly string[];
  readonly choices: readonly { readonly key: string; readonly label: string; readonly command: string }[];
}

/** The Pod that the demo opens on: it is what all this is about, two containers that share a directory. */
export const DEMO_POD = { kind: 'Pod', name: 'two-containers' } as const;

/** What stands over the demo's first screen. */
export const DEMO_NOTICE: Notice = {
  title: 'This cluster is simulated',
  lines: [
    'podscope shows a Pod as what it is: containers with one IP, one localhost',
    'and shared directories (the line in the middle), who made it, and why it',
    'is not well. All of it, the shells too, is in this process: just try.',
  ],
  choices: [
    { key: '!', label: 'what is not well', command: 'not-well' },
    { key: 't', label: 'a short tour', command: 'tour' },
  ],
};

/** What is told in `:messages`: how to look at the demo's cluster with another client, and at another one. */
export function demoMessage(place: CommandPlace): string {
  const get = shCommand(['kubectl', ...placeFlags(place), 'get', 'pods']);
  return `${get} has this cluster too; podscope --context NAME shows a real one`;
}
