import type { Claim } from '../kinds/kinds.ts';
import type { KubeObject, Pod, Volume } from '../kinds/objects.ts';
import { own } from '../own.ts';
import { sourceWords, type SourceWords } from './source-words.ts';
import { type BackingOf, chainText } from './storage-chain.ts';
import { type Fields, fieldsOf, textOf } from '../whole/fields.ts';
import { someOf } from '../text/shortened.ts';

/** A claim of the Pod's namespace by its name; undefined where it is not (yet) known. */
export type ClaimOf = (name: string) => Claim | undefined;

/** What is known of a Pod's volumes besides the Pod. */
export interface VolumeKnowledge {
  readonly claimOf?: ClaimOf;
  readonly backingOf?: BackingOf;
  /** The other Pods that mount what a volume mounts, by name. */
  readonly othersOf?: (volume: Volume) => readonly string[];
  /** What a mount's subPathExpr comes to; undefined where that is not known. */
  readonly partOf?: (container: string, mountPath: string) => string | undefined;
}

/** Whether a Pod has volumes that are bound to claims: only then is it of use to know them. */
export const hasClaims = (pod: Pod): boolean => claimNames(pod).length > 0;

/** The names of those claims. */
export function claimNames(pod: Pod): string[] {
  return [...new Set((pod.spec?.volumes ?? []).flatMap((volume) => claimOfVolume(pod, volume) ?? []))];
}

/** The claim that a volume is of; undefined where it is of none. */
export function claimOfVolume({ metadata }: KubeObject, volume: Fields): string | undefined {
  if ('persistentVolumeClaim' in volume)
    return textOf(fieldsOf(volume.persistentVolumeClaim).claimName) || undefined;
  // KEP-1698: the claim made for a generic ephemeral volume bears the Pod's name and the volume's.
  return 'ephemeral' in volume ? `${textOf(metadata.name)}-${textOf(volume.name)}` : undefined;
}

/** What other Pods may have too of what a volume is: a claim, or a node's directory. Undefined of what is the Pod's alone. */
export function sharedKey(pod: Pod, volume: Volume): string | undefined {
  const claim = claimOfVolume(pod, volume);
  if (claim !== undefined) return `claim ${pod.metadata.namespace ?? ''}/${claim}`;
  if (!('hostPath' in volume)) return undefined;
  const { nodeName } = pod.spec ?? {};
  const path = textOf(fieldsOf(volume.hostPath).path);
  return nodeName === undefined || path === ''
    ? undefined
    : `node ${nodeName} ${path.replace(/(?<=.)\/$/, '')}`;
}

/** Where a volume's content comes from. */
export interface SourceView extends SourceWords {
  /** The field of the API: `emptyDir`, `configMap`, `persistentVolumeClaim`, … */
  readonly kind: string;
  /** `emptyDir memory 16Mi`, `hostPath /x`, `pvc data → pv pv-17` */
  readonly text: string;
  /** More about it, for a line of its own: `persistent: class manual, 1Gi RWO, Bound`. */
  readonly detail: string | undefined;
  /** Whether the kubelet mounts it read-only whatever the mount asks for. */
  readonly readOnly: boolean;
  /** The other Pods that mount the same, by name. */
  readonly others: readonly string[];
  /** The name of the claim that it is of. */
  readonly claim: string | undefined;
}

const NONE: readonly string[] = [];

/** The source of a volume in words, with who else mounts it. */
export function volumeSource(pod: Pod, volume: Volume, known: VolumeKnowledge = {}): SourceView {
  const kind = Object.keys(volume).find((key) => key !== 'name' && own(volume, key) != null) ?? '';
  const fields = fieldsOf(own(volume, kind));
  const readOnly = ALWAYS_READ_ONLY.has(kind) || fields.readOnly === true;
  const others = known.othersOf?.(volume) ?? NONE;
  const claim = claimOfVolume(pod, volume);
  const words =
    claim === undefined
      ? sourceWords(kind, fields)
      : claimWords(claim, kind === 'ephemeral' ? fields : undefined, known);
  return { kind, readOnly, others, claim, ...words };
}

/** As in kubelet_pods.go's makeMounts, by each plugin's GetAttributes: what comes from the API, and images. */
const ALWAYS_READ_ONLY: ReadonlySet<string> = new Set([
  'configMap',
  'secret',
  'downwardAPI',
  'projected',
  'image',
]);

/**
 * A claim's volume outlives the Pod, but for one that was made for it.
 *
 * @param ephemeral what has the template of such a one: until it is made that is what is known of it
 */
function claimWords(
  name: string,
  ephemeral: Fields | undefined,
  { claimOf, backingOf = () => undefined }: VolumeKnowledge,
): SourceWords {
  const claim = claimOf?.(name);
  const volume = claim?.spec?.volumeName;
  const text = `${ephemeral ? 'ephemeral pvc' : 'pvc'} ${name}${volume ? ` → pv ${volume}` : ''}`;
  const kept = ephemeral ? 'goes with the Pod' : 'persistent';
  const spec = fieldsOf(ephemeral?.volumeClaimTemplate).spec as Claim['spec'];
  const known = claim ?? (spec && { spec });
  return { text, detail: known && [kept, chainText(known, backingOf)].filter(Boolean).join(': ') };
}

const MOST_NAMED = 5;

/** `⇄ also in Pods web-1, web-2 and 3 more`; empty where there are none. */
export function othersText({ others }: SourceView): string {
  if (others.length === 0) return '';
  return `⇄ also in ${others.length === 1 ? 'Pod' : 'Pods'} ${someOf(others, MOST_NAMED)}`;
}
