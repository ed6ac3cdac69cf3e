import { humanDuration } from '../../../model/ages.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { containersOf } from '../../../model/pod/containers.ts';
import { type ContainerUsage, type UsageAnswer, usageOfContainer } from '../../../model/usage/pod-usage.ts';
import { boundsOf, boundsText } from '../../../model/usage/usage-course.ts';
import { cpuText, memoryText, percentOf } from '../../../model/usage/usage-texts.ts';
import { clean } from '../../../view/text/clean.ts';
import { timeJson } from '../render-pods.ts';
import { renderTable } from '../render-table.ts';

/** An amount in `podscope pod NAME -o json`: of CPU in nanocores, of memory in bytes. */
interface AmountJson {
  /** Null where the container was not measured. */
  readonly used: number | null;
  readonly request: number | null;
  readonly limit: number | null;
  readonly percentOfLimit: number | null;
}

/** What a Pod uses, in `podscope pod NAME -o json`. */
export interface UsageJson {
  /** Null where nothing was measured. */
  readonly measuredAt: string | null;
  /** Why nothing was; null where something was. */
  readonly why: string | null;
  /** In start order. */
  readonly containers: readonly {
    readonly name: string;
    readonly cpu: AmountJson;
    readonly memory: AmountJson;
  }[];
}

/** What each container uses, of what it asked for and may have, in the words of `kubectl top pod --containers`. */
export function renderUsage(pod: Pod, answer: UsageAnswer, now: number): string {
  if ('why' in answer) return `USAGE ${clean(answer.why)}\n`;
  const rows = containersOf(pod).map((container) => {
    const used = usageOfContainer(answer, container);
    const cells = (of: keyof ContainerUsage, text: string): string[] => {
      const share = percentOf(used?.[of], boundsOf(container, of).limit);
      return [text, share === undefined ? '–' : `${share}%`, boundsText(container, of)];
    };
    const { cpu, memory } = used ?? {};
    return [container.name, ...cells('cpu', cpuText(cpu)), ...cells('memory', memoryText(memory))];
  });
  const bounds = ['OF LIMIT', 'REQUEST/LIMIT'];
  const headings = ['CONTAINER', 'CPU', ...bounds, 'MEM', ...bounds];
  return `USAGE measured ${humanDuration(now - answer.at)} ago\n${renderTable([headings, ...rows])}`;
}

/** The same for programs. */
export function usageJson(pod: Pod, answer: UsageAnswer): UsageJson {
  const sample = 'why' in answer ? undefined : answer;
  return {
    measuredAt: timeJson(sample?.at),
    why: 'why' in answer ? answer.why : null,
    containers: containersOf(pod).map((container) => {
      const used = usageOfContainer(sample, container);
      const amount = (of: keyof ContainerUsage): AmountJson => {
        const { request, limit } = boundsOf(container, of);
        return {
          used: used?.[of] ?? null,
          request: request ?? null,
          limit: limit ?? null,
          percentOfLimit: percentOf(used?.[of], limit) ?? null,
        };
      };
      return { name: container.name, cpu: amount('cpu'), memory: amount('memory') };
    }),
  };
}
