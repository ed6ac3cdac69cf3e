/** What runs in a Pod that is deleted is killed, and a kubelet tells no more than that. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { copyFiles } from '../../../src/cluster/copy/copy-files.ts';
import type { Execute } from '../../../src/cluster/copy/remote.ts';
import type { CopyRequest } from '../../../src/model/copy/copy.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { ExecResult } from '../../../src/model/session.ts';
import { testFolder } from '../../support/test-folder.ts';

/** Where the first look at the path is answered, and what comes then is killed, or ends as it is said. */
const ending =
  (result: ExecResult): Execute =>
  async ({ command }, { write }) => {
    if (!command[2]?.includes('readlink')) return result;
    await write('out', Buffer.from('file|tar|9 644|/data|'));
    await write('err', Buffer.from('podscope: over with 0\n'));
    return { type: 'exited', code: 0 };
  };

const KILLED: ExecResult = { type: 'exited', code: 137 };
const LOST_END: ExecResult = { type: 'exited', code: 0 };
const NOT_THERE: ExecResult = {
  type: 'failed',
  failure: { code: 404, reason: 'NotFound', message: 'pods "web" not found' },
};
const DENIED: ExecResult = {
  type: 'failed',
  failure: { code: 403, reason: 'Forbidden', message: 'pods "web" is forbidden' },
};
const LINE: ExecResult = { type: 'lost', failure: { reason: 'ConnectionLost', message: 'it was reset' } };

const pod = (uid: string, deletionTimestamp?: string): Pod => ({
  metadata: { name: 'web', uid, ...(deletionTimestamp && { deletionTimestamp }) },
});
const gone = () => Promise.reject(Object.assign(new Error('not found'), { code: 404 }));

async function failing(
  direction: CopyRequest['direction'],
  result: ExecResult,
  one: () => Promise<Pod>,
  retries?: number,
): Promise<string> {
  const folder = mkdtempSync(path.join(testFolder(), 'here'));
  const local = path.join(folder, 'file');
  if (direction === 'to-container') writeFileSync(local, 'some bytes');
  const request = {
    namespace: 'shop',
    pod: 'web',
    container: 'app',
    uid: '1',
    remote: '/data',
    local,
    direction,
  };
  const asked = { exec: ending(result), one };
  const message = await copyFiles(
    asked,
    { ...request, preserve: true, ...(retries !== undefined && { retries }) },
    () => undefined,
    new AbortController().signal,
  ).then(
    () => 'it was copied',
    (error: unknown) => (error as Error).message,
  );
  if (direction === 'from-container') expect(readdirSync(folder)).toEqual([]);
  return message;
}

const FROM = 'Pod shop/web was deleted while it was copied from: nothing was put in its place';
const TO = 'Pod shop/web was deleted while it was copied to: what volumes outlive it may have a part of it';

it.each([
  ['killed', KILLED],
  ['ended without a word', LOST_END],
  ['not there', NOT_THERE],
])('a copy that is %s with its Pod says so', async (_, result) => {
  for (const one of [
    gone,
    () => Promise.resolve(pod('1', '2026-01-01T00:00:00Z')),
    () => Promise.resolve(pod('2')),
  ]) {
    expect(await failing('from-container', result, one)).toBe(FROM);
    expect(await failing('to-container', result, one)).toBe(TO);
  }
});

it.each([
  ['the Pod is still there', KILLED, () => Promise.resolve(pod('1')), /ended with 137$/],
  ['nobody tells', KILLED, () => Promise.reject(new Error('it was reset')), /ended with 137$/],
  ['it may not', DENIED, gone, /forbidden$/],
] as const)('and not where %s', async (_, result, one, text) => {
  expect(await failing('from-container', result, one)).toMatch(text);
  expect(await failing('to-container', result, one)).toMatch(text);
});

it('one whose line was lost says what there is of it, and on the command line how more is to be had', async () => {
  const nothing = 'it was reset: nothing was put in its place';
  const advice = '; with --retries N it is read on where it was cut';
  expect(await failing('from-container', LINE, gone)).toBe(nothing);
  expect(await failing('from-container', LINE, gone, 0)).toBe(nothing + advice);
  expect(await failing('from-container', LINE, gone, 1)).toBe(nothing);
  const to = 'it was reset: nothing is put in its place before all of it is there';
  expect(await failing('to-container', LINE, gone, 0)).toBe(to);
});
