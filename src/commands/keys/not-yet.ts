import { own } from '../../model/own.ts';
import { guessedPlural } from '../../model/owners/kind-match.ts';

interface NotYet {
  /** What k9s has for it. */
  readonly keys: readonly string[];
  /** What would be its words after `:`. */
  readonly words: readonly string[];
  readonly says: string;
}

/** What fingers that know k9s ask for, and what does it as long as podscope does not. */
const NOT_YET: readonly NotYet[] = [
  {
    keys: ['d'],
    words: ['describe'],
    says: 'describe is not there yet · y is its YAML · v why · shift-e its events',
  },
  { keys: ['e'], words: ['edit'], says: 'nothing is edited here yet · `kubectl edit` does · y is its YAML' },
  { keys: ['ctrl-d'], words: ['delete'], says: 'nothing is deleted here yet · `kubectl delete` does' },
  { keys: ['r'], words: ['restart'], says: 'nothing is restarted here yet · `kubectl rollout restart` does' },
  { keys: ['u'], words: ['undo'], says: 'no rollout is undone here yet · `kubectl rollout undo` does' },
  {
    keys: ['-', 'alt-left', 'alt-right'],
    words: ['history'],
    says: 'views are not kept to go back to yet · esc widens, n · x go elsewhere',
  },
];

/** Words after `:` that list what is no Pod and owns none, and what has of it what the selected Pod is about. */
const NO_LISTS: readonly (readonly [words: string, says: string])[] = [
  ['svc service services', 'Services are not listed · shift-w has those that lead to the Pod'],
  [
    'ing ingress ingresses np netpol networkpolicy networkpolicies ep endpoints endpointslice endpointslices',
    'not listed · shift-w has what leads to the Pod and what keeps from it',
  ],
  ['no node nodes', 'Nodes are not listed · o narrows to the Pods of one · shift-o sorts by it'],
  ['ev event events', 'events are not listed · shift-e has those of the Pod'],
  [
    'cm configmap configmaps sec secret secrets sa serviceaccount serviceaccounts',
    'not listed · w has those that hang on the Pod',
  ],
  [
    'hpa horizontalpodautoscaler horizontalpodautoscalers pdb poddisruptionbudget poddisruptionbudgets',
    'not listed · w has those that hang on the Pod · v what they do to it',
  ],
  [
    'pv persistentvolume persistentvolumes sc storageclass storageclasses',
    'not listed · 4 has those of the volumes of the Pod',
  ],
  ['xray xrays wk workload workloads', '1 is the tree of what owns what · 0 has all namespaces in it'],
  [
    'pulse pulses pu hz pop popeye',
    '! leaves only what is not well · v says why · shift-u what the Pod uses',
  ],
  [
    'replicationcontroller replicationcontrollers',
    'no ReplicationController is in the tree (1), where one stands with its Pods',
  ],
  ['cr crb ro rb', 'not listed here · `kubectl get` has them'],
];

/** All other kinds of Kubernetes 1.34 that `kubectl get` lists, by their short name, where they have one, and their singular. */
const FOR_KUBECTL =
  'clusterrole clusterrolebinding role rolebinding crd crds customresourcedefinition cs componentstatus limits ' +
  'limitrange quota resourcequota podtemplate controllerrevision csr certificatesigningrequest lease ip ipaddress ' +
  'servicecidr ingressclass runtimeclass pc priorityclass csidriver csinode csistoragecapacity volumeattachment vac ' +
  'volumeattributesclass flowschema prioritylevelconfiguration apiservice mutatingwebhookconfiguration ' +
  'validatingwebhookconfiguration validatingadmissionpolicy validatingadmissionpolicybinding deviceclass ' +
  'resourceclaim resourceclaimtemplate resourceslice';

/** What k9s' words are called here: words of commands and kinds, or a command's id. */
const OTHERWISE: Readonly<Record<string, string>> = {
  rc: 'replicationcontrollers',
  dp: 'deploy',
  jo: 'job',
  contexts: 'ctx',
  portforward: 'pf',
  portforwards: 'pf',
  h: 'help',
  alias: 'help',
  aliases: 'help',
  quit: 'q',
  Q: 'q',
  qa: 'q',
  // As in vim: without being asked.
  'q!': 'quit',
  'qa!': 'quit',
  'quit!': 'quit',
};

const BY_KEY = new Map(NOT_YET.flatMap(({ keys, says }) => keys.map((key) => [key, says] as const)));
const BY_WORD = new Map([
  ...NOT_YET.flatMap(({ words, says }) => words.map((word) => [word, says] as const)),
  ...NO_LISTS.flatMap(([words, says]) => words.split(' ').map((word) => [word, says] as const)),
  ...FOR_KUBECTL.split(' ')
    .flatMap((word) => [word, guessedPlural(word)])
    .map((word) => [word, 'not listed here · `kubectl get` has them'] as const),
]);

/** What to say of a key that will mean something; undefined of one that means nothing. */
export const notYetKey = (key: string): string | undefined => BY_KEY.get(key);

/** The same of a word after `:`. */
export const notYetWord = (word: string): string | undefined => BY_WORD.get(word);

/** A word after `:` as it is called here: k9s has several for many. */
export const wordHere = (word: string): string => own(OTHERWISE, word) ?? word;
