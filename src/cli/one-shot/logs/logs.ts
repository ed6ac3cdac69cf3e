import { setFlagsFromString } from 'node:v8';
import { distinctUntilChanged, map, type Observable, of } from 'rxjs';
import { type CommandPlace, podscopeCommand } from '../../../model/text/command-place.ts';
import { loggedContainers } from '../../../model/logs/logged-containers.ts';
import { specContainers } from '../../../model/pod/containers.ts';
import type { LogSource } from '../../../model/logs/log-item.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { Writer } from '../../arguments/arguments.ts';
import { type LogsShot, oneContainer } from '../../arguments/logs-command.ts';
import { isPod, type Target } from '../../arguments/target.ts';
import { hintAtNode } from '../processes/hint-at-node.ts';
import { LogPrinter } from './log-printer.ts';
import { notThere } from '../not-there.ts';
import type { OwnedPods } from '../tree/owned-pods.ts';
import { namedPod, type OneShotSource } from '../source.ts';
import { untilGone, whose } from './until-gone.ts';

/** `podscope logs`. 0 where all could be read, 2 where two containers are named, else 1: why not is told. */
export async function printLogs(asked: LogsShot, source: OneShotSource, output: Writer): Promise<number> {
  const meant = await meantBy(asked, source, output);
  if (typeof meant === 'number') return meant;
  const { pods, pods$ } = meant;
  const shot = { ...asked, ...meant.narrowed };
  const sources = sourcesOf(pods, shot);
  const problem = problemOf(shot, pods, sources);
  if (problem !== undefined) {
    output.err(`podscope: ${problem}\n`);
    return 1;
  }
  if (pods.length === 0 && 'target' in shot.of && !shot.follow) {
    const { kind, name } = shot.of.target;
    output.err(`podscope: ${kind}/${name} has no Pods in namespace ${source.namespace}\n`);
    return 1;
  }
  if (pods.length === 0) output.err(`No resources found in ${source.namespace} namespace.\n`);
  const alone = meant.single(sources);
  const printer = new LogPrinter(output, {
    prefix: shot.prefix ? 'kubectl' : shot.prefix === false || alone ? 'none' : 'brief',
    severalPods: meant.several,
    alone,
    colours: shot.colours,
  });
  const sources$ = pods$.pipe(
    map((now) => sourcesOf(now, shot)),
    distinctUntilChanged(
      (before, now) => before.length === now.length && now.every((one, at) => isSame(one, before[at])),
    ),
    map((now) => printer.expect(now, shot.most)),
  );
  widenYoungSpace();
  await source.logs({ ...rangeOf(shot), bytes: printer.bytes, ahead: AHEAD, sources$ }, printer.take);
  await printer.end();
  const [only, ...others] = pods;
  if (only && others.length === 0) await hintAtNode(only, printer.failures, source, output);
  const hasNone = shot.follow && pods.length === 0 && !printer.someRead;
  return printer.failed || hasNone ? 1 : 0;
}

/**
 * In bytes. Where containers began one after the other, the first has to be told before the last, and a server sends
 * them much sooner at once: this is ten of half a million short lines each.
 */
const AHEAD = 64 * 1024 * 1024;

/** As `bin/podscope.js` has it: no Node of which it is not known that it has the flag. */
const HAS_FLAG = Number.parseInt(process.versions.node) <= 24;

/** Lines are many and gone soon: with the little room for what is new that all else has, V8 copied them again and again. */
function widenYoungSpace(): void {
  if (HAS_FLAG) setFlagsFromString('--semi-space-growth-factor=2');
}

const isSame = (a: LogSource, b: LogSource | undefined): boolean =>
  a.uid === b?.uid && a.container === b.container;

function rangeOf({ follow, previous, stamps, tail, sinceSeconds, sinceTime }: LogsShot) {
  return {
    follow,
    previous,
    stamps,
    ...(tail !== undefined && { tail }),
    ...(sinceSeconds !== undefined && { sinceSeconds }),
    ...(sinceTime !== undefined && { sinceTime }),
  };
}

/** Whose logs are meant: now, and as others come. */
interface Meant {
  readonly pods: readonly Pod[];
  readonly pods$: Observable<readonly Pod[]>;
  readonly several: boolean;
  /** Whether nothing else can be meant than these. */
  readonly single: (sources: readonly LogSource[]) => boolean;
  /** The container that the second word names. */
  readonly narrowed?: { readonly container: string };
}

/** The exit code where what was asked for is not there, which is said. */
async function meantBy(shot: LogsShot, source: OneShotSource, output: Writer): Promise<Meant | number> {
  if ('target' in shot.of && isPod(shot.of.target)) {
    const pod = await namedPod(shot.of.target.name, source, output);
    if (!pod) return 1;
    return ofPod(pod);
  }
  const owned = await ownedBy(shot, source, output);
  if (typeof owned === 'number' || 'pods' in owned) return owned;
  const own = (all: readonly Pod[]): readonly Pod[] =>
    all.filter(({ metadata }) => owned.uids?.has(metadata.uid) ?? true);
  const pods = own(await source.pods(owned.scope));
  const { follow } = shot;
  return {
    pods,
    pods$:
      follow && !owned.uids
        ? untilGone(source.podsLive(owned.scope), whose(shot.of, source), (text) =>
            output.err(`podscope: ${text}\n`),
          )
        : of(pods),
    several: true,
    single: ({ length }) => !follow && length === 1,
  };
}

const ofPod = (pod: Pod): Meant => ({
  pods: [pod],
  pods$: of([pod]),
  several: false,
  single: ({ length }) => length === 1,
});

async function ownedBy(
  { of: what, container }: LogsShot,
  source: OneShotSource,
  output: Writer,
): Promise<OwnedPods | Meant | number> {
  if ('selector' in what) return { scope: { namespace: source.namespace, labelSelector: what.selector } };
  const { target } = what;
  const owned = await source.owned(target);
  if (!('missing' in owned)) return owned;
  const isNoKind = owned.missing === 'kind' && owned.nearest === undefined;
  if (what.apart && owned.missing === 'kind') {
    // Where nothing speaks for a kind, two words are a Pod and its container.
    const isPod = isNoKind && owned.untold.length === 0;
    const pod = isPod ? await namedPod(target.kind, source, output) : await source.pod(target.kind);
    if (pod && container === undefined) return { ...ofPod(pod), narrowed: { container: target.name } };
    if (pod) output.err(`podscope: ${oneContainer(container ?? '', target.name)}\n`);
    if (pod) return 2;
    if (isPod) return 1;
  }
  const advice = isNoKind ? [adviceOn(target, source.here)] : [];
  output.err(`podscope: ${[await notThere(source, target, owned), ...advice].join('; ')}\n`);
  return 1;
}

/** kubectl takes a second word for a container. */
function adviceOn({ kind, name }: Target, here: CommandPlace): string {
  const one = podscopeCommand(['logs', kind], here, ['-c', name]);
  const several = podscopeCommand(['logs'], here, ['-l', 'LABELS']);
  return `\`${one}\` reads a container of a Pod, \`${several}\` several Pods`;
}

/** Their containers as they start, or the one that is asked for. */
function sourcesOf(pods: readonly Pod[], { container, all }: LogsShot): readonly LogSource[] {
  return pods.flatMap((pod) => {
    const { namespace = '', name, uid } = pod.metadata;
    return loggedContainers(pod, { name: container, ephemeral: all }).map((each) => ({
      namespace,
      pod: name,
      uid,
      container: each.name,
    }));
  });
}

function problemOf(
  { container, most }: LogsShot,
  pods: readonly Pod[],
  sources: readonly LogSource[],
): string | undefined {
  if (sources.length > most)
    return `these are ${sources.length} logs, and no more than ${most} are read at once (--max-log-requests)`;
  if (sources.length > 0 || pods.length === 0) return undefined;
  const names = [...new Set(pods.flatMap(specContainers).map(({ name }) => name))].join(', ');
  const where = pods.map(({ metadata }) => metadata.name).join(', ');
  return `no container ${container ?? ''} in ${where}; there are ${names}`;
}
