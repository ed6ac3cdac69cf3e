import { USUAL } from '../../model/sessions/debug-images.ts';
import { containersOf } from '../../model/pod/containers.ts';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import { ownerTree } from './tree/owner-tree.ts';
import { selectedPod } from './selected/selected-pod.ts';
import type { State } from '../state.ts';

/** What is typed to get to an object: `:pod/db-0`. */
export function wayTo(state: State, name: string): string {
  const owner = [...ownerTree(state).all()].find((node) => node.name === name);
  const known = BUILT_IN.find(({ kind }) => kind === owner?.kind);
  return `:${known?.shortNames[0] ?? owner?.kind.toLowerCase() ?? 'pod'}/${name}`;
}

/**
 * Why what stands behind a word for an image is none: it is the name of something else, as kubectl has it there. Undefined
 * where it may be an image, as what a container that is listed runs is.
 *
 * @param word with its colon
 * @param beside what is typed before a container's name, where the word has that
 */
export function whyNoImage(state: State, word: string, typed = '', beside?: string): string | undefined {
  if (/^-|\s/.test(typed)) return `${word} takes an image alone`;
  const pods = [...state.cluster.tables.pods.values()];
  const isImage = pods.some((pod) =>
    containersOf(pod).some(({ image, fullImage }) => fullImage === typed || image.split(/[:@]/)[0] === typed),
  );
  if (typed === '' || isImage || USUAL.includes(typed)) return undefined;
  const taken = `${word} takes an image, and ${typed} is`;
  if (pods.some(({ spec }) => spec?.nodeName === typed))
    return `${taken} a node: \`kubectl debug node/${typed}\` is for that`;
  const pod = selectedPod(state);
  if (pod && containersOf(pod).some(({ name }) => name === typed))
    return `${taken} a container: ${beside === undefined ? '3 selects one' : `${word} ${beside} ${typed}`}`;
  const owner = [...ownerTree(state).all()].find(({ name }) => name === typed);
  return owner && `${taken} a ${owner.kind}: ${wayTo(state, typed)} selects it, then ${word}`;
}
