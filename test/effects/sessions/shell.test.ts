import type { ExecResult } from '../../../src/model/session.ts';
import { EMPTY, firstValueFrom, Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import type { SessionStreams } from '../../../src/ports/connection.ts';
import type { LentTerminal } from '../../../src/ports/terminal.ts';
import { shell } from '../../../src/effects/sessions/shell.ts';
import { ending } from '../../../src/effects/sessions/shell-ending.ts';
import type { Action } from '../../../src/store/actions.ts';
import type { FeedEvent } from '../../../src/model/feed.ts';
import { listIn } from '../../../src/store/selectors/lists.ts';
import { running } from '../../support/dashboards/running-effect.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a shell', () => {
  const target = { namespace: 'shop', pod: 'web-1', container: 'web' };
  const open: Action = { type: 'shell', target };

  /** A terminal that is lent: what is typed into it, and what it shows of podscope's own. */
  function lent() {
    const input$ = new Subject<Uint8Array>();
    const key$ = new Subject<string>();
    const shown: string[] = [];
    const terminal: LentTerminal = {
      input$,
      size$: EMPTY,
      write: () => undefined,
      announce: (text) => void shown.push(text),
      conclude: (text) => (shown.push(text), firstValueFrom(key$)),
    };
    return { terminal, shown, key$, type: (text: string) => input$.next(Buffer.from(text)) };
  }

  it.each<[readonly string[], string]>([
    [['bash'], 'exit or Ctrl-D comes back'],
    [['/bin/sh', '-l'], 'exit or Ctrl-D comes back'],
    [['sh', '-c', 'exit 7'], "comes back when `sh -c 'exit 7'` ends"],
    [['ls', '-l', '/'], 'comes back when `ls -l /` ends'],
  ])('says of %j how one comes back', async (command, back) => {
    const { terminal, shown } = lent();
    const { dispatch, close } = running(shell, {}, terminal);
    dispatch({ ...open, command });
    await vi.advanceTimersByTimeAsync(10);
    expect(shown[0]).toBe(`shop/web-1 web: ${back}`);
    close();
  });

  it('leaves its ending on show until a key is pressed', async () => {
    const { terminal, shown, key$ } = lent();
    const { connection, dispatch, told, close } = running(shell, {}, terminal);
    connection.answerExec = () => Promise.resolve({ type: 'exited', code: 3 });
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(connection.ran).toMatchObject([{ ...target, tty: true, stdin: true }]);
    expect(shown).toEqual(['shop/web-1 web: exit or Ctrl-D comes back', 'exit 3']);
    // A second shell waits for the terminal: it shows when the first one is over.
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(connection.ran).toHaveLength(1);
    key$.next('space');
    await vi.advanceTimersByTimeAsync(10);
    expect(connection.ran).toHaveLength(2);
    expect(told.filter(({ type }) => type !== 'session')).toMatchObject([
      { type: 'message', message: { text: 'shell in web of web-1: exit 3' } },
    ]);
    close();
  });

  it('gets what is typed while it connects, in order and up to a bound, and then what is typed', async () => {
    const { terminal, type } = lent();
    const { connection, dispatch, close } = running(shell, {}, terminal);
    const read: string[] = [];
    connection.answerExec = async ({ input$ }) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      input$.subscribe((bytes) => read.push(Buffer.from(bytes).toString()));
      return new Promise(() => undefined);
    };
    dispatch(open);
    for (const text of ['ls\r', '\u0004\u001a', 'x'.repeat(60_000), 'y'.repeat(6_000), 'z']) type(text);
    expect(read).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    type('later');
    expect(read).toEqual(['ls\r', '\u0004\u001a', 'x'.repeat(60_000), 'z', 'later']);
    close();
  });

  it.each([
    ['before the key that leaves its last words', true],
    ['after it', false],
  ])('that is left tells in the footer what did not come of hanging it up, known %s', async (_, early) => {
    const { terminal, shown, key$, type } = lent();
    const { connection, dispatch, state$, statuses, close } = running(shell, {}, terminal);
    let hear: SessionStreams['hungUp'];
    connection.answerExec = async (streams, signal) => {
      hear = streams.hungUp;
      await streams.write('out', Buffer.from('$ '));
      return new Promise((resolve) =>
        signal?.addEventListener('abort', () =>
          resolve({ type: 'failed', failure: { reason: 'Aborted', message: 'cancelled' } }),
        ),
      );
    };
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    type('\r~.');
    await vi.advanceTimersByTimeAsync(10);
    expect(shown.at(-1)).toBe('left: its shell is being hung up');
    if (early) hear?.('it does not end by SIGHUP');
    key$.next('space');
    await vi.advanceTimersByTimeAsync(10);
    if (!early) {
      expect(state$.value.look.message?.text).toMatch(/is being hung up$/);
      hear?.('it does not end by SIGHUP');
    }
    const text =
      'shell in web of web-1: left: its shell could not be hung up, and may go on: it does not end by SIGHUP';
    expect(state$.value.look.message).toMatchObject({ tone: 'failing', text });
    expect(statuses().at(-1)).toEqual({ type: 'left', stays: 'it does not end by SIGHUP' });
    close();
  });

  it('is given up by Ctrl-C until it has written something, and the dashboard says so', async () => {
    const { terminal, shown, type } = lent();
    const { connection, dispatch, state$, statuses, close } = running(shell, {}, terminal);
    let given: AbortSignal | undefined;
    connection.answerExec = (_, signal) => {
      given = signal;
      return new Promise((resolve) =>
        signal?.addEventListener('abort', () =>
          resolve({ type: 'failed', failure: { reason: 'Aborted', message: 'cancelled' } }),
        ),
      );
    };
    dispatch(open);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shown.at(-1)).toBe('still connecting: Ctrl-C gives up');
    type('who\u0003');
    await vi.advanceTimersByTimeAsync(0);
    expect(given?.aborted).toBe(true);
    expect(state$.value.look.message).toMatchObject({ text: 'shell in web of web-1: cancelled' });
    expect(statuses()).toEqual([{ type: 'cancelled' }]);
    expect(shown).toHaveLength(2);
    close();
  });

  it('tells what a busy server or a plugin has it wait for, of its own Pod alone, and nothing of that once it is open', async () => {
    const { terminal, shown } = lent();
    const { connection, dispatch, said$, close } = running(shell, {}, terminal);
    const waits = (path: string, source = 'busy'): void =>
      said$.next({ time: 0, level: 'warning', source, text: `${source}: ${path}`, lastsMs: 30_000 });
    connection.answerExec = async (streams) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await streams.write('out', Buffer.from('$ '));
      return new Promise(() => undefined);
    };
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    waits('/api/v1/namespaces/shop/pods/web-1/exec');
    waits('/api/v1/namespaces/shop/pods/web-10/exec');
    waits('login', 'plugin');
    await vi.advanceTimersByTimeAsync(500);
    waits('/api/v1/namespaces/shop/pods/web-1/log');
    waits('login', 'plugin');
    expect(shown.slice(1)).toEqual(['busy: /api/v1/namespaces/shop/pods/web-1/exec', 'plugin: login']);
    close();
  });

  it('gets Ctrl-C once it has written something', async () => {
    const { terminal, shown, type } = lent();
    const { connection, dispatch, close } = running(shell, {}, terminal);
    let read = '';
    let given: AbortSignal | undefined;
    connection.answerExec = (streams, signal) => {
      given = signal;
      streams.input$.subscribe((bytes) => (read += Buffer.from(bytes).toString()));
      void streams.write('out', Buffer.from('$ '));
      return new Promise(() => undefined);
    };
    dispatch(open);
    await vi.advanceTimersByTimeAsync(2_000);
    type('\u0003');
    expect({ read, aborted: given?.aborted }).toEqual({ read: '\u0003', aborted: false });
    expect(shown).toHaveLength(1);
    close();
  });

  const GOES_ON = 'detached: what runs in web goes on';
  it.each([
    [{ stdin: true, tty: true }, 'Enter where no prompt shows', '\x10\x11', GOES_ON],
    [{ tty: true }, 'it reads nothing that is typed; Ctrl-C comes back too', '\x03', GOES_ON],
    [
      { stdin: true },
      'it has no terminal: it reads what is typed as it is; Ctrl-C comes back too',
      '\x03',
      GOES_ON,
    ],
    [
      { stdin: true, stdinOnce: true },
      'it has no terminal: it reads what is typed as it is; Ctrl-C comes back too, and its input ends for good (stdinOnce)',
      '\x10\x11',
      'detached: the input of web is at its end with that (stdinOnce), and so may be what runs there',
    ],
    // A runtime keeps the input of a terminal open.
    [{ stdin: true, tty: true, stdinOnce: true }, 'Enter where no prompt shows', '\x10\x11', GOES_ON],
    [{}, 'it reads nothing that is typed; Ctrl-C comes back too', '\x03', GOES_ON],
    [{}, 'it reads nothing that is typed; Ctrl-C comes back too', '\x10\x11', GOES_ON],
  ] as const)(
    'that is attached to as it was made, %o, says how one types and leaves',
    async (made, told, key, ended) => {
      const { terminal, shown, type } = lent();
      const { connection, dispatch, close } = running(shell, {}, terminal);
      connection.answerGet = () =>
        Promise.resolve({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'web-1', uid: 'one' },
          spec: { containers: [{ name: 'web', ...made }] },
        } as KubeObject);
      connection.answerExec = (streams, signal) =>
        new Promise((resolve) => {
          if ('stdin' in made) streams.input$.subscribe();
          void streams.write('out', Buffer.from('said\n'));
          signal?.addEventListener('abort', () =>
            resolve({ type: 'failed', failure: { reason: 'Aborted', message: 'cancelled' } }),
          );
        });
      dispatch({ ...open, attach: true });
      await vi.advanceTimersByTimeAsync(10);
      expect(shown.slice(0, 2)).toEqual(['shop/web-1 web: Ctrl-p Ctrl-q comes back', told]);
      type(key);
      await vi.advanceTimersByTimeAsync(10);
      expect(shown.at(-1)).toBe(ended);
      close();
    },
  );

  it('says where it cannot be opened that its Pod is on a virtual node, without the command that was asked for', async () => {
    const { terminal, shown } = lent();
    const { connection, dispatch, state$, close } = running(shell, {}, terminal);
    const pod = { metadata: { name: 'web-1', namespace: 'shop', uid: 'one' }, spec: { nodeName: 'cloud' } };
    const events: FeedEvent[] = [
      { type: 'live' },
      { type: 'upsert', object: pod as never },
      { type: 'synced', count: 1 },
    ];
    dispatch({ type: 'batch', batch: [{ feed: listIn(state$.value.look, 'pods'), events }] });
    connection.answerGet = () =>
      Promise.resolve({ metadata: { name: 'cloud', uid: 'n', labels: { type: 'virtual-kubelet' } } });
    const failure = { code: 501, reason: 'NotImplemented', message: 'not implemented' };
    connection.answerExec = () => Promise.resolve({ type: 'failed', failure });
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    const said = 'not implemented; node cloud is a virtual one (label type=virtual-kubelet): ';
    expect(shown.at(-1)?.slice(0, said.length)).toBe(said);
    // Who may not run anything is told that alone, and no node is asked for.
    const asked = connection.got.length;
    connection.answerExec = () => Promise.resolve({ type: 'failed', failure: { ...failure, code: 403 } });
    close();
    const other = lent();
    const second = running(shell, {}, other.terminal);
    second.connection.answerExec = connection.answerExec;
    second.dispatch({ type: 'batch', batch: [{ feed: listIn(second.state$.value.look, 'pods'), events }] });
    second.dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(other.shown.at(-1)).toBe('not implemented');
    expect([asked, second.connection.got.length]).toEqual([1, 0]);
    second.close();
  });

  it('brings what hangs it up, with a mark of its own; a command brings nothing', async () => {
    const { terminal, key$ } = lent();
    const { connection, dispatch, close } = running(shell, {}, terminal);
    for (const asked of [open, open, { ...open, command: ['sh'] }]) {
      dispatch(asked);
      await vi.advanceTimersByTimeAsync(10);
      key$.next('space');
      await vi.advanceTimersByTimeAsync(10);
    }
    const [one, other, command] = connection.ran.map(({ hangUp }) => hangUp);
    expect(one?.at(-1)).toMatch(/^[0-9a-f]{32}$/);
    expect(other?.at(-1)).toMatch(/^[0-9a-f]{32}$/);
    expect(other).not.toEqual(one);
    expect(command).toBeUndefined();
    close();
  });

  it('is never run with --readonly', async () => {
    const { connection, dispatch, state$, statuses, close } = running(shell);
    const reason = 'podscope was started with --readonly: no container is entered';
    dispatch(
      { type: 'connected', capabilities: { live: true, exec: reason, forward: true, change: reason } },
      open,
    );
    await vi.advanceTimersByTimeAsync(10);
    expect(connection.ran).toEqual([]);
    expect(statuses()).toEqual([{ type: 'failed', failure: { reason: 'Unable', message: reason } }]);
    expect(state$.value.look.message?.text).toBe(`shell in web of web-1: ${reason}`);
    close();
  });

  it('has a row in the state from opening to its exit code, which outlives its context', async () => {
    const { terminal, key$ } = lent();
    const contexts = [
      { name: 'a', namespace: 'default' },
      { name: 'b', namespace: 'default' },
    ];
    const { connection, dispatch, state$, statuses, close } = running(
      shell,
      { context: 'a', contexts },
      terminal,
    );
    let streams: SessionStreams | undefined;
    let end: (result: ExecResult) => void = () => undefined;
    connection.answerExec = (given) => {
      streams = given;
      return new Promise((resolve) => (end = resolve));
    };
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(state$.value.sessions).toMatchObject([
      { id: 1, context: 'a', ...target, status: { type: 'opening' } },
    ]);
    void streams?.write('out', Buffer.from('$ '));
    void streams?.write('out', Buffer.from('ls'));
    expect(statuses()).toEqual([{ type: 'open' }]);
    end({ type: 'exited', code: 3 });
    await vi.advanceTimersByTimeAsync(10);
    expect(statuses()).toEqual([{ type: 'exited', code: 3 }]);
    key$.next('space');
    dispatch({ type: 'context', name: 'b' }, open);
    await vi.advanceTimersByTimeAsync(10);
    expect(state$.value.sessions).toMatchObject([
      { id: 1, context: 'a', status: { type: 'exited', code: 3 } },
      { id: 2, context: 'b', status: { type: 'opening' } },
    ]);
    close();
  });

  it.each<ExecResult>([
    { type: 'failed', failure: { code: 403, reason: 'Forbidden', message: 'no exec' } },
    { type: 'lost', failure: { reason: 'ConnectionLost', message: 'nothing was heard' } },
  ])('that could not begin, or was lost, is in the state: $type', async (result) => {
    const { connection, dispatch, statuses, close } = running(shell, {}, lent().terminal);
    connection.answerExec = () => Promise.resolve(result);
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(statuses()).toEqual([result]);
    close();
  });

  it.each<[ExecResult, string]>([
    [{ type: 'exited', code: 137 }, 'killed (exit 137): the Pod was deleted'],
    [{ type: 'exited', code: 1 }, 'exit 1'],
  ])('that ended with its Pod says so, and only then: %o', async (result, text) => {
    const { terminal, shown } = lent();
    const { connection, dispatch, close } = running(shell, {}, terminal);
    connection.answerExec = (streams) => {
      void streams.write('out', Buffer.from('$ '));
      return Promise.resolve(result);
    };
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    // The Pod is not there any more, whatever else ended.
    expect(shown.at(-1)).toBe(text);
    close();
  });

  it('that gets no terminal is in the state, and the next one is tried', async () => {
    const { dispatch, state$, statuses, close } = running(shell);
    dispatch(open, open);
    await vi.advanceTimersByTimeAsync(10);
    const failure = { reason: 'Error', message: 'the terminal is lent already' };
    expect(statuses()).toEqual([
      { type: 'failed', failure },
      { type: 'failed', failure },
    ]);
    expect(state$.value.look.message?.text).toBe('shell in web of web-1: the terminal is lent already');
    close();
  });

  const where = {
    ...{ ...target, place: { context: 'me@test', kubeconfig: '/tmp/my cluster', namespace: 'shop' } },
    ...{ command: [], mayDebug: true },
  };
  const failed = (message: string): ExecResult => ({ type: 'failed', failure: { reason: 'x', message } });
  it.each<[ExecResult, RegExp]>([
    [{ type: 'exited', code: 0 }, /^exit 0$/],
    [{ type: 'exited', code: 137 }, /^killed \(exit 137\)$/],
    [
      { type: 'lost', failure: { reason: 'ECONNRESET', message: 'reset by peer' } },
      /^connection lost: reset by peer$/,
    ],
    [failed('pods "web-1" is forbidden'), /^pods "web-1" is forbidden$/],
    [
      failed('exec: "sh": executable file not found in $PATH'),
      /its image has no shell.*or: `podscope debug web-1 --kubeconfig '\/tmp\/my cluster' --context me@test -n shop --image busybox --target web -it`$/,
    ],
  ])('that ended as %o says so', (result, text) => {
    expect(ending(where, result)).toMatch(text);
  });

  it('that is another command, and not there, says nothing of shells', () => {
    const words = 'exec: "ls": executable file not found in $PATH';
    expect(ending({ ...where, command: ['ls'] }, failed(words))).toBe(words);
  });

  it('that is not there offers a debug container once that was read', async () => {
    const { terminal, key$ } = lent();
    const { connection, dispatch, told, close } = running(shell, {}, terminal);
    connection.answerExec = () => Promise.resolve(failed('exec: "sh": executable file not found in $PATH'));
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(told.map(({ type }) => type)).not.toContain('ask-debug');
    key$.next('D');
    await vi.advanceTimersByTimeAsync(10);
    expect(told.filter(({ type }) => type === 'ask-debug')).toEqual([{ type: 'ask-debug', target }]);
    close();
  });

  it.each(['escape', 'space', 'enter', 'd', 'ctrl-d', 'x', 'paste'])(
    'that is not there offers nothing to who leaves that by %s, as is said',
    async (key) => {
      const { terminal, shown, key$ } = lent();
      const { connection, dispatch, told, close } = running(shell, {}, terminal);
      connection.answerExec = () => Promise.resolve(failed('exec: "sh": executable file not found in $PATH'));
      dispatch(open);
      await vi.advanceTimersByTimeAsync(10);
      expect(shown.at(-1)).toContain(
        'its image has no shell. shift-d adds a debug container beside it, or: `podscope debug ',
      );
      key$.next(key);
      await vi.advanceTimersByTimeAsync(10);
      expect(told.filter(({ type }) => type !== 'session')).toMatchObject([
        {
          message: {
            text: expect.stringContaining('. shift-d adds a debug container beside it, or:') as string,
          },
        },
      ]);
      close();
    },
  );

  it('that waits for a debug container is left by ctrl-c, and what stays in the Pod is said', async () => {
    const { terminal, shown, type } = lent();
    const { connection, dispatch, told, close } = running(shell, {}, terminal);
    const stays = 'given up: debugger-abcde stays in the Pod until that goes';
    Object.assign(connection.port, {
      startDebugContainer: (_pod: unknown, _debug: unknown, _tell: unknown, signal: AbortSignal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () =>
            reject(Object.assign(new Error(stays), { reason: 'Aborted' })),
          ),
        ),
    });
    const debug = {
      name: 'debugger-abcde',
      image: 'busybox',
      profile: 'general',
      target: 'web',
      copies: false,
    } as const;
    dispatch({ type: 'shell', target: { ...target, container: debug.name }, debug });
    await vi.advanceTimersByTimeAsync(10);
    expect(shown.at(-1)).toBe('debugger-abcde: being made (Ctrl-C gives up)');
    type('\x03');
    await vi.advanceTimersByTimeAsync(10);
    expect(told.filter((action) => action.type === 'message')).toMatchObject([
      { message: { text: expect.stringContaining(stays) as string } },
    ]);
    expect(told.filter((action) => action.type === 'session').at(-1)).toMatchObject({
      status: { type: 'cancelled', text: stays },
    });
    close();
  });

  it('that is to be in a debug container which is refused says what may help, and asks for it once that was read', async () => {
    const { terminal, shown, key$ } = lent();
    const { connection, dispatch, told, close } = running(shell, {}, terminal);
    const debug = {
      name: 'debugger-x',
      image: 'busybox',
      profile: 'general',
      target: 'web',
      copies: true,
    } as const;
    const words = (names: string): string =>
      `pods "web-1" is forbidden: violates PodSecurity "restricted:latest": unrestricted capabilities (${names} must set it)`;
    const refused = (message: string): void => {
      connection.port.startDebugContainer = () =>
        Promise.reject(Object.assign(new Error(message), { code: 403, reason: 'Forbidden' }));
      dispatch({ type: 'shell', target: { ...target, container: debug.name }, debug });
    };
    refused(words('container "debugger-x"'));
    await vi.advanceTimersByTimeAsync(10);
    expect(shown.at(-1)).toBe(
      `${words('container "debugger-x"')}; profile restricted may be allowed: shift-d asks for another one`,
    );
    const asks = (): readonly Action[] => told.filter(({ type }) => type === 'ask-debug');
    expect(asks()).toEqual([]);
    key$.next('D');
    await vi.advanceTimersByTimeAsync(10);
    expect(asks()).toMatchObject([
      { target, image: 'busybox', refused: { profile: 'general', suggests: 'restricted' } },
    ]);
    refused(words('container "debugger-x"'));
    await vi.advanceTimersByTimeAsync(10);
    key$.next('space');
    await vi.advanceTimersByTimeAsync(10);
    expect(asks()).toHaveLength(1);
    refused(words('containers "web", "debugger-x"'));
    await vi.advanceTimersByTimeAsync(10);
    expect(shown.at(-1)).toMatch(/; no profile helps: container web of the Pod violates it too$/);
    key$.next('space');
    await vi.advanceTimersByTimeAsync(10);
    expect(asks()).toHaveLength(1);
    close();
  });
});
