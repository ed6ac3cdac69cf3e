import type { Pod } from '../kinds/objects.ts';
import { specContainers } from '../pod/containers.ts';
import { type Entry, once } from './entry.ts';
import { statusEntries } from './status-entries.ts';

/** Of one Pod more are not kept, the newest are. */
const MOST = 60;

/**
 * What a watch saw happen to a Pod once another version of it comes: what its status forgets by that, and what no
 * status keeps. The same where there is nothing of it.
 *
 * @param now epoch milliseconds
 */
export function withSeen(
  seen: readonly Entry[] | undefined,
  before: Pod,
  after: Pod,
  now: number,
): readonly Entry[] | undefined {
  // A list that is loaded anew brings what is the same again.
  if (before.metadata.resourceVersion === after.metadata.resourceVersion) return seen;
  const more = [...forgotten(before, after), ...changes(before, after, now)];
  if (more.length === 0) return seen;
  const keys = new Set(more.map(({ key }) => key));
  return [...(seen ?? []).filter(({ key }) => !keys.has(key)), ...more].slice(-MOST);
}

/** What the status of a version told that the next one tells no more. */
function forgotten(before: Pod, after: Pod): Entry[] {
  if (before.status === after.status) return [];
  const old = statusEntries(before);
  const known = new Set(statusEntries(after).map(({ key }) => key));
  return old.filter(({ key }) => !known.has(key)).map((entry): Entry => ({ ...entry, source: 'seen' }));
}

/** What of its labels, images, resources and finalizers became another. */
function changes(before: Pod, after: Pod, now: number): Entry[] {
  const told = [
    ...fieldChanges('label', '', before.metadata.labels, after.metadata.labels),
    ...containerChanges(before, after),
  ];
  return told.map(({ who, what, text }) =>
    once(now, { key: `${what} ${who} ${text} ${now}`, who, what, text, tone: 'plain', source: 'seen' }),
  );
}

interface Change {
  readonly who: string;
  readonly what: string;
  readonly text: string;
}

type Fields = Readonly<Record<string, string>>;

function fieldChanges(what: string, who: string, before: Fields = {}, after: Fields = {}): Change[] {
  if (before === after) return [];
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [from, to] = [old.get(name), now.get(name)];
    if (from === to) return [];
    return [{ who, what, text: `${name}: ${from ?? 'none'} → ${to ?? 'none'}` }];
  });
}

function containerChanges(before: Pod, after: Pod): Change[] {
  if (before.spec === after.spec) return [];
  const old = new Map(specContainers(before).map((container) => [container.name, container]));
  return specContainers(after).flatMap((container): Change[] => {
    const { name, image = '', resources } = container;
    const was = old.get(name);
    if (!was) return [{ who: name, what: 'container', text: 'was put in' }];
    const isOther = was.image !== image;
    return [
      ...(isOther ? [{ who: name, what: 'image', text: `${was.image ?? 'none'} → ${image}` }] : []),
      ...fieldChanges('request', name, was.resources?.requests, resources?.requests),
      ...fieldChanges('limit', name, was.resources?.limits, resources?.limits),
    ];
  });
}
