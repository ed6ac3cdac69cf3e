/** Variables that docker, bash or this script itself minds. */
const MINDED = ['PATH', 'HOME', 'IFS', 'UID', 'EUID', 'PPID', 'SHELLOPTS', 'TMPDIR'];
/** What the names of others begin with. */
const BEGINNINGS = [
  ...['BASH', 'LD_', 'DOCKER', 'CONTAINER', 'PODMAN', 'BUILDAH', 'REGISTRY'],
  ...['XDG_', 'GO', 'SSL_', 'LC_', 'LANG'],
];
const END = '_PROXY';

const PASSED = new RegExp(`^(?!(?:${MINDED.join('|')})$|${BEGINNINGS.join('|')}|.*${END}$)[A-Z_][A-Z0-9_]*$`);

/**
 * Whether docker can be given a variable in its environment without minding it itself, nor bash, nor this script, whose
 * own variables are of small letters.
 */
export const isPassed = (name: string): boolean => PASSED.test(name);

/** Who cannot, as a pattern of the shell's `case`. */
export const NOT_PASSED = [
  ...MINDED,
  ...BEGINNINGS.map((beginning) => `${beginning}*`),
  `*${END}`,
  '[0-9]*',
  '*[!A-Z0-9_]*',
].join(' | ');
