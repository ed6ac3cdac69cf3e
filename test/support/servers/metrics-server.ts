import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { kubectl } from '../cluster.ts';

const UP = '../shared/cluster/up';

/** Where a metrics server is served. */
export const METRICS = '/apis/metrics.k8s.io';

/** The cluster has a metrics server, or is given one. */
export async function metricsServer(): Promise<void> {
  const served = await kubectl(['get', '--raw', `${METRICS}/v1beta1/nodes`]).then(
    () => true,
    () => false,
  );
  if (served) return;
  if (!existsSync(UP)) throw new Error('the cluster has no metrics server, which these tests need');
  await new Promise<void>((resolve, reject) => {
    execFile(UP, ['--metrics'], (error, _, told) => (error ? reject(new Error(told)) : resolve()));
  });
}
