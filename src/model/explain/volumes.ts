import { quantityOf } from '../quantity.ts';
import { own } from '../own.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../whole/fields.ts';
import { isToken } from './kept-files.ts';
import { bytes } from './container/limits.ts';
import type { Command, Tool } from './shell/saying.ts';
import { plainName, shellWord, type Word } from './shell/shell.ts';
import { boundVolume } from '../volumes/storage-chain.ts';
import type { VolumeKnowledge } from '../volumes/volume-source.ts';
import { type Filled, projectedFiles, volumeFiles } from './volume-files.ts';

/** What stands in for a volume of the Pod. */
export type Stand =
  /** A directory of this machine. */
  | { readonly type: 'directory'; readonly at: Word; readonly readOnly: boolean }
  /** A volume of docker's. */
  | { readonly type: 'volume'; readonly name: string; readonly readOnly: boolean }
  | { readonly type: 'image'; readonly reference: string }
  /** Nothing does, which is told with the volume. */
  | { readonly type: 'nothing' };

export interface VolumeStand {
  readonly name: string;
  /** `emptyDir`, `configMap` … */
  readonly kind: string;
  readonly stand: Stand;
  /** What it is, and what is not as in Kubernetes, in lines of a comment. */
  readonly told: readonly string[];
  readonly commands: readonly Command[];
}

/**
 * What stands in for each volume of a Pod, in their order.
 *
 * @param name the Pod's as docker has it
 * @param known what its claims are bound to, as far as that is known
 */
export function volumeStands(
  tool: Tool,
  pod: Fields,
  name: string,
  known: VolumeKnowledge = {},
): VolumeStand[] {
  return listOf(fieldsOf(pod.spec).volumes).map((volume) => {
    const kind =
      Object.keys(volume).find((key) => key !== 'name' && fieldsOf(own(volume, key)) === own(volume, key)) ??
      '';
    const volumeName = textOf(volume.name);
    const made = standOf(tool, pod, {
      pod: name,
      volume: volumeName,
      kind,
      fields: fieldsOf(own(volume, kind)),
      known,
    });
    return { name: volumeName, kind, ...made };
  });
}

interface Asked {
  /** The Pod's name as docker has it. */
  readonly pod: string;
  readonly volume: string;
  readonly kind: string;
  readonly fields: Fields;
  readonly known: VolumeKnowledge;
}

type Made = Pick<VolumeStand, 'stand' | 'told' | 'commands'>;

function standOf(tool: Tool, pod: Fields, asked: Asked): Made {
  const { kind, fields, volume } = asked;
  switch (kind) {
    case 'emptyDir':
      return emptyDir(tool, asked);
    case 'hostPath':
      return hostPath(pod, fields);
    case 'configMap':
    case 'secret':
    case 'downwardAPI':
      return filled(asked, volumeFiles(pod, kind, fields, directoryOf(volume)));
    case 'projected':
      return projected(pod, asked);
    case 'persistentVolumeClaim':
      return claim(pod, asked, textOf(fields.claimName));
    case 'ephemeral':
      // KEP-1698: the claim that is made for it bears the Pod's name and the volume's.
      return claim(pod, asked, `${textOf(fieldsOf(pod.metadata).name)}-${volume}`);
    case 'image':
      return image(tool, asked);
    default:
      return {
        ...ownDirectory(asked, fields.readOnly === true),
        told: [`${kind || 'unknown'}: nothing here mounts it; an empty directory stands in`],
      };
  }
}

/** A directory that the script makes, and removes. */
function ownDirectory({ volume }: Asked, readOnly: boolean): Made {
  const at = directoryOf(volume);
  const mkdir = { text: `mkdir -p -- ${shellWord(at)}`, why: '' };
  return { stand: { type: 'directory', at, readOnly }, told: [], commands: [mkdir] };
}

function filled(asked: Asked, { told, commands }: Filled): Made {
  const made = ownDirectory(asked, true);
  return { ...made, told, commands: [...made.commands, ...commands] };
}

const directoryOf = (volume: string): Word => [{ shell: '"$dir"' }, `/${plainName(volume)}`];

/** Of tmpfs, in bytes, but on machines with larger pages. */
const PAGE = 4096;

function emptyDir(tool: Tool, asked: Asked): Made {
  const { medium, sizeLimit } = asked.fields;
  const limit = quantityOf(sizeLimit);
  if (medium === 'Memory') {
    const name = `${asked.pod}_${plainName(asked.volume)}`;
    // podman takes size= for a quota of the file system below, which most have not.
    const option =
      tool === 'podman' ? `nr_blocks=${Math.ceil((limit ?? 0) / PAGE)}` : `size=${bytes(limit ?? 0)}`;
    const size = limit === undefined ? '' : `,${option}`;
    const create = `${tool} volume create --driver=local --opt=type=tmpfs --opt=device=tmpfs --opt=o=mode=1777${size} ${name}`;
    return {
      stand: { type: 'volume', name, readOnly: false },
      told: [
        `emptyDir, medium Memory${limit === undefined ? '' : `, sizeLimit ${textOf(sizeLimit)}`}: memory that is mounted`,
      ],
      commands: [{ text: create, why: '' }],
    };
  }
  const { stand, commands } = ownDirectory(asked, false);
  const evicts =
    limit === undefined ? '' : `; sizeLimit ${textOf(sizeLimit)}: the kubelet evicts a Pod that exceeds it`;
  return {
    stand,
    told: [
      `emptyDir${medium ? `, medium ${textOf(medium)} (not said here)` : ''}: empty at first, gone with the Pod${evicts}`,
    ],
    commands: [...commands, { text: `chmod 0777 -- ${shellWord(directoryOf(asked.volume))}`, why: '' }],
  };
}

function hostPath(pod: Fields, { path, type }: Fields): Made {
  const kind = type ? ` (${textOf(type)})` : '';
  return {
    ...nodesDirectory([textOf(path)], type === 'DirectoryOrCreate', false),
    told: [`hostPath ${textOf(path)} of ${nodeOf(pod)}: here this machine's${kind}`],
  };
}

const nodeOf = (pod: Fields): string => `node ${textOf(fieldsOf(pod.spec).nodeName) || '–'}`;

/** A directory that is there, or is made as the kubelet makes it; it stays. */
function nodesDirectory(at: Word, creates: boolean, readOnly: boolean): Omit<Made, 'told'> {
  const commands = creates ? [{ text: `mkdir -p -- ${shellWord(at)}`, why: '' }] : [];
  return { stand: { type: 'directory', at, readOnly }, commands };
}

function projected(pod: Fields, asked: Asked): Made {
  if (isToken({ name: asked.volume, projected: asked.fields }))
    return {
      stand: { type: 'nothing' },
      told: ['not mounted: by it the Pod speaks to the API server, and without Kubernetes there is none'],
      commands: [],
    };
  return filled(asked, projectedFiles(pod, asked.fields, directoryOf(asked.volume)));
}

/** What it is bound to where that is a directory of the node; else a directory that lasts as long as it would. */
function claim(pod: Fields, asked: Asked, name: string): Made {
  const { kind, fields, known } = asked;
  const readOnly = fields.readOnly === true;
  const bound = boundVolume(known.claimOf?.(name), known.backingOf);
  const volume = bound ? ` → PersistentVolume ${[bound.name, bound.source].filter(Boolean).join(', ')}` : '';
  const told = `${kind === 'ephemeral' ? 'ephemeral, its claim' : 'persistentVolumeClaim'} ${name}${volume}`;
  const lasts = kind === 'ephemeral' ? 'it goes with the Pod' : 'it outlives the Pod';
  if (bound && bound.path !== '')
    return {
      ...nodesDirectory([bound.path], bound.creates, readOnly),
      told: [`${told} of ${nodeOf(pod)}: here this machine's; ${lasts}`],
    };
  const left = 'and what is in it is not copied';
  if (kind === 'ephemeral')
    return { ...ownDirectory(asked, readOnly), told: [`${told}: ${lasts}, as this directory does, ${left}`] };
  return {
    ...nodesDirectory([{ shell: '"$given"' }, `/claim/${plainName(name)}`], true, readOnly),
    told: [`${told}: ${lasts}, and so does this directory; what is in it is not copied`],
  };
}

function image(tool: Tool, asked: Asked): Made {
  const reference = textOf(asked.fields.reference);
  if (tool === 'podman')
    return { stand: { type: 'image', reference }, told: [`image ${reference}: its files`], commands: [] };
  return {
    ...ownDirectory(asked, true),
    told: [
      `image ${reference}: docker mounts none before 28 (--mount=type=image); an empty directory stands in`,
    ],
  };
}
