/** A little program that hands its own terminal to a real shell, as `podscope exec` does; for the tests in a pseudo-terminal. */
import { standardOf } from '../../src/terminal/lending/standard-streams.ts';
import { realShell } from './real-shell.ts';

const { input$, size$, write, close } = standardOf(process).hand({ tty: true, stdin: true });
const code = await realShell({ input$, size$, write: (data) => write('out', Buffer.from(data)) });
await close();
process.exit(code);
