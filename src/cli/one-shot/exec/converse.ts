import type { SessionStreams } from '../../../ports/connection.ts';
import type { Standard } from '../../../ports/terminal.ts';
import type { Writer } from '../../arguments/arguments.ts';
import { typedStreams } from './typed-streams.ts';

/** From opening a session to its end, after which the terminal is as it was; or until the user leaves it. */
export async function converse<Result>(
  {
    tty,
    stdin,
    attach = false,
  }: { readonly tty: boolean; readonly stdin: boolean; readonly attach?: boolean },
  output: Writer,
  standard: Standard,
  session: (streams: SessionStreams, signal: AbortSignal) => Promise<Result>,
): Promise<Result | 'left'> {
  const aborter = new AbortController();
  const streams = standard.hand({ tty, stdin });
  const typed = tty ? typedStreams(streams, output, () => aborter.abort(), attach) : undefined;
  try {
    const result = await session(typed?.ends ?? streams, aborter.signal);
    return aborter.signal.aborted ? 'left' : result;
  } finally {
    typed?.close();
    await streams.close();
  }
}
