import { expect, it } from 'vitest';
import { podJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import { renderPod } from '../../src/cli/one-shot/pod/render-pod.ts';
import type { Unlisted } from '../../src/cli/one-shot/source.ts';
import { NETWORK_KINDS } from '../../src/model/kinds/kinds.ts';
import { networkOfPod } from '../../src/model/network/pod-network.ts';
import { NO_FACTS } from '../../src/model/health/pod-facts.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';

const pod = podNamed('anatomy-0');
const NOTHING = {
  ...{ services: undefined, slices: undefined, policies: undefined },
  ...{ ingresses: undefined, routes: undefined, walks: undefined },
};
const network = networkOfPod(pod, NOTHING);

/** As Kubernetes says it. */
const denied = (kind: string): Unlisted => ({
  ...{ kind, code: 403 },
  message: `${kind} is forbidden: User "few" cannot list resource "${kind}" in API group "" in the namespace "default"`,
});

const text = (unlisted: readonly Unlisted[], events: readonly never[] | undefined): string =>
  renderPod(pod, {}, takenAt, { ...NO_FACTS, events }, { network, unlisted });

const section = (all: string, title: string): string =>
  all.split('\n\n').find((part) => part.startsWith(title)) ?? '';

it('says in its own place what of the network may not be listed, and why', () => {
  const told = section(text(NETWORK_KINDS.map(denied), []), 'NETWORK');
  expect(told).toContain('service   not known: may not list services in namespace default: user few\n');
  for (const [title, kind] of [
    ['endpoints', 'endpointslices'],
    ['policy', 'networkpolicies'],
    ['Ingress', 'ingresses'],
    ['HTTPRoute', 'httproutes'],
  ] as const)
    expect(told).toMatch(
      new RegExp(`^${title} +not known: may not list ${kind} in namespace default: `, 'm'),
    );
  expect(section(text([], []), 'NETWORK')).not.toContain('not known');
});

it('tells other reasons as they were said', () => {
  const failed = { kind: 'services', code: 500, message: 'etcd is\naway' };
  expect(section(text([failed], []), 'NETWORK')).toMatch(/^service +not known: etcd is.?away$/m);
});

it('says below what happened that events are not known, or not all', () => {
  expect(text([denied('events')], undefined)).toMatch(
    /\nevents are not known: may not list events in namespace default: user few\n$/,
  );
  expect(text([denied('events')], [])).toMatch(
    /\nnot all events are known: may not list events in namespace /,
  );
  expect(text(NETWORK_KINDS.map(denied), [])).not.toMatch(/events are (not )?known/);
});

it('has why in its JSON, beside what is missing', () => {
  const json = (unlisted?: readonly Unlisted[]) => podJson(pod, {}, takenAt, NO_FACTS, { network, unlisted });
  const why = 'may not list services in namespace default: user few';
  const told = json([denied('services'), denied('events')]);
  expect(told.network).toMatchObject({ services: [], unknown: [{ kind: 'services', why }] });
  expect(told).toMatchObject({ eventsKnown: false, eventsUnknown: why.replace('services', 'events') });
  expect(json()).toMatchObject({ eventsUnknown: null, network: { unknown: [] } });
});
