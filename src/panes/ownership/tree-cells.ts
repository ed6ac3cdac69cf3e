import { age, humanDuration } from '../../model/ages.ts';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import { containersOf, stateText } from '../../model/pod/containers.ts';
import type { KubeObject, Pod, Workload } from '../../model/kinds/objects.ts';
import { stuckReason } from '../../model/owners/verdict/awaited-pod.ts';
import { tellingGroup } from '../../model/owners/kind-text.ts';
import { reasonGists } from '../../model/pod/reason-gist.ts';
import { besidesText } from '../../model/owners/owner-references.ts';
import { nodeSummary } from '../../model/owners/node-summary.ts';
import type { OwnerNode } from '../../model/owners/owner-tree.ts';
import type { TreeProcess } from '../../model/processes/process-groups.ts';
import { commandText, oddity, userText } from '../../model/processes/process-texts.ts';
import { replicaSetRevision } from '../../model/owners/verdict/workload-status.ts';
import { troubleOf } from '../../model/owners/sums.ts';
import { notWellGists, notWellText } from '../../model/owners/verdict/not-well-text.ts';
import { namespaceCounts } from '../../store/selectors/pods/counts.ts';
import { aboveRefused, refusalOf } from '../../store/selectors/fares/events.ts';
import { arePodsComing, ownerSums, treeHealth } from '../../store/selectors/tree/owner-sums.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import type { TreeRow } from '../../store/selectors/tree/tree-row.ts';
import type { State } from '../../store/state.ts';
import { attachedCells } from './attached-cells.ts';
import { cell, type Cell, type Line, type Span, span } from '../../view/block.ts';
import { type Style, styleOf } from '../../view/frame.ts';
import { glyph, healthStyle } from '../../view/health-style.ts';

/** NAME, READY, REASON and AGE of one row of the tree. */
export function treeCells(state: State, row: TreeRow): Cell[] {
  const lead: Line = [span(rails(row), styleOf('border')), span(foldMark(row))];
  if (row.type === 'namespace') return namespaceCells(state, row.namespace, lead);
  if (row.type === 'process') return processCells(row.process, row.note, lead);
  if (row.type === 'attached') return attachedCells(row.attached, row.note, lead);
  // Rows outlive changes of their objects: what is shown is looked up anew.
  if (row.type === 'container') {
    return containerCells(
      state,
      state.cluster.tables.pods.get(row.pod.metadata.uid) ?? row.pod,
      row.container,
      lead,
    );
  }
  const node = ownerTree(state).node(row.key) ?? row.node;
  const pod = state.cluster.tables.pods.get(row.key);
  return pod ? podCells(state, node, pod, lead) : ownerCells(state, node, lead);
}

/** Rails are not drawn of more levels than this: there would be no room for names. */
const MOST_RAILS = 10;

function rails({ rails: own, type }: TreeRow): string {
  if (!own) return '';
  let text = type === 'attached' ? '┊' : own.more ? '├' : '└';
  let level = own.above;
  for (let drawn = 1; level && drawn < MOST_RAILS; drawn++, level = level.above)
    text = (level.more ? '│ ' : '  ') + text;
  return level ? `… ${text}` : text;
}

/** What cannot be folded keeps the place, so that names stand in line; a process needs none. */
function foldMark({ folded, type }: TreeRow): string {
  if (folded === undefined) return type === 'process' || type === 'attached' ? '' : ' ';
  return folded ? '▸' : '▾';
}

/** What follows from Pods: their own cells tell of the change. */
const SUM = { counts: '' } as const;

function namespaceCells(state: State, namespace: string, lead: Line): Cell[] {
  const { notWell } = namespaceCounts(state, namespace);
  const sums = ownerSums(state).ofNamespace(namespace);
  const trouble = aboveRefused(state).has(namespace) ? 'failing' : troubleOf(sums);
  const style = trouble ? healthStyle(trouble) : styleOf('plain');
  const known = !arePodsComing(state);
  // Of workloads alone what they are is said by the rows below.
  const gists = notWellGists(notWell > 0 ? notWell : sums.owners, sums.pods > 0 ? sums.ended : 0);
  const [gist] = gists;
  return [
    cell(namespace, styleOf('plain'), {
      lead: [...lead, glyph(trouble ?? (known ? 'well' : 'waiting')), kindSpan('namespace')],
    }),
    cell(known ? `${sums.ready}/${sums.pods}` : '…', style, SUM),
    cell(notWellText({ ...sums, notWell }), style, {
      ...SUM,
      ...(gist !== undefined && notWell > 0 && { short: gist }),
      gists,
    }),
    cell(''),
  ];
}

function podCells(state: State, node: OwnerNode, pod: Pod, lead: Line): Cell[] {
  const { ready, reason, health = 'waiting', notWell } = nodeSummary(treeHealth(state), node);
  const style = notWell || health === 'ended' ? healthStyle(health) : styleOf('plain');
  const mark = [glyph(health), kindSpan('Pod')];
  return [
    cell(node.name, styleOf('plain'), { lead: [...lead, ...mark], short: shortName(state, node) }),
    cell(ready, style),
    reason ? reasonCell(reason, style) : besidesCell(node),
    ageCell(state, pod),
  ];
}

function containerCells(state: State, pod: Pod, name: string, lead: Line): Cell[] {
  const container = containersOf(pod).find((candidate) => candidate.name === name);
  if (!container) return [cell(name, styleOf('muted'), { lead }), cell('')];
  return [
    cell(name, styleOf('plain'), { lead: [...lead, glyph(container.health), span(' ')] }),
    cell(''),
    cell(stateText(container.state, state.look.now), healthStyle(container.health), {
      counts: container.state.text,
      gists: [container.state.text],
    }),
    cell(''),
  ];
}

/** A process by its number and its command, below the one that started it. */
function processCells(row: TreeProcess | undefined, note: string | undefined, lead: Line): Cell[] {
  if (!row) return [cell(note ?? '', styleOf('muted'), { lead: [...lead, span(' ')] }), cell('')];
  const { process } = row;
  const text = `${process.pid} ${commandText(process)}`;
  const odd = oddity(row);
  return [
    cell(text, styleOf('plain'), { lead: [...lead, span(' ')] }),
    cell(''),
    cell(odd ?? userText(process), styleOf(odd === undefined ? 'muted' : 'failing')),
    cell(humanDuration(process.elapsed * 1000), styleOf('muted'), { counts: '' }),
  ];
}

function ownerCells(state: State, node: OwnerNode, lead: Line): Cell[] {
  const failure = state.cluster.owners.get(node.uid)?.failure;
  const { ready, ...summary } = nodeSummary(treeHealth(state), node, failure);
  // Its mark is that of its verdict.
  const refused = refusalOf(state, node);
  const { reason } = refused ?? summary;
  const health = refused || aboveRefused(state).has(node.key) ? 'failing' : summary.health;
  const style = health ? healthStyle(health) : styleOf('plain');
  const mark = health ? glyph(health) : span(' ');
  const told = reason || stuckReason(ownerTree(state), node, treeHealth(state));
  // Behind the name: narrow columns keep both ends.
  const group = tellingGroup(ownerTree(state), node);
  const named = (name: string): string =>
    [name, revision(node), group && `(${group})`].filter(Boolean).join(' ');
  return [
    cell(named(node.name), styleOf('plain'), {
      lead: [...lead, mark, kindSpan(node.kind)],
      short: named(shortName(state, node)),
    }),
    cell(ready, style, SUM),
    told ? reasonCell(told, style) : besidesCell(node),
    node.object ? ageCell(state, node.object) : cell('–', styleOf('muted')),
  ];
}

const reasonCell = (reason: string, style: Style): Cell =>
  cell(reason, style, { gists: reasonGists(reason) });

const besidesCell = (node: OwnerNode): Cell => cell(besidesText(node), styleOf('muted'));

function revision(node: OwnerNode): string {
  const number =
    node.object && node.kind === 'ReplicaSet' ? replicaSetRevision(node.object as Workload) : undefined;
  return number === undefined ? '' : `rev ${number}`;
}

/** In a narrow pane with kubectl's short name, where it has one. */
function kindSpan(kind: string): Span {
  const made = span(` ${kind} `, styleOf('muted'));
  const brief = BUILT_IN.find((known) => known.singular === kind.toLowerCase())?.shortNames[0];
  return brief === undefined ? made : { ...made, brief: ` ${brief} ` };
}

/** So much of a name tells which it is without its owner's: `-0` does not. */
const TELLING = 4;

/** An owner's name as long as this takes the room of what is told below it. */
const LONG = 18;

/**
 * What its owner's name says already need not be said again: `…-69j9k`. So of all of an owner alike, and only where the column has no
 * room for all of them whole.
 */
function shortName(state: State, node: OwnerNode): string {
  const parent = node.parent === undefined ? undefined : ownerTree(state).node(node.parent);
  const start = parent ? `${parent.name}-` : '';
  if (!parent || !node.name.startsWith(start)) return node.name;
  const rest = node.name.slice(start.length);
  return rest.length >= TELLING || start.length > LONG ? `…-${rest}` : node.name;
}

function ageCell(state: State, object: KubeObject): Cell {
  return cell(age(object.metadata.creationTimestamp, state.look.now), styleOf('muted'), { counts: '' });
}
