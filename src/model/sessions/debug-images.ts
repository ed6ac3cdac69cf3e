import type { KubeObject } from '../kinds/objects.ts';

/** Small images with a shell and tools, which people debug with. */
export const USUAL: readonly string[] = ['busybox', 'debian', 'alpine', 'ubuntu', 'nicolaka/netshoot'];

export interface OfferedImage {
  readonly image: string;
  /** Undefined where nobody could be asked. */
  readonly onNode: boolean | undefined;
}

/** What is offered, and which of it first: one that is on the node, the remembered one rather. */
export function debugImages(
  node: KubeObject | undefined,
  remembered: string | undefined,
): { readonly offered: readonly OfferedImage[]; readonly first: string } {
  const there = node && imagesOf(node);
  const names = [...new Set([...(remembered === undefined ? [] : [remembered]), ...USUAL])];
  const offered = names.map((image) => ({ image, onNode: there?.has(fullName(image)) }));
  const first = offered.find(({ onNode }) => onNode) ?? offered[0];
  return { offered, first: first?.image ?? '' };
}

/** The names of images that a node has (`status.images`, the largest fifty of them). */
function imagesOf(node: KubeObject): ReadonlySet<string> {
  const { images } =
    (node as { status?: { images?: readonly { names?: readonly string[] | null }[] } }).status ?? {};
  return new Set((Array.isArray(images) ? images : []).flatMap(({ names }) => names ?? []).map(fullName));
}

/** With what runtimes add to it: `docker.io/library/busybox:latest`. */
function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = isHost ? image : `docker.io/${rest.length === 0 ? 'library/' : ''}${image}`;
  const name = path.slice(path.lastIndexOf('/'));
  return name.includes(':') || name.includes('@') ? path : `${path}:latest`;
}
