import type { Pod, WholeObject } from '../../kinds/objects.ts';
import { containersOf, containerStatuses } from '../../pod/containers.ts';
import { nearestName } from '../../text/letters.ts';
import { fieldsOf, listOf, textOf } from '../../whole/fields.ts';
import type { Reference } from '../pod-facts.ts';
import { keyText } from './missing-keys.ts';
import type { Name } from './references.ts';

/** More are not asked for, each being a request. */
const MOST = 8;

/** More are not told of: a template may name many that are nowhere. */
const MOST_TOLD = 2;

/**
 * The keys that a Pod's environment is to have only where they are there: Kubernetes leaves their variables unset, and
 * what needs them may end for that.
 *
 * @param whole the Pod as the server has it: a list keeps no environments
 */
export function optionalKeys(whole: WholeObject): readonly Name[] {
  const { initContainers, containers } = fieldsOf(whole.spec);
  const found = [...listOf(initContainers), ...listOf(containers)].flatMap((container) =>
    listOf(container.env).flatMap(({ name: variable, valueFrom }): Name[] => {
      const { configMapKeyRef, secretKeyRef } = fieldsOf(valueFrom);
      const { name, key, optional } = fieldsOf(configMapKeyRef ?? secretKeyRef);
      if (optional !== true || textOf(name) === '' || textOf(key) === '') return [];
      return [
        {
          kind: configMapKeyRef ? 'ConfigMap' : 'Secret',
          name: textOf(name),
          key: textOf(key),
          unset: { variable: textOf(variable), container: textOf(container.name) },
        },
      ];
    }),
  );
  return found.slice(0, MOST);
}

/** Whether a variable that is not set may be why a Pod is not well: something of it has run. */
export const hasBegun = (pod: Pod): boolean =>
  containerStatuses(pod).some(
    ({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated,
  );

/**
 * Which variables are not set, where that may be why a Pod is not well: those of its containers that are not, and where
 * the key is near one that there is before all others.
 *
 * @param restarting a container that is well now and was not lately
 */
export function unsetClauses(
  pod: Pod,
  optional: readonly Reference[] = [],
  restarting?: string,
): readonly string[] {
  if (optional.length === 0) return [];
  const unwell = containersOf(pod).filter(
    ({ name, health }) => name === restarting || (health !== 'well' && health !== 'ended'),
  );
  const names = new Set(unwell.map(({ name }) => name));
  const lacking = optional.flatMap((one) => {
    const { variable = '', container = '' } = one.unset ?? {};
    const [why] = names.has(container) ? unsetText(one) : [];
    return why === undefined ? [] : [{ isNear: isNear(one), text: `${variable} is not set: ${why}` }];
  });
  return lacking
    .sort((a, b) => Number(b.isNear) - Number(a.isNear))
    .slice(0, MOST_TOLD)
    .map(({ text }) => text);
}

function unsetText(reference: Reference): readonly string[] {
  const { kind, name, state, nearest } = reference;
  const near = nearest === undefined ? '' : `, the nearest is ${nearest}`;
  if (state === 'missing') return [`there is no ${kind} ${name}, which is optional${near}`];
  return keyText(reference).map((text) => `${kind} ${name} ${text}`);
}

const isNear = ({ key = '', keys = [], nearest }: Reference): boolean =>
  (nearest ?? nearestName(keys, key)) !== undefined;
