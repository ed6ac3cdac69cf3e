import { humanDuration } from '../../ages.ts';
import { namedInSpec } from '../../attached/named-in-spec.ts';
import type { ReferenceAnswer } from '../../connection.ts';
import type { WholeObject } from '../../kinds/objects.ts';
import type { Failure } from '../../kinds/watch-event.ts';
import { failureText } from '../../refusal.ts';
import { valueSource } from '../../whole/environment.ts';
import { beganAt } from '../../whole/changed-since.ts';
import { type Fields, fieldLines, fieldsOf, listOf, textOf } from '../../whole/fields.ts';

/** Two Pods whole, since lists keep neither environments nor annotations, and what was answered of what both name. */
export interface Configs {
  readonly here: WholeObject;
  readonly there: WholeObject;
  readonly answers: readonly (SharedName & { readonly changed?: ReferenceAnswer['changed'] })[];
}

/** The same, or why it is not known. */
export type ConfigAnswer = Configs | { readonly unknown: string };

/** A ConfigMap or Secret of which both have their config. */
export interface SharedName {
  readonly kind: string;
  readonly name: string;
}

export const unknownConfig = (failure: Pick<Failure, 'code' | 'message'>): ConfigAnswer => ({
  unknown: failureText(failure),
});

/** More are not asked for, each being a request. */
const MOST_SHARED = 20;

/** Of which two Pods have their config alike: whether it was the same when they read it only its times tell. */
export function sharedNames(here: WholeObject, there: WholeObject): readonly SharedName[] {
  const others = new Set(namedInSpec(there).map(keyOf));
  return namedInSpec(here)
    .filter((one) => (one.kind === 'ConfigMap' || one.kind === 'Secret') && others.has(keyOf(one)))
    .slice(0, MOST_SHARED)
    .map(({ kind, name }) => ({ kind, name }));
}

const keyOf = ({ kind, name }: SharedName): string => `${kind} ${name}`;

const MOST_LINES = 12;
const NOTHING =
  'nothing differs of the config: its annotations, environment, volumes, and when what these are of was changed';

/**
 * What differs between two Pods' config, a line each: what it says, where it is from, and what was changed since one of
 * them read it. What a Secret holds is not known here, and no part of it.
 *
 * @param now epoch milliseconds
 */
export function configDifferences(answer: ConfigAnswer, now: number): readonly string[] {
  if ('unknown' in answer) return [`of its config nothing is known: ${answer.unknown}`];
  const { here, there } = answer;
  const [mine, theirs] = [configOf(here), configOf(there)];
  const names = new Set([...mine.keys(), ...theirs.keys()]);
  const found = [...names].flatMap((name) => {
    const [one, other] = [mine.get(name), theirs.get(name)];
    return one === other ? [] : [`${name}: ${differing(one, other)}`];
  });
  const all = [...found, ...changesBetween(answer, now)];
  if (all.length === 0) return [NOTHING];
  const left = all.length - MOST_LINES;
  return left > 0
    ? [...all.slice(0, MOST_LINES), `${left} more of the config ${left === 1 ? 'differs' : 'differ'}`]
    : all;
}

const LONGEST = 60;

function differing(one: string | undefined, other: string | undefined): string {
  const [here, there] = [told(one), told(other)];
  return here === there ? `differs after ${here.length - 1} characters` : `${here}, there ${there}`;
}

const told = (value: string | undefined): string =>
  value === undefined
    ? 'none'
    : value === ''
      ? 'empty'
      : value.length > LONGEST
        ? `${value.slice(0, LONGEST - 1)}…`
        : value;

/** What a template is marked with so that other config makes other Pods, and that a rollout was asked for. */
const OF_CONFIG = /checksum|hash|sha(?:1|256)|restartedAt|config-version|configVersion/i;
/** What the kubelet adds to a static Pod is its own. */
const KUBELETS = /^kubernetes\.io\/config\./;

/** What a Pod's config is: by what is said of it, what it says. */
function configOf(pod: WholeObject): ReadonlyMap<string, string> {
  const annotations = Object.entries(fieldsOf(fieldsOf(pod.metadata).annotations))
    .filter(([name]) => OF_CONFIG.test(name) && !KUBELETS.test(name))
    .map(([name, value]) => [`annotation ${name}`, textOf(value)] as const);
  const spec = fieldsOf(pod.spec);
  const environments = [spec.initContainers, spec.containers].flatMap(listOf).flatMap(environmentOf);
  const volumes = listOf(spec.volumes)
    .filter(({ name }) => !AUTOMATIC.test(textOf(name)))
    .map(({ name, ...source }) => [`volume ${textOf(name)}`, sourceOf(source)] as const);
  return new Map([...annotations, ...environments, ...volumes]);
}

/** One without settings (`emptyDir: {}`) is its kind. */
const sourceOf = (source: Fields): string => fieldLines(source).join(', ') || Object.keys(source).join(' ');

/** Its name differs from Pod to Pod, and its source never does (ServiceAccount admission). */
const AUTOMATIC = /^kube-api-access-/;

function environmentOf(container: Fields): readonly (readonly [string, string])[] {
  const of = `of ${textOf(container.name)}`;
  const one = listOf(container.env).map(({ name, value, valueFrom }) => {
    const source = valueSource(fieldsOf(valueFrom));
    return [`env ${textOf(name)} ${of}`, source === '' ? textOf(value) : `from ${source}`] as const;
  });
  const whole = listOf(container.envFrom).flatMap((source) => fieldLines(source));
  return whole.length > 0 ? [...one, [`env from ${of}`, whole.join(', ')]] : one;
}

/** What was changed after one began that uses it, and before the other did. */
function changesBetween({ here, there, answers }: Configs, now: number): readonly string[] {
  const [mine, theirs] = [beginningsOf(here), beginningsOf(there)];
  return answers.flatMap(({ kind, name, changed }) => {
    if (changed === undefined) return [];
    return [...mine].flatMap(([container, { at, uses }]) => {
      const other = theirs.get(container);
      if (!other || !uses.has(keyOf({ kind, name })) || at < changed === other.at < changed) return [];
      const ago = humanDuration(Math.max(0, now - changed));
      const [one, two] = at < changed ? ['before', 'after'] : ['after', 'before'];
      return [`${kind} ${name} was changed ${ago} ago: ${container} began ${one} that, there ${two}`];
    });
  });
}

interface Beginning {
  /** When it began the last time, in epoch ms. */
  readonly at: number;
  /** What its environment and its mounts are of, by `keyOf`. */
  readonly uses: ReadonlySet<string>;
}

/** When the containers of a Pod began, of those that did. */
function beginningsOf(pod: WholeObject): ReadonlyMap<string, Beginning> {
  const { spec, status } = pod;
  const { initContainers, containers, volumes } = fieldsOf(spec);
  const { initContainerStatuses, containerStatuses } = fieldsOf(status);
  const began = new Map(
    [initContainerStatuses, containerStatuses].flatMap(listOf).map((one) => [one.name, beganAt(one)]),
  );
  return new Map(
    [initContainers, containers].flatMap(listOf).flatMap((container) => {
      const at = began.get(container.name);
      if (at === undefined) return [];
      const mounts = new Set(listOf(container.volumeMounts).map(({ name }) => name));
      const mounted = listOf(volumes).filter(({ name }) => mounts.has(name));
      const alone = { ...pod, spec: { containers: [container], volumes: mounted } };
      const uses = new Set(namedInSpec(alone).map(keyOf));
      return [[textOf(container.name), { at, uses }] as const];
    }),
  );
}
