/** The short names that kubectl knows for the kinds podscope shows. */
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    po: 'pod',
    deploy: 'deployment',
    rs: 'replicaset',
    sts: 'statefulset',
    ds: 'daemonset',
    cj: 'cronjob',
    ns: 'namespace',
    rc: 'replicationcontroller',
  }),
);

/**
 * Whether what a user typed names a kind: as the API writes it, in any case, in the plural, by its
 * short name, with its group or not (`rollouts.argoproj.io`).
 */
export function kindMatches(typed: string, kind: string, apiVersion: string): boolean {
  const [word = '', ...groups] = typed.toLowerCase().split('.');
  const group = groups.join('.');
  const ownGroup = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  if (group !== '' && !ownGroup.startsWith(group)) return false;
  const name = kind.toLowerCase();
  return [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')].includes(SHORT.get(word) ?? word);
}
