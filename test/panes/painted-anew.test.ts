import { describe, expect, it } from 'vitest';
import type { KubeEvent } from '../../src/model/events/kube-event.ts';
import { toldEvent } from '../../src/model/events/told-event.ts';
import { KIND_IDS, KIND_NAMES, type WorkloadKindId } from '../../src/model/kinds/kinds.ts';
import type { KubeObject, Pod, Workload } from '../../src/model/kinds/objects.ts';
import { withCluster } from '../../src/store/state.ts';
import { Composer } from '../../src/view/composer.ts';
import type { Frame } from '../../src/view/frame.ts';
import type { ScreenModel } from '../../src/view/screen-model.ts';
import { pods, takenAt, toldEvents, workloads } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { unasked } from '../support/dashboards/unasked.ts';
import { seeded } from '../support/hostile/seeded.ts';

/** The same, but of objects that nobody has seen: nothing that was kept of rows, columns or how they stood fits. */
function unseen(model: ScreenModel): ScreenModel {
  const panes = model.panes.map((pane) => {
    const { body } = pane.view;
    if (body.type !== 'table') return pane;
    const columns = body.columns.map((column) => ({ ...column }));
    return {
      ...pane,
      view: { ...pane.view, body: { ...body, columns, row: (index: number) => ({ ...body.row(index) }) } },
    };
  });
  return { ...model, panes };
}

/** A dashboard that composes each frame another time from scratch, and notes the lines that differ. */
class Twice extends TestDashboard {
  readonly differing: string[] = [];
  private readonly anew = new Composer();

  override frame(): Frame {
    const { columns, rows } = this.state.look.size;
    const model = this.program.screen(unasked(this.state), this.composer.extentOf);
    const wanted = this.anew.compose(unseen(model), columns, rows);
    const frame = super.frame();
    for (let y = 0; y < rows; y++)
      if (line(frame, y) !== line(wanted, y)) this.differing.push(`${line(frame, y)}\n${line(wanted, y)}`);
    return frame;
  }
}

function line({ width, chars, styles }: Frame, y: number): string {
  const [from, to] = [y * width, (y + 1) * width];
  return [chars.slice(from, to).join(''), ...styles.slice(from, to)].join(' ');
}

/** A key or a change, of any kind. */
function step(dashboard: TestDashboard, random: (below: number) => number): void {
  const some = pods[random(pods.length)] as Pod;
  const steps: readonly (() => void)[] = [
    () => dashboard.press('j'),
    () => dashboard.press('j', 'j', 'j'),
    () => dashboard.press('k'),
    () => dashboard.press('tab'),
    () => dashboard.press('enter'),
    () => dashboard.press(['space', 'W', '!', 'R', '>', '<', 'escape', '0', 'v', 'Z'][random(10)] ?? ''),
    () => dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + random(3000) }),
    () => dashboard.deliver('pods', { type: 'delete', object: some }),
    () => {
      const status = structuredClone(some.status);
      for (const container of status?.containerStatuses ?? []) container.restartCount = random(20_000);
      dashboard.deliver('pods', { type: 'upsert', object: { ...some, status } as Pod });
    },
    () => {
      const owner = structuredClone(workloads[random(workloads.length)]) as Workload;
      const kind = KIND_IDS.find((id) => KIND_NAMES[id].kind === owner.kind) as WorkloadKindId;
      const object = { ...owner, status: { ...owner.status, readyReplicas: random(3), failed: random(3) } };
      dashboard.deliver(kind, { type: random(4) ? 'upsert' : 'delete', object });
    },
    () => {
      const { kind = '', metadata } = workloads[random(workloads.length)] as KubeObject;
      const told = { ...toldEvent(toldEvents[0] as KubeEvent), kind, reason: 'FailedCreate' };
      dashboard.state = withCluster(dashboard.state, { refusals: new Map([[metadata.uid, told]]) });
    },
    () => dashboard.dispatch({ type: 'resize', columns: 80 + random(130), rows: 24 + random(30) }),
  ];
  steps[random(steps.length)]?.();
}

describe('what is kept of rows from frame to frame', () => {
  it.each([1, 2, 3])('shows the same as rows that are made, measured and painted anew (seed %i)', (seed) => {
    const random = seeded(seed);
    const dashboard = new Twice({ now: takenAt, namespace: 'default', size: { columns: 156, rows: 42 } });
    for (const owner of workloads.filter(({ kind }) => kind === 'Deployment'))
      dashboard.deliver('deployments', { type: 'upsert', object: owner });
    dashboard.list('pods', pods);
    for (let at = 0; at < 120; at++) {
      step(dashboard, random);
      dashboard.frame();
      expect(dashboard.differing, `step ${at}`).toEqual([]);
    }
  });
});
