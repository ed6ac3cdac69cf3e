import type { Attached } from '../../model/attached/attached.ts';
import { own } from '../../model/own.ts';
import type { Health } from '../../model/health/pod-health.ts';
import { cell, type Cell, type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { glyph, healthStyle } from '../../view/health-style.ts';

/** What is told of one by its state, besides what it says itself. */
const WORDS: Readonly<Record<Attached['state'], string>> = {
  there: '',
  missing: 'missing',
  absent: 'not there',
  denied: 'denied',
  unknown: 'unknown',
  asked: '…',
};

/** As everybody calls them. */
const CALLED: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: 'HPA',
  PersistentVolumeClaim: 'PVC',
  PodDisruptionBudget: 'PDB',
};

/** kubectl's, for where there is little room. */
const SHORT: Readonly<Record<string, string>> = {
  ConfigMap: 'cm',
  HorizontalPodAutoscaler: 'hpa',
  PersistentVolumeClaim: 'pvc',
  PodDisruptionBudget: 'pdb',
  Secret: 'secret',
  Service: 'svc',
  ServiceAccount: 'sa',
};

/** What hangs on a Pod: its name, what it counts, and what is wrong with it, else what it is for. */
export function attachedCells(attached: Attached | undefined, note: string | undefined, lead: Line): Cell[] {
  if (!attached) return [cell(note ?? '', styleOf('muted'), { lead: [...lead, span(' ')] }), cell('')];
  const { kind, name, how, state, ready = '', note: says = '' } = attached;
  const health = healthOf(attached);
  const style = health ? healthStyle(health) : styleOf('plain');
  const brief = own(SHORT, kind) ?? kind;
  const title = { ...span(` ${own(CALLED, kind) ?? kind} `, styleOf('muted')), brief: ` ${brief} ` };
  const listless = state === 'denied' ? 'may not be listed' : 'could not be listed';
  const text = name === '' ? listless : name;
  const isDenied = name === '' && state === 'denied';
  const told = [WORDS[state], isDenied ? '' : says].filter(Boolean).join(': ') || how;
  return [
    cell(text, styleOf('plain'), { lead: [...lead, health ? glyph(health) : span(' '), title] }),
    cell(ready, style),
    cell(told, style),
    cell(''),
  ];
}

function healthOf({ state, troubled }: Attached): Health | undefined {
  if (state === 'missing') return 'failing';
  if (state === 'there') return troubled ? 'progress' : undefined;
  return 'waiting';
}
