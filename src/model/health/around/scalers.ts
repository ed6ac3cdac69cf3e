import { epochMs, humanDuration } from '../../ages.ts';
import type { Condition } from '../../kinds/objects.ts';
import { shortened } from '../../text/shortened.ts';
import type { Autoscaler, Scaled } from './objects.ts';

/** Those that are to scale one of these, and cannot. */
export const troubledScalers = (
  owners: readonly Scaled[],
  scalers: Iterable<Autoscaler>,
): readonly Autoscaler[] =>
  [...scalers].filter(({ spec, status }) => {
    const { kind, name } = spec?.scaleTargetRef ?? {};
    return (
      owners.some((owner) => owner.kind === kind && owner.name === name) &&
      trouble(status?.conditions) !== undefined
    );
  });

/** `HorizontalPodAutoscaler web cannot scale 5m: missing request for cpu in container main (FailedGetResourceMetric)` */
export function scalerClause({ metadata, status }: Autoscaler, now: number): string {
  const found = trouble(status?.conditions);
  const at = epochMs(found?.lastTransitionTime);
  const time = at === undefined ? '' : ` ${humanDuration(Math.max(0, now - at))}`;
  const why = found?.message && shortened(found.message).replace(COMPUTING, '').replace(GETTING, '');
  const reason = found?.reason && ` (${found.reason})`;
  return `HorizontalPodAutoscaler ${metadata.name} cannot scale${time}${why ? `: ${why}` : ''}${reason ?? ''}`;
}

/** What its controller says before the cause, of each metric (pkg/controller/podautoscaler/horizontal.go). */
const COMPUTING = /^the HPA was unable to compute the replica count: /;
const GETTING = /^failed to get [\w ]{1,40}: /;

/** The reason why it cannot scale; undefined where it can. */
export const troubleOfScaler = ({ status }: Autoscaler): string | undefined =>
  trouble(status?.conditions)?.reason;

/**
 * By the reasons of Kubernetes' pkg/controller/podautoscaler/horizontal.go: what it could not get or read, but not that
 * somebody scaled to 0.
 */
const trouble = (conditions: readonly Condition[] = []): Condition | undefined =>
  conditions.find(
    ({ type, status, reason = '' }) =>
      (type === 'AbleToScale' || type === 'ScalingActive') &&
      status === 'False' &&
      /^(?:Failed|Invalid|Ambiguous)/.test(reason),
  );
