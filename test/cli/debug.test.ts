/** What `podscope debug` makes of a container that is over before it can be attached to. */
import { EMPTY } from 'rxjs';
import { expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments/arguments.ts';
import type { DebugShot } from '../../src/cli/arguments/debug-command.ts';
import { runDebug } from '../../src/cli/one-shot/exec/debug.ts';
import type { OneShotSource } from '../../src/cli/one-shot/source.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import type { AttachRequest, AttachResult } from '../../src/ports/connection.ts';
import type { Standard } from '../../src/ports/terminal.ts';

const running = {
  metadata: { name: 'web', namespace: 'default', uid: 'web' },
  spec: { containers: [{ name: 'app' }], ephemeralContainers: [{ name: 'peek' }] } as never,
  status: { phase: 'Running' } as never,
} satisfies Pod;

const standard: Standard = {
  terminals: { input: false },
  hand: () => ({ input$: EMPTY, output: () => undefined, close: () => undefined }) as never,
};

/** Runs it in a cluster whose attach ends like that. */
async function debugged(result: AttachResult, pod: Pod = running) {
  const read: string[] = [];
  const asked: AttachRequest[] = [];
  const source = {
    namespace: 'default',
    pod: () => Promise.resolve(pod),
    whole: () => Promise.resolve({ ...pod, kind: 'Pod' }),
    startDebugContainer: () => Promise.resolve({ type: 'running' }),
    attach: (request: AttachRequest) => {
      asked.push(request);
      return Promise.resolve(result);
    },
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
  return { code: await runDebug(shot, source, output as never, standard), read, asked, err: said.err };
}

it('reads what one said that ended before it was attached to, and ends as it did', async () => {
  const { code, read, asked, err } = await debugged({ type: 'exited', code: 3, unseen: true });
  expect({ code, read, err }).toEqual({ code: 3, read: ['log'], err: '' });
  expect(asked).toMatchObject([{ container: 'peek', justMade: true }]);
});

it('reads no log of one that was attached to', async () => {
  const { code, read } = await debugged({ type: 'exited', code: 3 });
  expect({ code, read }).toEqual({ code: 3, read: [] });
});

it('says why it could not be attached to where it goes on', async () => {
  const failure = { code: 500, reason: 'InternalError', message: 'container peek not found' };
  const { code, read, err } = await debugged({ type: 'failed', failure });
  expect({ code, read }).toEqual({ code: 1, read: [] });
  expect(err).toContain('container peek not found');
});

it('says where the Pod went without telling how one ended', async () => {
  const { code, err } = await debugged({ type: 'ended', deleted: true });
  expect({ code, err }).toEqual({
    code: 1,
    err: 'podscope: Pod web is gone: how peek ended is not known\n',
  });
});

it('adds nothing to a Pod that is on no node, and says why it waits before anything else', async () => {
  const placed = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'too big' };
  const pod: Pod = { ...running, status: { phase: 'Pending', conditions: [placed] } as never };
  const { code, asked, err } = await debugged({ type: 'exited', code: 0 }, pod);
  expect({ code, asked }).toEqual({ code: 1, asked: [] });
  expect(err).toMatch(
    /^podscope: its Pod is on no node: Unschedulable: too big; no debug container is added/,
  );
});
