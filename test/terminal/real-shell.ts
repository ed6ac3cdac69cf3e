/** A real shell as a session in a container would be, for the little programs that lend it their terminal. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Pty from '@lydell/node-pty';
import type { LentTerminal } from '../../src/ports/terminal.ts';

// It brings a native part, which cannot be bundled.
const pty = createRequire(path.join(process.cwd(), 'package.json'))('@lydell/node-pty') as typeof Pty;

/** Runs a shell until it ends; resolves with its exit code. */
export function realShell({
  input$,
  size$,
  write,
}: Pick<LentTerminal, 'input$' | 'size$' | 'write'>): Promise<number> {
  const session = pty.spawn('bash', ['--norc', '-i'], {
    cols: process.stdout.columns,
    rows: process.stdout.rows,
    env: { ...process.env, PS1: 'lent> ', BASH_SILENCE_DEPRECATION_WARNING: '1' },
  });
  input$.subscribe((bytes) => session.write(Buffer.from(bytes).toString()));
  const resizing = size$.subscribe((now) => session.resize(now.columns, now.rows));
  session.onData((data) => {
    const written = write(data);
    if (!written) return;
    session.pause();
    void written.then(() => session.resume());
  });
  return new Promise((resolve) => {
    session.onExit(({ exitCode }) => {
      resizing.unsubscribe();
      resolve(exitCode);
    });
  });
}
