import { type Fields, listOf, textOf } from '../../whole/fields.ts';
import { expanded, textOfWord } from './expansion.ts';
import type { Argument, Command, Saying } from '../shell/saying.ts';
import { type Part, pathBelow, shellWord, type Word } from '../shell/shell.ts';
import type { VolumeStand } from '../volumes.ts';

/** What a container mounts, and what has to be made before. */
export interface Mounts extends Saying {
  readonly before: readonly Command[];
}

/** @param valueOf the container's environment, for subPathExpr */
export function mounts(
  container: Fields,
  stands: readonly VolumeStand[],
  valueOf: (name: string) => Word | undefined,
): Mounts {
  const args: Argument[] = [];
  const notes: string[] = [];
  const before: Command[] = [];
  for (const mount of listOf(container.volumeMounts)) {
    const [name, path] = [textOf(mount.name), textOf(mount.mountPath)];
    const volume = stands.find((candidate) => candidate.name === name);
    if (volume?.stand.type === 'nothing') continue;
    const made = volume ? mountOf(mount, volume, partOf(mount, valueOf)) : `there is no volume ${name}`;
    if (typeof made === 'string') notes.push(`${path}: ${made}`);
    else {
      args.push(made);
      if (volume) before.push(...directoryBefore(mount, volume, partOf(mount, valueOf)));
    }
  }
  for (const { name, devicePath } of listOf(container.volumeDevices))
    notes.push(
      `${textOf(devicePath)}: the block device of volume ${textOf(name)}: --device=DEVICE:${textOf(devicePath)}`,
    );
  return { args, notes, before };
}

/** The part of the volume that is mounted: `/html`; empty for all of it, undefined where it leads out of it. */
function partOf(
  { subPath, subPathExpr }: Fields,
  valueOf: (name: string) => Word | undefined,
): Word | undefined {
  const word = textOf(subPathExpr) === '' ? [textOf(subPath)] : expanded(textOf(subPathExpr), valueOf);
  const text = textOfWord(word);
  if (text === undefined) return ['/', ...word];
  const below = pathBelow(text);
  return below === undefined ? undefined : below === '' ? [] : [`/${below}`];
}

function mountOf(
  mount: Fields,
  { name, kind, stand }: VolumeStand,
  part: Word | undefined,
): Argument | string {
  const path = textOf(mount.mountPath);
  if (!part || stand.type === 'nothing') return `subPath leads out of volume ${name}`;
  const whole = part.length === 0;
  const why = `volume ${name} (${kind})${whole ? '' : `, its ${textOf(mount.subPath) || textOf(mount.subPathExpr)}`}`;
  if (stand.type === 'image') return imageMount(path, stand.reference, why, whole);
  const from: Word = stand.type === 'volume' ? [stand.name] : [...stand.at, ...part];
  if (stand.type === 'volume' && !whole) return `${why}: a part of memory that is mounted is not said here`;
  if (!isSayable(path, from)) return `${why}: -v cannot say a path with a colon in it`;
  const options = [
    ...(mount.readOnly === true || stand.readOnly ? ['ro'] : []),
    ...(PROPAGATIONS.get(textOf(mount.mountPropagation)) ?? []),
  ].join(',');
  return { word: ['--volume=', ...from, `:${path}${options === '' ? '' : `:${options}`}`], why };
}

/** mount_linux.go: what is mounted later, on the node or in the container, is seen on the other side. */
const PROPAGATIONS = new Map([
  ['HostToContainer', ['rslave']],
  ['Bidirectional', ['rshared']],
]);

function imageMount(path: string, reference: string, why: string, whole: boolean): Argument | string {
  if (!whole || [path, reference].some((text) => text.includes(','))) return `${why}: not said here`;
  return { word: [`--mount=type=image,source=${reference},destination=${path}`], why };
}

const hasColon = (part: Part): boolean => typeof part === 'string' && part.includes(':');
const isSayable = (path: string, from: Word): boolean =>
  path.startsWith('/') && !path.includes(':') && !from.some(hasColon);

/** The kubelet makes a part that is not there as a directory; files of ConfigMaps are there. */
function directoryBefore(mount: Fields, { kind, stand }: VolumeStand, part: Word | undefined): Command[] {
  const mine = ['emptyDir', 'persistentVolumeClaim', 'ephemeral'].includes(kind);
  if (!mine || stand.type !== 'directory' || !part || part.length === 0) return [];
  const word = shellWord([...stand.at, ...part]);
  return [{ text: `mkdir -p -- ${word}`, why: `subPath of volume ${textOf(mount.name)}` }];
}

/**
 * Which containers before it mount nothing that it does not, at the same places: what they have comes by
 * `--volumes-from`.
 */
export function volumesFrom(
  mine: readonly Argument[],
  others: readonly { readonly name: string; readonly args: readonly Argument[] }[],
): { readonly names: readonly string[]; readonly rest: readonly Argument[] } {
  const words = new Set(mine.map(({ word }) => shellWord(word)));
  const has = (argument: Argument): boolean => words.has(shellWord(argument.word));
  const from = others.filter(({ args }) => args.length > 0 && args.every(has));
  const theirs = new Set(from.flatMap(({ args }) => args.map(({ word }) => shellWord(word))));
  return {
    names: from.map(({ name }) => name),
    rest: mine.filter(({ word }) => !theirs.has(shellWord(word))),
  };
}
