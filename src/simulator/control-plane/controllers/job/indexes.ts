import { fields, items } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';

/** Which part of an Indexed Job a Pod does. */
export function indexOf({ metadata }: StoredObject): number | undefined {
  const index = metadata.annotations?.[INDEX];
  return index === undefined ? undefined : Number(index);
}

/** `0,2-4`: reads `status.completedIndexes` (job/indexed_job_utils.go). */
export function parseIndexes(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const range of text.split(',').filter((one) => one !== '')) {
    const [first = 0, last = first] = range.split('-').map(Number);
    for (let index = first; index <= last; index += 1) found.add(index);
  }
  return found;
}

/** Writes them: two that follow each other with a comma, more with a hyphen. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const ranges: [number, number][] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  const told = ranges.map(([first, last]) =>
    first === last ? String(first) : `${first}${last === first + 1 ? ',' : '-'}${last}`,
  );
  return told.join(',');
}

/** The template of one part: it knows its number by a label, an annotation and an environment variable. */
export function templateOf(template: Json, job: StoredObject, index: number): Json {
  const metadata = fields(template['metadata']);
  const spec = fields(template['spec']);
  const fieldRef = { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX}']` };
  const variable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef } };
  const told = (container: Json): Json => ({ ...container, env: [...items(container['env']), variable] });
  return {
    ...template,
    metadata: {
      ...metadata,
      labels: { ...fields(metadata['labels']), [INDEX]: String(index) },
      annotations: { ...fields(metadata['annotations']), [INDEX]: String(index) },
    },
    spec: {
      ...spec,
      hostname: `${job.metadata.name}-${index}`,
      ...(spec['initContainers'] !== undefined && {
        initContainers: items(spec['initContainers']).map(told),
      }),
      containers: items(spec['containers']).map(told),
    },
  };
}
