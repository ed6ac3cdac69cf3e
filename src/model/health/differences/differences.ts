import { type NodeAnswer, nodeDifferences } from '../node/node-facts.ts';
import { type ConfigAnswer, configDifferences } from './config.ts';
import { podRevision } from '../../pod/revision.ts';
import { age } from '../../ages.ts';
import type { Pod } from '../../kinds/objects.ts';
import { controllerOf } from '../../owners/owner-tree.ts';

/** A Pod of the same owner that fares differently. */
export interface Sibling {
  readonly pod: Pod;
  readonly well: boolean;
  /** The node of the one that is asked about, and this one's, where those are two. */
  readonly nodes?: readonly [NodeAnswer, NodeAnswer] | undefined;
  /** What both have their config of. */
  readonly config?: ConfigAnswer | undefined;
}

/** What differs between a Pod and one of the same owner that fares differently. */
export interface Differences {
  /** `web-2 of the same owner is well` */
  readonly than: string;
  /** What differs, a line each, or that nothing does. */
  readonly lines: readonly string[];
}

/**
 * What differs between a Pod and one of the same owner that fares differently: where it runs and on what node, of which
 * template, of which images, with which containers and requests, of what config, and how old it is.
 *
 * @param now epoch milliseconds
 */
export function differences(
  pod: Pod,
  { pod: other, well, nodes, config }: Sibling,
  now: number,
): Differences {
  const found = ASPECTS.flatMap(({ name, of }) => {
    const [here, there] = [of(pod), of(other)];
    return here === there ? [] : [`${name}: ${here || 'none'}, there ${there || 'none'}`];
  });
  const ages = `age: ${age(pod.metadata.creationTimestamp, now)}, there ${age(other.metadata.creationTimestamp, now)}`;
  const compared = ASPECTS.map(({ name }) => name).join(', ');
  return {
    than: `${other.metadata.name} of the same owner ${well ? 'is well' : 'is not well'}`,
    lines: [
      ...(found.length > 0 ? found : [`nothing differs of ${compared}`]),
      ...(nodes ? nodeDifferences(...nodes) : []),
      ...(config ? configDifferences(config, now) : []),
      ages,
    ],
  };
}

/** The same as `v` has it. */
export function differenceLines(pod: Pod, sibling: Sibling, now: number): readonly string[] {
  const { than, lines } = differences(pod, sibling, now);
  return [`why this one? ${than}:`, ...lines.map((line) => `  ${line}`)];
}

interface Aspect {
  readonly name: string;
  of(pod: Pod): string;
}

const ASPECTS: readonly Aspect[] = [
  { name: 'node', of: ({ spec }) => spec?.nodeName ?? '' },
  { name: 'owner', of: ({ metadata }) => controllerOf(metadata)?.name ?? '' },
  { name: 'revision', of: (pod) => podRevision(pod) ?? '' },
  {
    name: 'containers',
    of: (pod) =>
      containersIn(pod)
        .map(({ name }) => name)
        .join(' '),
  },
  {
    name: 'images',
    of: (pod) =>
      containersIn(pod)
        .map(({ name, image = '' }) => `${name} ${image}`)
        .join(', '),
  },
  { name: 'digests', of: digests },
  { name: 'requests', of: requests },
];

const containersIn = ({ spec }: Pod) => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];

/** Of images that were had: those of a Pod that has none yet differ in nothing that is known. */
function digests({ status }: Pod): string {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all
    .map(({ name, imageID = '' }) => `${name} ${/[0-9a-f]{12}/.exec(imageID)?.[0] ?? 'none'}`)
    .sort()
    .join(', ');
}

function requests(pod: Pod): string {
  return containersIn(pod)
    .flatMap(({ name, resources }) => {
      const amounts = Object.entries(resources?.requests ?? {}).map(([what, much]) => `${what} ${much}`);
      return amounts.length > 0 ? [`${name} ${amounts.sort().join(' ')}`] : [];
    })
    .join(', ');
}
