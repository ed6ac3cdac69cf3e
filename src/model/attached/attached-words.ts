import { own } from '../own.ts';
import type { Attached } from './attached.ts';

/** What is told of one by its state, besides what it says itself. */
const WORDS: Readonly<Record<Attached['state'], string>> = {
  there: '',
  missing: 'missing',
  absent: 'absent',
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

/** kubectl's names, for where there is little room. */
const SHORT: Readonly<Record<string, string>> = {
  ConfigMap: 'cm',
  HorizontalPodAutoscaler: 'hpa',
  PersistentVolumeClaim: 'pvc',
  PodDisruptionBudget: 'pdb',
  Secret: 'secret',
  Service: 'svc',
  ServiceAccount: 'sa',
};

/** Its kind: `HPA`. */
export const attachedKind = ({ kind }: Attached): string => own(CALLED, kind) ?? kind;

/** The same in as few cells as that takes: `hpa`. */
export const attachedBrief = ({ kind }: Attached): string => own(SHORT, kind) ?? kind;

/** In a word that it is not simply there; empty where it is. */
export const attachedState = ({ state }: Attached): string => WORDS[state];

/** Its name; of a kind of which nothing may be known that. */
export function attachedName({ name, state }: Attached): string {
  if (name !== '') return name;
  return state === 'denied' ? 'may not be listed' : 'could not be listed';
}

/** What is said of it besides, else what it is for; empty where its kind says that. */
export function attachedSays({ name, state, note = '', how }: Attached): string {
  const isUnlisted = name === '' && state === 'denied';
  return isUnlisted ? '' : note || how;
}

/**
 * What it is for in ever shorter forms, for where it would be cut: `volume, env of app` of `volume keys, env of app`,
 * since Volumes tells the rest; then `volume, env`.
 */
export function attachedGists({ note = '', how }: Attached): readonly string[] {
  if (note !== '' || how === '') return [];
  const parts = how.split(', ');
  const forms = [
    parts.map((part) => part.replace(/^volume .*/s, 'volume')),
    parts.map((part) => part.replace(/^(volume|env) .*/s, '$1')),
  ];
  return forms.map((form) => [...new Set(form)].join(', '));
}
