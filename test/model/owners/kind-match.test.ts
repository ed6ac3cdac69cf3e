import { expect, it } from 'vitest';
import { kindMatches } from '../../../src/model/owners/kind-match.ts';

it.each([
  ['deploy', 'Deployment', 'apps/v1', true],
  ['Deployments', 'Deployment', 'apps/v1', true],
  ['deployment.apps', 'Deployment', 'apps/v1', true],
  ['deployment.example.com', 'Deployment', 'apps/v1', false],
  ['rollouts.argoproj.io', 'Rollout', 'argoproj.io/v1alpha1', true],
  ['policies', 'Policy', 'example.com/v1', true],
  ['ingresses', 'Ingress', 'networking.k8s.io/v1', true],
  ['po', 'Pod', 'v1', true],
  ['po', 'PodTemplate', 'v1', false],
  ['pod.apps', 'Pod', 'v1', false],
  ['', 'Pod', 'v1', false],
])('%s names a %s of %s: %s', (typed, kind, apiVersion, matches) => {
  expect(kindMatches(typed, kind, apiVersion)).toBe(matches);
});
