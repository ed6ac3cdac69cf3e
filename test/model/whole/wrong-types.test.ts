import { describe, expect, it } from 'vitest';
import { Door } from '../../../src/cluster/door/door.ts';
import { RESOURCES } from '../../../src/cluster/resources.ts';
import { namedInSpec } from '../../../src/model/attached/named-in-spec.ts';
import { containerSpec } from '../../../src/model/explain/container/container-specs.ts';
import { explainPod } from '../../../src/model/explain/explain-pod.ts';
import { configDifferences, sharedNames } from '../../../src/model/health/differences/config.ts';
import { optionalKeys } from '../../../src/model/health/missing/optional-keys.ts';
import type { WholeObject } from '../../../src/model/kinds/objects.ts';
import { containersOf } from '../../../src/model/pod/containers.ts';
import { virtualNodeText } from '../../../src/model/pod/virtual-node.ts';
import {
  ephemeralContainer,
  fittingProfile,
  rootWarning,
} from '../../../src/model/sessions/debug-container.ts';
import { partsOf } from '../../../src/model/volumes/sub-paths.ts';
import { volumeMatrix } from '../../../src/model/volumes/volumes.ts';
import { wholeContainer } from '../../../src/model/whole/whole-container.ts';
import { wholeVolume } from '../../../src/model/whole/whole-volume.ts';
import { PATIENCE, samples, TIMES } from '../../support/hostile/fuzz.ts';
import { changed, placesOnce, WRONG } from '../../support/hostile/mutations.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const trim = new Door().objects(RESOURCES.pods);

const container = {
  name: 'app',
  image: 'app:1',
  stdin: true,
  env: [
    { name: 'A', value: '1' },
    { name: 'B', valueFrom: { configMapKeyRef: { name: 'settings', key: 'b', optional: true } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 'keys', key: 'c' } } },
    { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  envFrom: [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'both' } }],
  volumeMounts: [
    { name: 'work', mountPath: '/work' },
    { name: 'work', mountPath: '/part', subPathExpr: '$(D)' },
  ],
};

/** All that is read of a whole Pod and of no list. */
const whole: WholeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'whole', namespace: 'here', uid: 'u', annotations: { 'checksum/config': 'x' } },
  spec: {
    nodeName: 'node-1',
    serviceAccountName: 'runner',
    imagePullSecrets: [{ name: 'registry' }],
    securityContext: { runAsNonRoot: true, runAsUser: 0 },
    taints: [{ key: 'virtual-kubelet.io/provider' }],
    initContainers: [container],
    containers: [container],
    ephemeralContainers: [container],
    volumes: [
      { name: 'work', emptyDir: {} },
      { name: 'settings', configMap: { name: 'settings' } },
      { name: 'keys', secret: { secretName: 'keys', optional: true } },
      { name: 'claim', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'own', ephemeral: { volumeClaimTemplate: {} } },
      { name: 'all', projected: { sources: [{ configMap: { name: 'all' } }, { secret: { name: 'both' } }] } },
      { name: 'csi', csi: { driver: 'd', nodePublishSecretRef: { name: 'pass' } } },
    ],
  },
  status: {
    containerStatuses: [{ name: 'app', state: { running: { startedAt: '2026-06-01T11:00:00Z' } } }],
  },
} as WholeObject;

/** All that is made of a Pod that nobody has checked. */
function read(pod: WholeObject, other: WholeObject): void {
  namedInSpec(pod);
  optionalKeys(pod);
  sharedNames(pod, other);
  configDifferences(
    { here: pod, there: other, answers: [{ kind: 'ConfigMap', name: 'settings', changed: NOW }] },
    NOW,
  );
  containerSpec(pod, 'app');
  ephemeralContainer({ name: 'd', image: 'i', target: 'app', profile: 'general', copies: true }, pod);
  rootWarning(pod, fittingProfile(pod, pod));
  partsOf(pod)('app', '/part');
  const seen = trim(pod);
  if (!seen) return;
  virtualNodeText(seen, pod);
  explainPod(seen, pod, 'docker');
  for (const { name } of containersOf(seen)) wholeContainer(seen, pod, name, NOW, {});
  const matrix = volumeMatrix(seen);
  for (const { name } of matrix.rows) wholeVolume(pod, matrix, name);
}

describe('a Pod as its server has it, which nobody has checked', () => {
  it(
    'is read with any of its fields of a wrong type',
    () => {
      let count = 0;
      let turn = 0;
      for (const { value, path } of placesOnce([whole, ...(samples('pods') as WholeObject[])])) {
        if (path.join() === 'metadata') continue;
        turn++;
        // In the quick run some of them for each field, in turns.
        for (const wrong of TIMES > 1 ? WRONG : WRONG.filter((_, index) => (index + turn) % 12 === 0)) {
          const pod = changed(value, path, wrong) as WholeObject;
          const where = `${path.join('.')} = ${JSON.stringify(wrong)?.slice(0, 60)}`;
          expect(() => read(pod, whole), where).not.toThrow();
          count++;
        }
      }
      expect(count).toBeGreaterThan(400);
    },
    PATIENCE,
  );
});
