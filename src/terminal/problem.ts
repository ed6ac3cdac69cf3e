interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why there can be no dashboard here, in one line; undefined where there can. */
export function terminalProblem({ stdin, stdout, env }: Streams): string | undefined {
  if (!stdin.isTTY || !stdout.isTTY) return 'the dashboard needs a terminal on standard input and output';
  if (env.TERM === 'dumb') return 'the terminal cannot place text (TERM=dumb)';
  return undefined;
}
