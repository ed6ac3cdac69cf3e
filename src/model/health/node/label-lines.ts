import { own } from '../../own.ts';
import { nearestName } from '../../text/letters.ts';
import { isChosen, isMet, type Wish, type Wishes } from './node-selection.ts';
import type { ClusterNode } from './node-standing.ts';
import { onNodes } from './on-nodes.ts';
import { someOf } from '../../text/shortened.ts';

/** More of what it asks for is not gone through. */
const MOST_WISHES = 10;

/** Which label that a Pod asks for no node has, with what there is instead; or that no node has all of them. */
export function labelLines(wishes: Wishes, nodes: readonly ClusterNode[]): readonly string[] {
  const all = [...wishes.selector, ...wishes.terms.flat()].slice(0, MOST_WISHES);
  if (all.length === 0) return [];
  const chosen = nodes.filter((node) => isChosen(wishes, node));
  if (chosen.length === nodes.length) return [];
  if (chosen.length > 0) return [`the labels that it asks for are ${onNodes(chosen, nodes)}`];
  const having = all.map((wish) => ({ wish, having: nodes.filter((node) => isMet(wish, node)) }));
  const lacking = having.filter((one) => one.having.length === 0);
  if (lacking.length > 0) return lacking.map(({ wish }) => lackingText(wish, nodes));
  const each = having.map((one) => `${one.wish.text} ${onNodes(one.having, nodes)}`);
  return [`no node has all that it asks for: ${each.join(', ')}`];
}

/** `no node has disk=ssd, the nearest is disk=sdd on 1 of 3 nodes (n1)` */
function lackingText(wish: Wish, nodes: readonly ClusterNode[]): string {
  const { key, operator, values = [], text, field } = wish;
  if (operator === 'DoesNotExist') return `every node has a label ${key}`;
  if (operator === 'NotIn') return `no node is without ${key} in (${values.join(', ')})`;
  const instead = field ? '' : insteadOf(key, values[0] ?? '', nodes);
  return `no node has ${text}${instead}`;
}

function insteadOf(key: string, wanted: string, nodes: readonly ClusterNode[]): string {
  const there = new Set(nodes.flatMap(({ metadata }) => own(metadata.labels ?? {}, key) ?? []));
  if (there.size > 0) return valueInstead(key, wanted, [...there], nodes);
  const keys = new Set(nodes.flatMap(({ metadata }) => Object.keys(metadata.labels ?? {})));
  const nearest = nearestName([...keys], key);
  return nearest === undefined ? '' : `, the nearest label is ${nearest}`;
}

/** More values are not named. */
const MOST_VALUES = 3;

function valueInstead(
  key: string,
  wanted: string,
  values: readonly string[],
  nodes: readonly ClusterNode[],
): string {
  const nearest = nearestName(values, wanted);
  if (nearest !== undefined) {
    const having = nodes.filter(({ metadata }) => own(metadata.labels ?? {}, key) === nearest);
    return `, the nearest is ${key}=${nearest} ${onNodes(having, nodes)}`;
  }
  return `, there is ${someOf(values, MOST_VALUES, (value) => `${key}=${value}`)}`;
}
