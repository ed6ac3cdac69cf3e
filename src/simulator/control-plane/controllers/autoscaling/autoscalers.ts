import { fields, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { timestamp } from '../../../time/clock.ts';
import type { ContainerHost } from '../../../world/container-host.ts';
import { EventRecorder } from '../../../world/event-recorder.ts';
import { kindOf, type Resident, type World } from '../../../world/world.ts';
import { isActive } from '../managed-pods.ts';
import { selects } from '../ownership/owner-selector.ts';
import { limitedBy, type Verdict } from './conditions.ts';
import { type Utilization, utilizationOf } from './utilization.ts';

/** --horizontal-pod-autoscaler-sync-period, in ms. */
const EVERY_MS = 15_000;
/** --horizontal-pod-autoscaler-downscale-stabilization: for so long the highest recommendation counts, in ms. */
const STABLE_MS = 300_000;
/** --horizontal-pod-autoscaler-tolerance: a ratio that is so near to 1 changes nothing. */
const TOLERANCE = 0.1;
const COMPONENT = 'horizontal-pod-autoscaler';

/** Scales what HorizontalPodAutoscalers name by what its Pods use (pkg/controller/podautoscaler); only by a share of requests. */
export const autoscalers =
  (containers: ContainerHost): Resident =>
  (world) => {
    const scaling = new Scaling(world, containers);
    const kind = kindOf(world, 'HorizontalPodAutoscaler');
    let cancel: () => void;
    const sync = (): void => {
      const { keys, get } = world.storage.snapshot(kind);
      for (const key of keys) {
        const scaler = get(key);
        if (scaler) scaling.sync(scaler);
      }
      cancel = world.clock.after(EVERY_MS, sync);
    };
    cancel = world.clock.after(EVERY_MS, sync);
    return () => cancel();
  };

class Scaling {
  private readonly events: EventRecorder;
  private readonly recommended = new Map<
    string,
    readonly { readonly at: number; readonly count: number }[]
  >();

  constructor(
    private readonly world: World,
    private readonly containers: ContainerHost,
  ) {
    this.events = new EventRecorder(world);
  }

  sync(scaler: StoredObject): void {
    const target = this.targetOf(scaler);
    if (!('metadata' in target)) {
      this.tell(scaler, 'FailedGetScale', target.missing);
      const why = `the HPA controller was unable to get the target's current scale: ${target.missing}`;
      return this.write(scaler, {}, [['AbleToScale', 'False', 'FailedGetScale', why]]);
    }
    const current = Number(specOf(target)['replicas'] ?? 1);
    const counts = { currentReplicas: Number(statusOf(target)['replicas'] ?? 0) };
    const [metric = {}] = items(specOf(scaler)['metrics']);
    const resource = text(fields(metric['resource'])['name']);
    const found = utilizationOf(this.containers, this.podsOf(target), resource);
    if (current === 0) return this.write(scaler, { ...counts, desiredReplicas: 0 }, [SCALE_KNOWN, DISABLED]);
    if ('failure' in found) return this.failed(scaler, counts, resource, found.failure);
    this.scale(scaler, target, current, counts, resource, found);
  }

  private failed(scaler: StoredObject, counts: Json, resource: string, failure: string): void {
    const why = `failed to get ${resource} utilization: ${failure}`;
    this.tell(scaler, 'FailedGetResourceMetric', why);
    this.tell(
      scaler,
      'FailedComputeMetricsReplicas',
      `invalid metrics (1 invalid out of 1), first error is: failed to get ${resource} resource metric value: ${why}`,
    );
    const message = `the HPA was unable to compute the replica count: ${why}`;
    this.write(scaler, { ...counts, desiredReplicas: 0, currentMetrics: [{ type: '' }] }, [
      SCALE_KNOWN,
      ['ScalingActive', 'False', 'FailedGetResourceMetric', message],
    ]);
  }

  private scale(
    scaler: StoredObject,
    target: StoredObject,
    current: number,
    counts: Json,
    resource: string,
    { percent, average, pods }: Exclude<Utilization, { failure: string }>,
  ): void {
    const { minReplicas, maxReplicas, metrics } = specOf(scaler);
    const wanted = Number(fields(fields(items(metrics)[0]?.['resource'])['target'])['averageUtilization']);
    const ratio = percent / wanted;
    const raw = Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(ratio * pods);
    const stable = this.stabilized(scaler, raw);
    const [least, most] = [Number(minReplicas ?? 1), Number(maxReplicas)];
    const desired = Math.min(most, Math.max(least, stable));
    if (desired !== current) {
      this.world.writes.update(target, (now) => ({ ...now, spec: { ...specOf(now), replicas: desired } }));
      const message = `New size: ${desired}; reason: ${resource} resource utilization (percentage of request) ${ratio > 1 ? 'above' : 'below'} target`;
      this.events.record({
        about: scaler,
        type: 'Normal',
        reason: 'SuccessfulRescale',
        message,
        component: COMPONENT,
      });
    }
    const measured = {
      averageUtilization: percent,
      averageValue: resource === 'cpu' ? `${Math.round(average * 1000)}m` : String(Math.round(average)),
    };
    const status = {
      ...counts,
      desiredReplicas: desired,
      currentMetrics: [{ type: 'Resource', resource: { name: resource, current: measured } }],
      ...(desired !== current && { lastScaleTime: timestamp(this.world.clock.now()) }),
    };
    this.write(scaler, status, [
      desired !== current ? rescaled(desired) : stable > raw ? STABILIZED : READY,
      [
        'ScalingActive',
        'True',
        'ValidMetricFound',
        `the HPA was able to successfully calculate a replica count from ${resource} resource utilization (percentage of request)`,
      ],
      limitedBy(stable, least, most),
    ]);
  }

  /** The highest that was recommended lately: it is scaled up at once, and down slowly. */
  private stabilized({ metadata: { uid } }: StoredObject, count: number): number {
    const now = this.world.clock.now();
    const lately = (this.recommended.get(uid) ?? []).filter(({ at }) => now - at < STABLE_MS);
    this.recommended.set(uid, [...lately, { at: now, count }]);
    return Math.max(count, ...lately.map((one) => one.count));
  }

  private targetOf(scaler: StoredObject): StoredObject | { readonly missing: string } {
    const ref = fields(specOf(scaler)['scaleTargetRef']);
    const kind = this.world.kinds.find((one) => one.kind === ref['kind']);
    const name = text(ref['name']);
    const found = kind && this.world.storage.get(kind, scaler.metadata.namespace, name);
    if (found) return found;
    const resource = kind ? [kind.plural, kind.group].filter(Boolean).join('.') : text(ref['kind']);
    return { missing: `${resource} "${name}" not found` };
  }

  private podsOf(target: StoredObject): readonly StoredObject[] {
    const { keys, get } = this.world.storage.snapshot(kindOf(this.world, 'Pod'));
    const selector = fields(specOf(target)['selector']);
    const prefix = `${target.metadata.namespace}/`;
    return keys
      .flatMap((key) => (key.startsWith(prefix) ? (get(key) ?? []) : []))
      .filter((pod) => isActive(pod) && selects(selector, pod.metadata.labels ?? {}));
  }

  private tell(scaler: StoredObject, reason: string, message: string): void {
    this.events.record({ about: scaler, type: 'Warning', reason, message, component: COMPONENT });
  }

  private write(scaler: StoredObject, status: Json, verdicts: readonly Verdict[]): void {
    const now = timestamp(this.world.clock.now());
    this.world.writes.updateStatus(scaler, (was) => {
      const before = items(statusOf(was)['conditions']);
      const conditions = verdicts.map(([type, is, reason, message]) => {
        const known = before.find((one) => one['type'] === type && one['status'] === is);
        return {
          type,
          status: is,
          reason,
          message,
          lastTransitionTime: known?.['lastTransitionTime'] ?? now,
        };
      });
      const { lastScaleTime } = statusOf(was);
      return { ...(lastScaleTime !== undefined && { lastScaleTime }), ...status, conditions };
    });
  }
}

const SCALE_KNOWN: Verdict = [
  'AbleToScale',
  'True',
  'SucceededGetScale',
  "the HPA controller was able to get the target's current scale",
];
const DISABLED: Verdict = [
  'ScalingActive',
  'False',
  'ScalingDisabled',
  'scaling is disabled since the replica count of the target is zero',
];
const READY: Verdict = ['AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size'];
const STABILIZED: Verdict = [
  'AbleToScale',
  'True',
  'ScaleDownStabilized',
  'recent recommendations were higher than current one, applying the highest recent recommendation',
];
const rescaled = (count: number): Verdict => [
  'AbleToScale',
  'True',
  'SucceededRescale',
  `the HPA controller was able to update the target scale to ${count}`,
];
