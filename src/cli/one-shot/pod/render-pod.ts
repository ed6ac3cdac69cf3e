import { age } from '../../../model/ages.ts';
import { containersOf, readyText, stateText, type ContainerView } from '../../../model/pod/containers.ts';
import { markMissing } from '../../../model/health/missing/missing-volumes.ts';
import { noNodeLines } from '../../../model/health/node/no-node.ts';
import { nodeLines } from '../../../model/health/node/node-clauses.ts';
import { NO_FACTS, type PodFacts } from '../../../model/health/pod-facts.ts';
import { claimTexts } from '../../../model/health/container/resizing.ts';
import { podVerdict } from '../../../model/health/pod-verdict.ts';
import { namespaceMatrix } from '../../../model/namespaces/namespace-matrix.ts';
import { differencesIn } from '../../../model/namespaces/namespace-texts.ts';
import { processGroups } from '../../../model/processes/process-groups.ts';
import type { Walks } from '../../../model/processes/walked.ts';
import { renderPs } from '../processes/render-ps.ts';
import { podNamespaces } from '../../../model/namespaces/pod-namespaces.ts';
import { ownersText } from '../../../model/owners/owner-references.ts';
import { controllerOf } from '../../../model/owners/owner-tree.ts';
import { startOrder } from '../../../model/pod/start-order.ts';
import { podSummary, restartsText } from '../../../model/pod/pod-status.ts';
import { coverings } from '../../../model/volumes/coverings.ts';
import { sharingEquations } from '../../../model/volumes/sharing.ts';
import {
  mountText,
  type VolumeMatrix,
  volumeMatrix,
  type VolumeRow,
} from '../../../model/volumes/volumes.ts';
import type { NetworkOfPod } from '../../../model/network/pod-network.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { othersText, type VolumeKnowledge } from '../../../model/volumes/volume-source.ts';
import type { UsageAnswer } from '../../../model/usage/pod-usage.ts';
import { clean } from '../../../view/text/clean.ts';
import { markedText } from '../../../view/text/marked-clauses.ts';
import { padEnd } from '../../../view/text/text.ts';
import { renderNetwork } from './render-network.ts';
import { renderTable } from '../render-table.ts';
import type { Unlisted } from '../source.ts';
import { renderEndings, renderProbes } from './render-past.ts';
import { renderUsage } from './render-usage.ts';
import { renderTimeline } from './render-timeline.ts';
import { renderUntold } from './untold.ts';
import type { Scaled } from '../../../model/health/around/objects.ts';
import type { Attached } from '../../../model/attached/attached.ts';
import { differences, type Sibling } from '../../../model/health/differences/differences.ts';
import { renderAttached } from './render-attached.ts';
import { GLYPHS } from '../../../view/glyphs.ts';

/** What was asked for of a Pod besides itself; absent where it was not. */
export interface PodBesides {
  /** Its controller and so on, up to the top. */
  readonly owners?: readonly Scaled[] | undefined;
  readonly network?: NetworkOfPod | undefined;
  readonly walks?: Walks | undefined;
  readonly attached?: readonly Attached[] | undefined;
  readonly usage?: UsageAnswer | undefined;
  /** What of its network and its events could not be listed. */
  readonly unlisted?: readonly Unlisted[] | undefined;
  /** What else could not be had, and why. */
  readonly untold?: readonly string[] | undefined;
}

/**
 * A Pod's whole anatomy as text: whose it is and where, how it is and why, its containers, its
 * volumes and who mounts them, which namespaces the containers share, and what happened to it. No colour, no width.
 *
 * @param now epoch milliseconds, for ages
 */
export function renderPod(
  pod: Pod,
  known: VolumeKnowledge,
  now: number,
  facts: PodFacts = NO_FACTS,
  { owners, network, walks, attached, usage, unlisted, untold }: PodBesides = {},
): string {
  const verdict = podVerdict(pod, now, facts);
  const { health } = verdict;
  const matrix = markMissing(volumeMatrix(pod, known), facts.references);
  const equations = sharingEquations(pod, matrix);
  const noNode = noNodeLines(pod, facts.nodes);
  const onNode = facts.node ? nodeLines(facts.node, false, now) : [];
  return [
    header(pod, owners, now),
    `${GLYPHS[health]} ${clean(markedText(verdict))}\n`,
    onNode.length > 0 ? `NODE\n${lines(onNode)}` : '',
    noNode.length > 0 ? `WHY NO NODE?\n${lines(noNode)}` : '',
    facts.sibling ? whyThisOne(pod, facts.sibling, now) : '',
    `CONTAINERS in start order\n${containers(pod, now)}`,
    ofThePod(pod),
    usage ? renderUsage(pod, usage, now) : '',
    starts(pod, now),
    renderEndings(pod, now),
    renderProbes(pod, facts.events, now),
    volumes(matrix),
    // A Pod that is well has them in its verdict already.
    health === 'well' || equations.length === 0 ? '' : `SHARED\n${lines(equations)}`,
    walks ? `PROCESSES\n${renderPs(processGroups(pod, walks))}` : '',
    network ? renderNetwork(network, unlisted) : '',
    attached ? renderAttached(attached) : '',
    `NAMESPACES\n${namespaces(pod)}${walks ? lines([...differencesIn(namespaceMatrix(pod, walks))]) : ''}`,
    renderTimeline(pod, facts.events, now, unlisted),
    renderUntold(untold),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function whyThisOne(pod: Pod, sibling: Sibling, now: number): string {
  const { than, lines: found } = differences(pod, sibling, now);
  return `WHY THIS ONE? ${clean(than)}\n${lines(found)}`;
}

/** `ReplicaSet/web-1 of Deployment/web` */
function ownerText(metadata: Pod['metadata'], [, ...above]: readonly Scaled[]): string {
  const owner = controllerOf(metadata);
  const own = ownersText(metadata) ?? (owner ? `${owner.kind}/${owner.name}` : '<none>');
  return [own, ...above.map(({ kind, name }) => `${kind}/${name}`)].join(' of ');
}

function header(pod: Pod, owners: readonly Scaled[] | undefined, now: number): string {
  const { metadata, status } = pod;
  const summary = podSummary(pod);
  const ips = status?.podIPs?.flatMap(({ ip }) => ip ?? []) ?? [];
  const network = summary.hostNetwork ? ' (host network)' : '';
  const fields = [
    ['Pod', [metadata.namespace, metadata.name].filter(Boolean).join('/')],
    ['Owner', ownerText(metadata, owners ?? [])],
    ['Node', status?.hostIP ? `${summary.node} (${status.hostIP})` : summary.node],
    ['IP', `${ips.length > 0 ? ips.join(', ') : summary.ip}${network}`],
    ['Status', `${summary.status}, ${summary.ready} ready, restarts ${restartsText(summary, now)}`],
    ['Age', age(metadata.creationTimestamp, now)],
  ];
  return fields.map(([name = '', value = '']) => `${padEnd(name, 8)}${clean(value)}\n`).join('');
}

function containers(pod: Pod, now: number): string {
  const headings = ['TYPE', 'NAME', 'READY', 'STATE', 'LAST EXIT', 'RESTARTS', 'PROBES', 'PORTS'];
  const rows = containersOf(pod).map((container) => [
    container.type,
    container.name,
    readyText(container) || '–',
    `${GLYPHS[container.health]} ${stateText(container.state, now)}`,
    container.lastExit,
    container.restarts === undefined ? '–' : String(container.restarts),
    container.probes || '–',
    container.ports.join(', ') || '–',
    amounts(container.requests),
    amounts(container.limits),
    imageOf(container),
  ]);
  return renderTable([[...headings, 'REQUESTS', 'LIMITS', 'IMAGE'], ...rows]);
}

/** What its containers have together: limits and requests as a whole, and claims. */
function ofThePod(pod: Pod): string {
  const { limits = {}, requests = {} } = pod.spec?.resources ?? {};
  const amountsOf = (what: string, of: Readonly<Record<string, string>>): string[] =>
    Object.keys(of).length > 0 ? [`${what} ${amounts(of)}`] : [];
  const told = [...amountsOf('limits', limits), ...amountsOf('requests', requests), ...claimTexts(pod)];
  return told.length === 0 ? '' : `OF THE POD\n${lines(told)}`;
}

/** When each began, of those that have begun. */
function starts(pod: Pod, now: number): string {
  const rows = startOrder(pod, now).map(({ bar, type, name, text }) => [bar, type, name, text]);
  return rows.length === 0 ? '' : `STARTS since the Pod was created\n${renderTable(rows)}`;
}

function imageOf({ fullImage, target }: ContainerView): string {
  return target ? `${fullImage} (looks into ${target})` : fullImage;
}

function amounts(resources: Readonly<Record<string, string>>): string {
  const texts = Object.entries(resources).map(([name, amount]) => `${name} ${amount}`);
  return texts.join(', ') || '–';
}

function volumes(matrix: VolumeMatrix): string {
  const { containers: names, rows, folded } = matrix;
  const table =
    names.length > MOST_COLUMNS
      ? renderTable([['VOLUME', 'SOURCE', 'MOUNTED'], ...rows.flatMap((row) => mountedRows(row, names))])
      : renderTable([['VOLUME', 'SOURCE', ...names], ...rows.map(volumeCells)]);
  const details = rows.flatMap(({ name, source }) =>
    [source.detail ?? '', othersText(source)].filter(Boolean).map((text) => `${name}: ${text}`),
  );
  const automatic = `${folded} automatic ${folded === 1 ? 'volume' : 'volumes'} (service account) folded away\n`;
  return `VOLUMES\n${rows.length > 0 ? table : 'none\n'}${folded > 0 ? automatic : ''}${lines([...details, ...coverings(matrix)])}`;
}

/** With more containers who mounts what is a list: each column more is one in every row. */
const MOST_COLUMNS = 10;

function volumeCells(row: VolumeRow): string[] {
  return [volumeName(row), row.source.text, ...row.mounts.map((places) => placesText(places) || '–')];
}

/** A row for each container that mounts it, below the volume itself. */
function mountedRows(row: VolumeRow, names: readonly string[]): string[][] {
  const mounted = row.mounts.flatMap((places, index) =>
    places.length > 0 ? [`${names[index] ?? ''}: ${placesText(places)}`] : [],
  );
  const [first = '–', ...others] = mounted;
  return [[volumeName(row), row.source.text, first], ...others.map((text) => ['', '', text])];
}

const volumeName = ({ name, shared, users }: VolumeRow): string =>
  `${shared ? '⇄' : users === 1 ? '·' : '∅'} ${name}`;

const placesText = (places: VolumeRow['mounts'][number]): string => places.map(mountText).join(', ');

function namespaces(pod: Pod): string {
  return podNamespaces(pod)
    .map(({ name, text }) => `${padEnd(name, 10)}${clean(text)}\n`)
    .join('');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${clean(text)}\n`).join('');
}
