import { beforeEach, describe, expect, it } from 'vitest';
import { type HangingMeans, hungUpWhenLeft } from '../../../src/cluster/exec/hanging-up.ts';
import { Unfinished } from '../../../src/cluster/unfinished.ts';
import type { ExecRequest, ExecResult } from '../../../src/model/session.ts';
import { settle, VirtualTime } from '../../support/virtual-time.ts';

const failed = (message: string, code?: number): ExecResult => ({
  type: 'failed',
  failure: { reason: 'Error', message, ...(code !== undefined && { code }) },
});
const LOST: ExecResult = { type: 'lost', failure: { reason: 'ConnectionLost', message: 'it was reset' } };
const DONE: ExecResult = { type: 'exited', code: 0 };
const ABORTED: ExecResult = { type: 'failed', failure: { reason: 'Aborted', message: 'cancelled' } };
const SHELL: ExecRequest = {
  namespace: 'shop',
  pod: 'box',
  container: 'deb',
  command: ['sh'],
  tty: true,
  stdin: true,
  hangUp: ['sh', '-c', 'hang up'],
};
const GOES_ON = 'the shell that was left in deb of shop/box could not be hung up, and may go on: ';

let time: VirtualTime;
let unfinished: Unfinished;
let asked: ExecRequest[];
let told: string[];
/** How each try to hang up ends, the last one of those to come. */
let answers: ExecResult[];

beforeEach(() => {
  [time, unfinished, asked, told, answers] = [new VirtualTime(), new Unfinished(), [], [], [DONE]];
});

const means = (): HangingMeans => ({
  exec: (request) => {
    asked.push(request);
    return Promise.resolve((answers.length > 1 ? answers.shift() : answers[0]) ?? DONE);
  },
  unfinished,
  timing: time,
  log: (level, _, text) => void told.push(`${level}: ${text}`),
});

/** A session that lasts until it is left, or the program ends. */
const lasting = (signal: AbortSignal | undefined): Promise<ExecResult> =>
  new Promise((resolve) => signal?.addEventListener('abort', () => resolve(ABORTED)));

describe('a shell', () => {
  it('that is left is hung up by one command in the same container, in silence', async () => {
    const leaving = new AbortController();
    const heard: (string | undefined)[] = [];
    const hear = (why?: string): void => void heard.push(why);
    const session = hungUpWhenLeft(lasting, SHELL, means(), leaving.signal, hear);
    await settle();
    expect(asked).toEqual([]);
    leaving.abort();
    expect(await session).toBe(ABORTED);
    await settle();
    expect(heard).toEqual([undefined]);
    const { namespace, pod, container, hangUp } = SHELL;
    expect(asked).toEqual([{ namespace, pod, container, command: hangUp, tty: false, stdin: false }]);
    expect(told).toEqual([]);
    expect(unfinished.tidy()).toBeUndefined();
  });

  it.each([DONE, { type: 'exited', code: 137 } as const, failed('no such Pod', 404)])(
    'that ended by itself, or never began, is not: %o',
    async (result) => {
      expect(await hungUpWhenLeft(() => Promise.resolve(result), SHELL, means())).toBe(result);
      await settle();
      expect(asked).toEqual([]);
    },
  );

  it('that is lost is hung up as soon as its container can be reached again; both are told once', async () => {
    answers = [LOST, failed('error dialing backend', 500), LOST, DONE];
    expect(await hungUpWhenLeft(() => Promise.resolve(LOST), SHELL, means())).toBe(LOST);
    await time.pass(60_000);
    expect(time.delays).toEqual([2_000, 4_000, 8_000]);
    expect(asked).toHaveLength(4);
    expect(told).toEqual([
      `warning: ${GOES_ON}it was reset`,
      'info: the shell that was left in deb of shop/box is hung up',
    ]);
  });

  it.each([
    failed('pods "box" not found', 404),
    failed('unable to upgrade connection: container not found ("deb")', 500),
    failed('container deb is not valid for pod box', 400),
  ])('whose container has gone needs nothing, and nothing is said: %o', async (gone) => {
    answers = [gone];
    await hungUpWhenLeft(() => Promise.resolve(LOST), SHELL, means());
    await time.pass(60_000);
    expect(asked).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it.each([
    [failed('pods "box" is forbidden', 403), 'pods "box" is forbidden'],
    [{ type: 'exited', code: 1 } as const, 'exit 1'],
  ])('that may not or cannot be hung up is told of once, and not tried again: %o', async (result, why) => {
    answers = [result];
    await hungUpWhenLeft(() => Promise.resolve(LOST), SHELL, means());
    await time.pass(60_000);
    expect(asked).toHaveLength(1);
    expect(told).toEqual([`warning: ${GOES_ON}${why}`]);
  });

  it('that is open when the program ends is hung up first, and says nothing more', async () => {
    let isOver = false;
    void hungUpWhenLeft(lasting, SHELL, means(), new AbortController().signal).then(() => (isOver = true));
    await unfinished.tidy()?.over;
    expect(asked).toHaveLength(1);
    await settle();
    expect(isOver).toBe(false);
  });

  it('that could not be hung up when the program ends is tried once more, and told', async () => {
    answers = [LOST];
    await hungUpWhenLeft(() => Promise.resolve(LOST), SHELL, means());
    await settle();
    await unfinished.tidy()?.over;
    expect(asked).toHaveLength(2);
    expect(told).toEqual([`warning: ${GOES_ON}it was reset`]);
  });

  it('whose program ends waits six seconds for a server that does not answer', async () => {
    const silent: HangingMeans = { ...means(), exec: (_, __, signal) => lasting(signal) };
    void hungUpWhenLeft(lasting, SHELL, silent);
    await unfinished.tidy()?.over;
    expect(told).toEqual([`warning: ${GOES_ON}no end within 6 s`]);
  });
});

it('a command that nothing hangs up is left as it is', async () => {
  const leaving = new AbortController();
  const { hangUp: _, ...command } = SHELL;
  const session = hungUpWhenLeft(lasting, command, means(), leaving.signal);
  leaving.abort();
  expect(await session).toBe(ABORTED);
  await settle();
  expect(asked).toEqual([]);
});
