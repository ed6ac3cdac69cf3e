import { specContainers } from '../pod/containers.ts';
import { containerSpecs } from '../explain/container/container-specs.ts';
import { environment } from '../explain/container/environment.ts';
import { expanded, textOfWord } from '../explain/container/expansion.ts';
import type { Pod, WholeObject } from '../kinds/objects.ts';
import { fieldsOf, listOf, textOf } from '../whole/fields.ts';

/** Whether a Pod mounts parts of volumes whose names come from the environment, which lists do not bring. */
export function hasSubPathExpr(pod: Pod): boolean {
  return specContainers(pod).some((container) =>
    container.volumeMounts?.some(({ subPathExpr }) => subPathExpr?.includes('$(')),
  );
}

/** What the parts of volumes come to that the containers of a whole Pod mount, by container and path. */
export function partsOf(whole: WholeObject): (container: string, mountPath: string) => string | undefined {
  const pod = fieldsOf(whole);
  const parts = new Map<string, string>();
  for (const container of containerSpecs(fieldsOf(pod.spec))) {
    const mounts = listOf(container.volumeMounts).filter((mount) => textOf(mount.subPathExpr) !== '');
    if (mounts.length === 0) continue;
    const { valueOf } = environment(pod, container);
    for (const { mountPath, subPathExpr } of mounts) {
      const text = textOfWord(expanded(textOf(subPathExpr), valueOf));
      // What is left of it was not known.
      if (text !== undefined && !text.includes('$('))
        parts.set(`${textOf(container.name)} ${textOf(mountPath)}`, text);
    }
  }
  return (container, mountPath) => parts.get(`${container} ${mountPath}`);
}
