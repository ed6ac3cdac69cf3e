import type { Connection } from '../ports/connection.ts';

/** Who ends the program does not wait for a server that does not answer: what was made there ends by itself. In ms. */
const LONGEST = 8_000;

/** Tidies connections; undefined where none has anything to tidy. */
export function tidied(connections: readonly Pick<Connection, 'nodes'>[]): Promise<unknown> | undefined {
  const tidying = connections.flatMap((connection) => connection.nodes.tidy() ?? []);
  if (tidying.length === 0) return undefined;
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST).unref());
  return Promise.race([Promise.all(tidying), late]);
}
