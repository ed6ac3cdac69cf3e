import { type Command, InvalidArgumentError } from 'commander';

/** How the simulated cluster is to be. */
export interface DemoFlags {
  /** So many Pods more. */
  readonly pods: number;
  readonly seed: number;
  /** Trouble on the line. */
  readonly faults: boolean;
  /** The server alone, without the dashboard. */
  readonly serve: boolean;
}

/** More would not fit into the memory that a demo may take. */
const MOST_PODS = 250_000;

/** Adds the flags of `podscope demo`. */
export function demoOptions(command: Command): Command {
  return command
    .option('--pods <number>', 'fill the cluster with so many Pods more', count(MOST_PODS), 0)
    .option(
      '--seed <number>',
      'repeat a run exactly: the same seed, the same happenings',
      count(2 ** 32 - 1),
      1,
    )
    .option('--faults', 'trouble on the line: resets, errors, restarts of the server', false)
    .option(
      '--serve',
      'only the server: prints the path of a kubeconfig for it and runs until ctrl-c',
      false,
    );
}

const count =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number <= most) return number;
    throw new InvalidArgumentError(`give a whole number from 0 to ${most}.`);
  };

/** What nobody would heed of a demo's flags; undefined where all are. */
export const serveProblem = ({
  serve,
  readonly,
}: Pick<DemoFlags, 'serve'> & { readonly readonly: boolean }): string | undefined =>
  serve && readonly
    ? '--readonly is for the dashboard, which --serve has not: give it to the `podscope` that uses the cluster.'
    : undefined;
