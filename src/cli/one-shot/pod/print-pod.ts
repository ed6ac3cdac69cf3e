import type { Reference } from '../../../model/health/pod-facts.ts';
import { type LastWords, silentIn } from '../../../model/health/container/last-words.ts';
import { recentRestarts } from '../../../model/health/container/restarts.ts';
import { hasEnded } from '../../../model/pod/pod-status.ts';
import { saidOfNodes } from '../../../model/health/node/no-node.ts';
import { dependsOnNode } from '../../../model/health/missing/node-suspect.ts';
import {
  awaitedBy,
  type Name,
  refOf,
  withAnswers,
  withClaims,
} from '../../../model/health/missing/references.ts';
import type { ToldEvent } from '../../../model/events/told-event.ts';
import type { Claim } from '../../../model/kinds/kinds.ts';
import { networkOfPod } from '../../../model/network/pod-network.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { hasSubPathExpr } from '../../../model/volumes/sub-paths.ts';
import { volumeMatrix } from '../../../model/volumes/volumes.ts';
import type { Writer } from '../../arguments/arguments.ts';
import { whyNotSeen } from '../processes/ps.ts';
import { json, namedPod, type OneShot, type OneShotSource } from '../source.ts';
import { podJson } from './render-pod-json.ts';
import { renderPod } from './render-pod.ts';
import { Untold } from './untold.ts';
import { surroundingsOf } from './surroundings.ts';
import { volumeKnowledge } from './volume-knowledge.ts';

/** `podscope pod NAME`: one Pod's whole anatomy, and how it fares. Returns the exit code. */
export async function printPod(
  shot: Extract<OneShot, { command: 'pod' }>,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  const { name, output: format } = shot;
  const pod = await namedPod(name, source, output);
  if (!pod) return 1;
  const why = shot.processes ? whyNotSeen(pod, shot) : undefined;
  if (why !== undefined) output.err(`podscope: not all is told of what runs in it: ${why}\n`);
  const untold = new Untold(output);
  const { claims, known } = await volumeKnowledge(pod, source, untold);
  const happening = source.events(pod);
  const awaited = happening.then(({ events = [] }) => referencesOf(pod, claims, events, source));
  const [happened, references, lastWords, { sources, failures }, surroundings, usage, node, nodes, walks] =
    await Promise.all([
      happening,
      awaited,
      lastWordsOf(pod, source, now),
      source.network(),
      surroundingsOf(pod, source, now, awaited, untold),
      source.usage(pod),
      nodeOf(pod, source),
      saidOfNodes(pod) === undefined ? undefined : source.nodes(),
      shot.processes && why === undefined ? source.walks(pod) : undefined,
    ]);
  if (failures[0]) {
    const kinds = failures.map(({ kind }) => kind).join(', ');
    output.err(`podscope: not all is told of its network (${kinds}): ${failures[0].message}\n`);
  }
  if (happened.failures[0])
    output.err(`podscope: not all is told of what happened to it: ${happened.failures[0].message}\n`);
  const network = networkOfPod(pod, walks ? { ...sources, walks } : sources);
  const { events } = happened;
  const { around, sibling, attached, optional, outdated, owners, neighbours } = surroundings;
  const { regardless } = network;
  const measured = 'why' in usage ? undefined : [usage];
  const listeners = network.observed?.listeners;
  const facts = {
    ...{ references, node, lastWords, events, regardless, around, outdated, sibling, measured },
    nodes,
    neighbours,
    listeners,
    optional,
    volumes: hasSubPathExpr(pod) ? volumeMatrix(pod, known) : undefined,
  };
  const unlisted = [...failures, ...happened.failures];
  const besides = { owners, network, walks, attached, usage, unlisted, untold: untold.lines };
  output.out(
    format === 'json'
      ? json(podJson(pod, known, now, facts, besides))
      : renderPod(pod, known, now, facts, besides),
  );
  return 0;
}

/** What a container said last that ended without a message. */
async function lastWordsOf(pod: Pod, source: OneShotSource, now: number): Promise<LastWords | undefined> {
  const silent = silentIn(pod, now, () => recentRestarts(pod, now));
  return silent && { container: silent.container, ...(await source.lastWords(silent)) };
}

/** How its node stands; of one that has ended only where it was evicted. */
async function nodeOf(pod: Pod, source: OneShotSource): Promise<Reference | undefined> {
  const name = pod.spec?.nodeName ?? '';
  if (name === '' || (hasEnded(pod) && !dependsOnNode(pod))) return undefined;
  return (await answered([{ kind: 'Node', name }], pod, source))[0];
}

async function answered(
  names: readonly Name[],
  { metadata: { namespace = '' } }: Pod,
  source: OneShotSource,
): Promise<readonly Reference[]> {
  return withAnswers(names, await source.references(names.map((name) => refOf(name, namespace))));
}

/** What it may wait for, where it does not start. */
async function referencesOf(
  pod: Pod,
  claims: readonly Claim[],
  events: readonly ToldEvent[],
  source: OneShotSource,
): Promise<readonly Reference[]> {
  const awaited = awaitedBy(pod, claims, events);
  if (awaited.length === 0) return [];
  return withClaims(await answered(awaited, pod, source), (name) =>
    claims.find(({ metadata }) => metadata.name === name),
  );
}
