import { expect, it } from 'vitest';
import { kindText } from '../../../src/model/owners/kind-text.ts';
import { OwnerTreeDraft } from '../../../src/model/owners/owner-tree-draft.ts';
import { OwnerTree } from '../../../src/model/owners/owner-tree.ts';

function texts(...objects: readonly (readonly [apiVersion: string, kind: string, name: string])[]): string[] {
  const draft = new OwnerTreeDraft(OwnerTree.empty());
  for (const [apiVersion, kind, name] of objects)
    draft.set(kind, apiVersion, { metadata: { name, uid: `${apiVersion} ${name}`, namespace: 'shop' } });
  const tree = draft.done();
  return tree.roots('shop').flatMap((key) => {
    const node = tree.node(key);
    return node ? `${kindText(tree, node)} ${node.name}` : [];
  });
}

it('says a Kind alone where it cannot be taken for another', () => {
  expect(texts(['batch/v1', 'Job', 'a'], ['batch/v1', 'Job', 'b'], ['x.io/v1', 'Rocket', 'a'])).toEqual([
    'Job a',
    'Job b',
    'Rocket a',
  ]);
});

it('says the group of rows that read alike', () => {
  expect(texts(['x.io/v1', 'Rocket', 'a'], ['y.io/v1', 'Rocket', 'a'], ['y.io/v1', 'Rocket', 'b'])).toEqual([
    'Rocket.x.io a',
    'Rocket.y.io a',
    'Rocket b',
  ]);
  expect(texts(['batch/v1', 'Job', 'train'], ['batch.bugs.test/v1alpha1', 'Job', 'train'])).toEqual([
    'Job.batch.bugs.test train',
    'Job.batch train',
  ]);
});

it('says the group of a Kind that is named as a built-in one', () => {
  expect(texts(['example.com/v1', 'Deployment', 'a'])).toEqual(['Deployment.example.com a']);
});
