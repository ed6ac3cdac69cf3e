import { expect, it } from 'vitest';
import { renderTree, type TreeNode } from '../../src/cli/one-shot/tree/render-tree.ts';

const node = (
  kind: string,
  name: string,
  ready: string,
  reason: string,
  ...children: TreeNode[]
): TreeNode => ({
  namespace: 'shop',
  kind,
  name,
  ready,
  reason,
  age: '3d',
  children,
});

it('draws the ownership tree with READY, REASON and AGE', () => {
  const tree = node(
    'Deployment',
    'web',
    '1/2',
    '',
    node(
      'ReplicaSet',
      'web-2',
      '1/2',
      '',
      node('Pod', 'web-2-a', '1/1', '', node('Container', 'nginx', '', 'running')),
      node('Pod', 'web-2-b', '0/1', 'CrashLoopBackOff'),
    ),
    node('ReplicaSet', 'web-1', '0/0', ''),
  );
  expect(`\n${renderTree(tree)}`).toBe(`
NAMESPACE   NAME                    READY   REASON             AGE
shop        Deployment/web          1/2                        3d
shop        ├─ReplicaSet/web-2      1/2                        3d
shop        │ ├─Pod/web-2-a         1/1                        3d
shop        │ │ └─Container/nginx   –       running            3d
shop        │ └─Pod/web-2-b         0/1     CrashLoopBackOff   3d
shop        └─ReplicaSet/web-1      0/0                        3d
`);
});
