import { expect, it } from 'vitest';
import { besidesLines, besidesText, ownersText } from '../../../src/model/owners/owner-references.ts';
import type { OwnerNode } from '../../../src/model/owners/owner-tree.ts';

const owner = (kind: string, name: string, controller = false) => ({
  ...{ apiVersion: 'v1', kind, name, uid: name },
  ...(controller && { controller }),
});
const nodeOf = (kind: string, metadata: object): OwnerNode => {
  const object = { metadata: { name: 'it', uid: 'it', ...metadata } };
  return {
    key: 'it',
    uid: 'it',
    apiVersion: 'v1',
    kind,
    namespace: '',
    name: 'it',
    parent: undefined,
    object,
  };
};

it('several owners are told, the controller marked and first, wherever it stands', () => {
  const ownerReferences = [owner('ConfigMap', 'notes'), owner('ReplicaSet', 'web-1', true)];
  const metadata = { name: 'it', uid: 'it', ownerReferences };
  expect(ownersText(metadata)).toBe('ReplicaSet web-1 (controller), ConfigMap notes');
  expect(besidesText(nodeOf('Pod', metadata))).toBe('also of ConfigMap notes');
  expect(besidesLines({ metadata })).toEqual(['owners: ReplicaSet web-1 (controller), ConfigMap notes']);
});

it('one owner is what the tree tells', () => {
  const metadata = { name: 'it', uid: 'it', ownerReferences: [owner('ReplicaSet', 'web-1', true)] };
  expect(ownersText(metadata)).toBeUndefined();
  expect(besidesText(nodeOf('Pod', metadata))).toBe('');
});

it('of a ReplicaSet it is told what it was made for', () => {
  const annotations = { 'kubernetes.io/change-cause': 'image to v2' };
  expect(besidesText(nodeOf('ReplicaSet', { annotations }))).toBe('image to v2');
  expect(besidesText(nodeOf('Deployment', { annotations }))).toBe('');
});
