import type { Reference } from '../../model/health/pod-facts.ts';
import { type LastWords, silentIn } from '../../model/health/container/last-words.ts';
import { awaitedBy, refOf, withAnswers, withClaims } from '../../model/health/missing/references.ts';
import type { ToldEvent } from '../../model/events/told-event.ts';
import type { Claim } from '../../model/kinds/kinds.ts';
import { networkOfPod } from '../../model/network/pod-network.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Standard } from '../../ports/terminal.ts';
import type { Writer } from '../arguments/arguments.ts';
import { noNamespace } from './not-there.ts';
import { printExplain } from './explain.ts';
import { printTree } from './tree/print-tree.ts';
import { podJson } from './pod/render-pod-json.ts';
import { renderPod } from './pod/render-pod.ts';
import { runAttach } from './exec/attach.ts';
import { runDebug } from './exec/debug.ts';
import { runExec } from './exec/exec.ts';
import { runCp } from './copy/cp.ts';
import { runForward } from './forward/forward.ts';
import { printLogs } from './logs/logs.ts';
import { printPs, whyNotSeen } from './processes/ps.ts';
import { json, namedPod, type OneShot, type OneShotSource } from './source.ts';
import { volumeKnowledge } from './pod/volume-knowledge.ts';
import { podsJson, renderPods } from './render-pods.ts';

/** Runs a one-shot command; returns the exit code. */
export async function runOneShot(
  shot: OneShot,
  source: OneShotSource,
  now: number,
  output: Writer,
  standard: Standard,
): Promise<number> {
  switch (shot.command) {
    case 'pods':
      return printPods(shot, source, now, output);
    case 'pod':
      return printPod(shot, source, now, output);
    case 'ps':
      return printPs(shot, source, output);
    case 'logs':
      return printLogs(shot, source, output);
    case 'exec':
      return runExec(shot, source, output, standard);
    case 'attach':
      return runAttach(shot, source, output, standard);
    case 'debug':
      return runDebug(shot, source, output, standard);
    case 'forward':
      return runForward(shot, source, output);
    case 'cp':
      return runCp(shot, source, output);
    case 'explain':
      return printExplain(shot, source, output);
    case 'tree':
      return printTree(shot, source, now, output);
  }
}

async function printPods(
  { allNamespaces, selector, output: format }: Extract<OneShot, { command: 'pods' }>,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  const pods = await source.pods({
    ...(!allNamespaces && { namespace: source.namespace }),
    ...(selector !== undefined && { labelSelector: selector }),
  });
  if (pods.length === 0 && !allNamespaces && (await source.lacksNamespace())) {
    output.err(`podscope: ${noNamespace(source.namespace)}\n`);
    return 1;
  }
  if (format === 'json') output.out(json(podsJson(pods, now)));
  else if (pods.length > 0) output.out(renderPods(pods, { now, allNamespaces }));
  else
    output.err(
      allNamespaces ? 'No resources found\n' : `No resources found in ${source.namespace} namespace.\n`,
    );
  return 0;
}

async function printPod(
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
  const { claims, known } = await volumeKnowledge(pod, source, output);
  const [[references, happened], lastWords, { sources, failures }, walks] = await Promise.all([
    source
      .events(pod)
      .then(async (told) => [await referencesOf(pod, claims, told.events ?? [], source), told] as const),
    lastWordsOf(pod, source),
    source.network(),
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
  const facts = { references, lastWords, events, regardless: network.regardless };
  output.out(
    format === 'json'
      ? json(podJson(pod, known, now, facts, network, walks))
      : renderPod(pod, known, now, facts, network, walks),
  );
  return 0;
}

/** What a container said last that ended without a message. */
async function lastWordsOf(pod: Pod, source: OneShotSource): Promise<LastWords | undefined> {
  const silent = silentIn(pod);
  const line = silent ? await source.lastWords(silent) : '';
  return silent && line !== '' ? { container: silent.container, line } : undefined;
}

/** What it may wait for, where it does not start. */
async function referencesOf(
  pod: Pod,
  claims: readonly Claim[],
  events: readonly ToldEvent[],
  source: OneShotSource,
): Promise<readonly Reference[]> {
  const names = awaitedBy(pod, claims, events);
  if (names.length === 0) return [];
  const { namespace = '' } = pod.metadata;
  const answers = await source.references(names.map((found) => refOf(found, namespace)));
  return withClaims(withAnswers(names, answers), (name) =>
    claims.find(({ metadata }) => metadata.name === name),
  );
}
