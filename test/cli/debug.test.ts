/** What `podscope debug` makes of a container that is over before it can be attached to. */
import { EMPTY } from 'rxjs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseArguments } from '../../src/cli/arguments/arguments.ts';
import type { DebugShot } from '../../src/cli/arguments/debug-command.ts';
import { runDebug } from '../../src/cli/one-shot/exec/debug.ts';
import type { OneShotSource } from '../../src/cli/one-shot/source.ts';
import type { Failure } from '../../src/model/kinds/watch-event.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import type { Standard } from '../../src/ports/terminal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const podWith = (state: object): Pod => ({
  metadata: { name: 'web', namespace: 'default', uid: 'web' },
  spec: { containers: [{ name: 'app' }], ephemeralContainers: [{ name: 'peek' }] } as never,
  status: { phase: 'Running', ephemeralContainerStatuses: [{ name: 'peek', state }] } as never,
});
const running = podWith({ running: {} });
const over = podWith({ terminated: { exitCode: 3 } });

const standard: Standard = {
  terminals: { input: false },
  hand: () => ({ input$: EMPTY, output: () => undefined, close: () => undefined }) as never,
};

/** Runs it in a cluster whose attach fails, and whose Pod is these, one after the other. */
async function debugged(failure: Failure, pods: readonly Pod[]) {
  const read: string[] = [];
  let asked = 0;
  const source = {
    namespace: 'default',
    pod: () => Promise.resolve(pods[Math.min(asked++, pods.length - 1)]),
    whole: () => Promise.resolve({ ...running, kind: 'Pod' }),
    startDebugContainer: () => Promise.resolve({ type: 'running' }),
    attach: () => Promise.resolve({ type: 'failed', failure }),
    logs: () => {
      read.push('log');
      return Promise.resolve();
    },
  } as unknown as OneShotSource;
  const said = { out: '', err: '' };
  const output = {
    out: (text: string) => (said.out += text),
    err: (text: string) => (said.err += text),
  };
  const shot = parseArguments(
    ['debug', 'web', '--image=i', '-c', 'peek', '-i', '-q', '--', 'true'],
    '0',
    output as never,
  ) as DebugShot;
  const code = runDebug(shot, source, output as never, standard);
  await vi.runAllTimersAsync();
  return { code: await code, read, asked, err: said.err };
}

const gone = { code: 500, reason: 'InternalError', message: 'container peek not found' };

it('waits until the Pod says how it ended, and reads what it said', async () => {
  const { code, read, err } = await debugged(gone, [running, running, running, over]);
  expect({ code, read, err }).toEqual({ code: 3, read: ['log'], err: '' });
});

it('says why it could not be attached to where it goes on', async () => {
  const { code, read, err } = await debugged(gone, [running]);
  expect({ code, read }).toEqual({ code: 1, read: [] });
  expect(err).toContain('container peek not found');
});

it('waits for nothing where nobody may attach', async () => {
  const { code, asked } = await debugged({ code: 403, reason: 'Forbidden', message: 'no' }, [running]);
  expect({ code, asked }).toEqual({ code: 1, asked: 1 });
});
