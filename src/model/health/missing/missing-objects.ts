import type { Pod } from '../../kinds/objects.ts';
import type { Reference } from '../pod-facts.ts';
import { configMessages } from './config-messages.ts';

/** More are not looked for. */
const MOST = 4;

/** Which ConfigMaps and Secrets a Pod's environment misses, as its kubelet says. */
export function missingObjects(pod: Pod): readonly Pick<Reference, 'kind' | 'name'>[] {
  const names = configMessages(pod).flatMap((message) => {
    const [, what, name] = /^(configmap|secret) "([^"]{1,253})" not found/.exec(message) ?? [];
    return name === undefined ? [] : [`${what === 'secret' ? 'Secret' : 'ConfigMap'} ${name}`];
  });
  return [...new Set(names)].slice(0, MOST).map((found) => {
    const [kind = '', name = ''] = found.split(' ');
    return { kind, name };
  });
}

/** What there is of a name that is written almost as that of which the kubelet says that it is missing. */
export function nearestClauses(pod: Pod, references: readonly Reference[]): readonly string[] {
  const said = missingObjects(pod);
  return references.flatMap(({ kind, name, nearest }) =>
    nearest !== undefined && said.some((one) => one.kind === kind && one.name === name)
      ? [`the nearest ${kind} is ${nearest}`]
      : [],
  );
}
