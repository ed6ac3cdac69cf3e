/** What the panes of the selected Pod do while much happens around it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { Frame } from '../../../src/view/frame.ts';
import { podNamed, takenAt } from '../../fixtures/index.ts';
import { frameText } from '../../support/dashboards/dashboard.ts';
import { fed, opened, teller } from '../../support/dashboards/played-dashboard.ts';

const SECONDS = 4;
/** Ages of days stay as they are for so long. */
const NOW = takenAt + 9 * 86_400_000;
const A_SECOND = 500;
/** A batch comes every 20 ms. */
const A_BATCH = 10;

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

/** The verdict and the panes of what is selected, with their styles: all below the upper half. */
function lowerHalf(frame: Frame): string {
  const { width, height, chars, styles } = frame;
  const top = frameText(frame)
    .split('\n')
    .findIndex((line) => line.includes(' 3 Containers'));
  const from = (top - 2) * width;
  // The last line is the footer.
  const to = (height - 1) * width;
  return `${chars.slice(from, to).join('')} ${styles.slice(from, to).join(' ')}`;
}

const ELSE = Array.from({ length: 100 }, (_, index): Pod => {
  const pod = podNamed('nginx-deployment');
  return { ...pod, metadata: { ...pod.metadata, name: `busy-${index}`, uid: `busy-${index}` } };
});

/** Another Pod is restarted, ready or not ready, at another version. */
function changed(turn: number): Pod {
  const pod = structuredClone(ELSE[turn % ELSE.length]!);
  const [status] = pod.status?.containerStatuses ?? [];
  const ready = turn % 3 !== 0;
  Object.assign(pod.metadata, { resourceVersion: String(turn) });
  Object.assign(status!, { restartCount: turn, ready });
  for (const condition of pod.status?.conditions ?? [])
    if (condition.type.endsWith('Ready')) Object.assign(condition, { status: ready ? 'True' : 'False' });
  return pod;
}

it.each(['', 'E', 'U', 'I'])(
  'are drawn anew for their own data alone, with 500 changes a second beside them: %s',
  async (tab) => {
    const dashboard = opened({ columns: 156, rows: 42 }, undefined, Date.now);
    await fed(teller(dashboard, 1000));
    dashboard.loop.dispatch({ type: 'select', selection: { pod: podNamed('anatomy-0').metadata.uid } });
    if (tab !== '') dashboard.press(tab);
    const upsert = (pods: readonly Pod[]): void =>
      dashboard.connection.tell('pods', ...pods.map((object) => ({ type: 'upsert', object }) as const));
    upsert(ELSE);
    await vi.advanceTimersByTimeAsync(5000);
    dashboard.frames.length = 0;
    for (let turn = 0; turn < SECONDS * A_SECOND; turn += A_BATCH) {
      upsert(Array.from({ length: A_BATCH }, (_, at) => changed(turn + at)));
      await vi.advanceTimersByTimeAsync((1000 * A_BATCH) / A_SECOND);
    }
    // What is around it is on the screen, but no oftener than frames are drawn.
    expect(dashboard.frames.length).toBeGreaterThan(SECONDS * 10);
    expect(dashboard.frames.length).toBeLessThanOrEqual(SECONDS * 31);
    const halves = new Set(dashboard.frames.map(lowerHalf));
    expect(halves.size).toBe(1);

    const own = podNamed('anatomy-0');
    Object.assign(own.metadata, {
      resourceVersion: '1000000',
      labels: { ...own.metadata.labels, new: 'one' },
    });
    Object.assign(own.status!.containerStatuses![0]!, { restartCount: 7, ready: false });
    upsert([own]);
    await vi.advanceTimersByTimeAsync(100);
    if (tab === '' || tab === 'E') expect(halves).not.toContain(lowerHalf(dashboard.frames.at(-1)!));
    dashboard.close();
  },
  60_000,
);
