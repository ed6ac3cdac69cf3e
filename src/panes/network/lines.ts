import { deniedText, failureText } from '../../model/refusal.ts';
import {
  nameLines,
  nearMissLine,
  policyLines,
  routeLines,
  lostPortsText,
  serviceRest,
} from '../../model/network/network-lines.ts';
import type { NetworkOfPod } from '../../model/network/pod-network.ts';
import { leadsNowhere } from '../../model/network/pod-services.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { networkFeed, type NetworkKind } from '../../store/selectors/anatomy/network.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { GLYPHS } from '../../view/glyphs.ts';
import { observedLines, walkLines } from './observed-lines.ts';
import { ABSENT, isKnown, type NetworkLine, said, section } from './sections.ts';
import { displayWidth, padEnd } from '../../view/text/text.ts';

/** All lines: the ports, then who leads to the Pod and who keeps from it, then names. */
export function networkLines(state: State, pod: Pod, network: NetworkOfPod): readonly NetworkLine[] {
  const troubles = network.ports.flatMap(({ key, trouble }) =>
    trouble === undefined ? [] : [said(`trouble ${key}`, 'failing', `${GLYPHS.failing} ${key}: ${trouble}`)],
  );
  const leading = standing(state, pod, ['services', 'endpointslices']);
  return [
    ...portLines(network, isKnown(leading)),
    ...troubles,
    ...walkLines(state, pod, network),
    ...section('Services', 'no Service leads here', serviceLines(network), leading),
    ...section(
      'Network policies',
      'none selects this Pod: all may come in and go out',
      policyRows(network),
      standing(state, pod, ['networkpolicies']),
    ),
    ...section(
      'Routes',
      isKnown(leading)
        ? 'no Ingress or HTTPRoute ends at these Services'
        : 'not known, since who leads here is not',
      routeRows(network),
      standing(state, pod, ['ingresses', 'httproutes']),
    ),
    ...observedLines(state, pod, network),
    ...section(
      'Names',
      '',
      nameLines(network.names, network.dns).map((text, index) => said(`name ${index}`, 'plain', `  ${text}`)),
      [],
    ),
  ];
}

/** @param known whether all is known of the Services that may lead here */
function portLines({ ports }: NetworkOfPod, known: boolean): readonly NetworkLine[] {
  if (ports.length === 0) return [said('no port', 'muted', known ? NO_PORT : NO_PORT_OF_ITS_OWN)];
  return ports.map((port) => ({
    key: port.key,
    port,
    texts: [port.key, ...port.declared.flatMap(({ container, name = '' }) => [container, name])],
  }));
}

const NO_PORT = 'no port is declared, asked by a probe, or led to';
const NO_PORT_OF_ITS_OWN = 'no port is declared or probed; who leads here is not known';

function serviceLines({ services: { services, nearMisses } }: NetworkOfPod): readonly NetworkLine[] {
  const width = widest([...services, ...nearMisses].map(({ name }) => name));
  const leading = services.map((service) => {
    const { name, endpoint, ports } = service;
    const ready = endpoint === 'ready' || endpoint === 'unknown';
    const tone = ports.some(leadsNowhere) ? 'failing' : ready ? 'well' : 'progress';
    const mark = span(`${GLYPHS[tone]} `, styleOf(tone));
    const [lost, rest] = [lostPortsText(service), serviceRest(service)];
    // What is said last is what is cut: those ports stand whole.
    const parts = lost === '' ? [span(rest)] : [span(lost, styleOf('failing')), span(` · ${rest}`)];
    return named(`service ${name}`, mark, padEnd(name, width), ...parts);
  });
  const near = nearMisses.map((miss) => {
    const text = `misses by one label: ${nearMissLine(miss)}`;
    return named(`near ${miss.name}`, span('≁ ', styleOf('progress')), padEnd(miss.name, width), span(text));
  });
  return [...leading, ...near];
}

function policyRows({ policies }: NetworkOfPod): readonly NetworkLine[] {
  const width = widest(policies.map(({ name }) => name));
  return policies.flatMap((policy) =>
    policyLines(policy).map((text, index) =>
      named(
        `policy ${policy.name} ${index}`,
        span('  '),
        padEnd(index === 0 ? policy.name : '', width),
        span(text),
      ),
    ),
  );
}

function routeRows({ routes }: NetworkOfPod): readonly NetworkLine[] {
  const titles = routes.map(({ kind, name }) => `${kind} ${name}`);
  const width = widest(titles);
  return routes.flatMap((route, at) =>
    routeLines(route).map((text, index) => {
      const title = padEnd(index === 0 ? (titles[at] ?? '') : '', width);
      return named(`route ${titles[at]} ${index}`, span('  '), title, span(text));
    }),
  );
}

/** Names are as wide as the widest of their section, within reason. */
const widest = (names: readonly string[]): number =>
  Math.min(24, Math.max(0, ...names.map((name) => displayWidth(name))));

const PLURALS: Readonly<Record<NetworkKind, string>> = {
  services: 'Services',
  endpointslices: 'EndpointSlices',
  networkpolicies: 'NetworkPolicies',
  ingresses: 'Ingresses',
  httproutes: 'HTTPRoutes',
};

/** What is not known of kinds, and why: that they load, may not be listed, or do not exist in the cluster. */
function standing(state: State, pod: Pod, kinds: readonly NetworkKind[]): readonly NetworkLine[] {
  return kinds.flatMap((kind) => {
    const { complete, connection, failure } = fedBy(state, networkFeed(pod, kind));
    const key = `standing ${kind}`;
    if (connection === 'failed' && failure?.code === 404) {
      return [said(`${ABSENT} ${kind}`, 'muted', `  this cluster has no ${PLURALS[kind]}`)];
    }
    if (connection === 'failed') {
      const what = `list ${kind} in namespace ${pod.metadata.namespace}`;
      return [said(key, 'failing', `${GLYPHS.failing} ${failure ? deniedText(what, failure) : 'failed'}`)];
    }
    if (complete) return [];
    return [
      said(key, 'progress', `${GLYPHS.progress} ${kind}: ${failure ? failureText(failure) : 'loading …'}`),
    ];
  });
}

function named(key: string, mark: Line[number], name: string, ...parts: Line): NetworkLine {
  const across = [mark, span(`${name}  `, styleOf('plain', BOLD)), ...parts];
  return { key, across, texts: [name, ...parts.map(({ text }) => text)] };
}
