import { expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { mayBeOfNode, virtualNodeText } from '../../../src/model/pod/virtual-node.ts';
import { NO_SHELL } from '../../../src/model/processes/way-in.ts';

/** As AKS' virtual nodes have them: https://learn.microsoft.com/azure/aks/virtual-nodes-cli */
const tolerations = [{ key: 'virtual-kubelet.io/provider', operator: 'Exists' }];
const pod = (spec: object = { tolerations }): Pod => ({
  metadata: { name: 'hello', namespace: 'shop', uid: 'h' },
  spec: { nodeName: 'virtual-node-aci-linux', containers: [{ name: 'hello' }], ...spec },
});
const node = (labels: Record<string, string>, spec: object = {}): KubeObject =>
  ({ metadata: { name: 'virtual-node-aci-linux', uid: 'n', labels }, spec }) as KubeObject;

it('is proved by the label or the taint of the node itself, whatever its Pod tolerates', () => {
  const labelled = node({ type: 'virtual-kubelet', 'kubernetes.io/role': 'agent' });
  expect(virtualNodeText(pod({}), labelled)).toMatch(
    /^node virtual-node-aci-linux is a virtual one \(label type=virtual-kubelet\): logs or a shell may work, else its provider's tools$/,
  );
  const tainted = node({}, { taints: [{ key: 'virtual-kubelet.io/provider', value: 'azure' }] });
  expect(virtualNodeText(pod({}), tainted)).toContain('is a virtual one (taint virtual-kubelet.io/provider)');
});

it('is a hint where the Pod tolerates it and the node is not known, and nothing where the node says otherwise', () => {
  expect(virtualNodeText(pod(), undefined)).toContain(
    'may be a virtual one (its Pod tolerates virtual-kubelet.io/provider): ',
  );
  expect(virtualNodeText(pod(), { unknown: 'nodes may not be read' })).toContain(
    'may be a virtual one (its Pod tolerates virtual-kubelet.io/provider, and nodes may not be read): ',
  );
  expect(virtualNodeText(pod(), node({ type: 'worker' }))).toBeUndefined();
  expect(virtualNodeText(pod({}), undefined)).toBeUndefined();
  expect(virtualNodeText(pod({}), { unknown: 'nodes may not be read' })).toBeUndefined();
});

it('takes what is odd for nothing', () => {
  const odd = { metadata: { name: 'n', uid: 'n', labels: null }, spec: { taints: 'x' } } as never;
  expect(virtualNodeText(pod({}), odd)).toBeUndefined();
});

it('is not looked for where the image has no shell, the user no right, or no node was chosen', () => {
  const unserved = { reason: 'NotFound', code: 404 };
  expect(mayBeOfNode(pod(), [unserved])).toBe(true);
  expect(mayBeOfNode(pod(), [{ reason: NO_SHELL }, { reason: 'Forbidden', code: 403 }])).toBe(false);
  expect(mayBeOfNode(pod({ nodeName: undefined }), [unserved])).toBe(false);
  expect(mayBeOfNode(pod(), [])).toBe(false);
});
