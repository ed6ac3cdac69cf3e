import { expect, it } from 'vitest';
import { copying } from '../../../src/effects/sessions/copying.ts';
import type { CopyRequest } from '../../../src/model/copy/copy.ts';
import { running } from '../../support/dashboards/running-effect.ts';

const request: CopyRequest = {
  namespace: 'shop',
  pod: 'web-1',
  container: 'app',
  direction: 'from-container',
  remote: '/data',
  local: './data',
  preserve: true,
};

/** Lets promises that are settled be heard. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('has a row from its beginning to its end, and says what was copied and left out', async () => {
  const { connection, dispatch, state$, statuses, close } = running(copying);
  const text = () => state$.value.look.message?.text;
  dispatch({ type: 'copy-files', request });
  expect(statuses()).toEqual([{ type: 'open' }]);
  const [copy] = connection.copies;
  expect(copy?.request).toEqual(request);
  copy?.tell({ type: 'progress', files: 1, bytes: 1024, total: 2048 });
  // Soon after one another: the last one is told at the end.
  copy?.tell({ type: 'progress', files: 3, bytes: 2048, total: 2048 });
  expect(state$.value.sessions).toMatchObject([{ course: { progress: { bytes: 1024 } } }]);
  copy?.tell({ type: 'note', text: 'warning: skipping symlink: "a" -> "b"' });
  expect(text()).toBeUndefined();
  copy?.done();
  await settled();
  expect(statuses()).toEqual([{ type: 'ended' }]);
  expect(state$.value.sessions).toMatchObject([{ course: { progress: { bytes: 2048 }, noted: 1 } }]);
  expect(text()).toBe(
    'copied /data of app to ./data: 3 files, 2Ki of 2Ki (100%) · 1 warning about it in :sessions',
  );
  expect(connection.log).toEqual(['close']);
  close();
});

it('is stopped by its own number alone, and by the end of the program', async () => {
  const { connection, dispatch, state$, statuses, close } = running(copying);
  dispatch({ type: 'copy-files', request }, { type: 'copy-files', request });
  dispatch({ type: 'stop-session', id: 1 });
  await settled();
  expect(statuses()).toEqual([{ type: 'left' }, { type: 'open' }]);
  expect(state$.value.look.message?.text).toBe(
    'copy of /data of app to ./data: stopped: nothing was put in its place',
  );
  close();
  expect(connection.copies[1]?.signal.aborted).toBe(true);
});

it('says why it failed', async () => {
  const { connection, dispatch, state$, statuses, close } = running(copying);
  dispatch({ type: 'copy-files', request });
  connection.copies[0]?.fail(new Error('/data: no such file'));
  await settled();
  expect(statuses()).toMatchObject([{ type: 'failed' }]);
  expect(state$.value.look.message).toMatchObject({
    tone: 'failing',
    text: 'copy of /data of app to ./data: /data: no such file',
  });
  close();
});

it('says of a container without a shell once that a debug container may have one', async () => {
  const { connection, dispatch, state$, close } = running(copying);
  dispatch({ type: 'copy-files', request });
  const message = 'container app has no sh to copy with: another container may have';
  connection.copies[0]?.fail(Object.assign(new Error(message), { reason: 'NoShell' }));
  await settled();
  expect(state$.value.look.message?.text).toBe(
    `copy of /data of app to ./data: ${message}, or a debug container (shift-d adds one)`,
  );
  close();
});
