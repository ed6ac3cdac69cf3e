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
  { keys: ['e'], words: ['edit'], says: 'nothing is edited here yet · kubectl edit does · y is its YAML' },
  { keys: ['ctrl-d'], words: ['delete'], says: 'nothing is deleted here yet · kubectl delete does' },
  { keys: ['r'], words: ['restart'], says: 'nothing is restarted here yet · kubectl rollout restart does' },
  { keys: ['u'], words: ['undo'], says: 'no rollout is undone here yet · kubectl rollout undo does' },
  {
    keys: ['-', 'alt-left', 'alt-right'],
    words: ['history'],
    says: 'views are not kept to go back to yet · esc widens, n · x go elsewhere',
  },
];

const BY_KEY = new Map(NOT_YET.flatMap(({ keys, says }) => keys.map((key) => [key, says] as const)));
const BY_WORD = new Map(NOT_YET.flatMap(({ words, says }) => words.map((word) => [word, says] as const)));

/** What to say of a key that will mean something; undefined of one that means nothing. */
export const notYetKey = (key: string): string | undefined => BY_KEY.get(key);

/** The same of a word after `:`. */
export const notYetWord = (word: string): string | undefined => BY_WORD.get(word);
