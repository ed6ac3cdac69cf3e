import { describe, expect, it } from 'vitest';
import { builtInKind, findKind, kindMatches, nearestKind } from '../../../src/model/owners/kind-match.ts';
import { serverKinds, spellings } from '../../support/kubeconfigs/kind-spellings.ts';

const KINDS = serverKinds('test');

it.each(spellings('test'))('%s means %s, as to kubectl', (word, means) => {
  const found = findKind(KINDS, word);
  expect(found && `${found.apiVersion} ${found.kind}`).toBe(means);
});

it('knows without a server what no server has otherwise', () => {
  for (const [word] of spellings('test')) {
    const known = builtInKind(word);
    if (known) expect(findKind(KINDS, word)).toEqual(known);
  }
  expect(builtInKind('deploy')).toMatchObject({ apiVersion: 'apps/v1', kind: 'Deployment' });
  expect(builtInKind('mo')).toBeUndefined();
  expect(builtInKind('jobs.batch')).toBeUndefined();
});

describe('of a kind that the server has not any more', () => {
  it.each([
    ['deploy', 'Deployment', 'apps/v1', true],
    ['Deployments', 'Deployment', 'apps/v1', true],
    ['deployment.apps', 'Deployment', 'apps/v1', true],
    ['deployment.example.com', 'Deployment', 'apps/v1', false],
    ['deploy', 'Deployment', 'example.com/v1', false],
    ['rollouts.argoproj.io', 'Rollout', 'argoproj.io/v1alpha1', true],
    ['rollout.v1alpha1.argoproj.io', 'Rollout', 'argoproj.io/v1alpha1', true],
    ['rollout.v1.argoproj.io', 'Rollout', 'argoproj.io/v1alpha1', false],
    ['policies', 'Policy', 'example.com/v1', true],
    ['ingresses', 'Ingress', 'networking.k8s.io/v1', true],
    ['po', 'Pod', 'v1', true],
    ['po', 'PodTemplate', 'v1', false],
    ['pod.apps', 'Pod', 'v1', false],
    ['', 'Pod', 'v1', false],
  ])('%s may mean a %s of %s: %s', (typed, kind, apiVersion, matches) => {
    expect(kindMatches(typed, kind, apiVersion)).toBe(matches);
  });
});

it.each([
  ['deplyoment', 'deployment'],
  ['deploymnt.apps', 'deployment'],
  ['statefullset', 'statefulset'],
  ['mic', 'mice'],
  ['DEPLOY', 'deploy'],
  ['vanished', undefined],
  ['x', undefined],
  ['p'.repeat(100_000), undefined],
])('the nearest to %s is %s', (typed, nearest) => {
  expect(nearestKind(KINDS, typed)).toBe(nearest);
});
