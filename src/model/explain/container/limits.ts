import { own } from '../../own.ts';
import { quantityOf } from '../../quantity.ts';
import { type Fields, fieldsOf, textOf } from '../../whole/fields.ts';
import { type Argument, arg, type Saying } from '../shell/saying.ts';

/** Kubernetes' own (pkg/kubelet/cm/helpers_linux.go, MilliCPUToShares). */
const SHARES_OF_A_CPU = 1024;
const LEAST_SHARES = 2;
const MOST_SHARES = 262_144;

/** What a container may use, and what of its requests the kernel knows: the shares of the processors. */
export function limits(container: Fields): Saying {
  const args: Argument[] = [];
  const notes: string[] = [];
  for (const [name, amount] of Object.entries(amountsOf(container, 'limits'))) {
    const value = quantityOf(amount);
    const why = `limits.${name} ${textOf(amount)}`;
    if (value === undefined) notes.push(`${why} is no quantity`);
    else if (name === 'memory') {
      args.push(
        arg(`--memory=${bytes(value)}`, why),
        arg(`--memory-swap=${bytes(value)}`, 'no swap besides'),
      );
    } else if (name === 'cpu') args.push(arg(`--cpus=${milli(value) / 1000}`, why));
    else notes.push(`${why}: ${OTHERS.get(name) ?? 'a device plugin of the node gives it'}`);
  }
  const cpu = amountsOf(container, 'requests').cpu ?? amountsOf(container, 'limits').cpu;
  const shares = Math.floor((milli(quantityOf(cpu) ?? 0) * SHARES_OF_A_CPU) / 1000);
  const why = cpu === undefined ? 'no requests.cpu: the least share' : `requests.cpu ${textOf(cpu)}`;
  args.push(arg(`--cpu-shares=${Math.min(MOST_SHARES, Math.max(LEAST_SHARES, shares))}`, why));
  const memory = amountsOf(container, 'requests').memory;
  if (memory !== undefined) notes.push(`requests.memory ${textOf(memory)} is asked of the scheduler alone`);
  return { args, notes };
}

const OTHERS = new Map([
  ['ephemeral-storage', 'the kubelet evicts the Pod that writes more'],
  ['hugepages-2Mi', 'a control group of its own limits huge pages'],
  ['hugepages-1Gi', 'a control group of its own limits huge pages'],
]);

function amountsOf(container: Fields, which: 'limits' | 'requests'): Fields {
  return fieldsOf(fieldsOf(container.resources)[which]);
}

/** In thousandths, rounded up as Kubernetes does; sums of floats are not exact. */
const milli = (value: number): number => Math.ceil(value * 1000 - 1e-6);

/** As docker and podman read it: `64m` are 64 Mi. */
export function bytes(value: number): string {
  const whole = Math.ceil(value);
  for (const [unit, size] of [
    ['g', 2 ** 30],
    ['m', 2 ** 20],
    ['k', 2 ** 10],
  ] as const)
    if (whole % size === 0 && whole > 0) return `${whole / size}${unit}`;
  return `${whole}b`;
}

/** `limits.cpu` in a divisor, rounded up (pkg/api/v1/resource/helpers.go); undefined where it is not set. */
export function resourceValue(container: Fields, resource: string, divisor: unknown): string | undefined {
  const [which = '', name = ''] = resource.split(/\.(.*)/);
  if (which !== 'limits' && which !== 'requests') return undefined;
  const value = quantityOf(own(amountsOf(container, which), name));
  if (value === undefined) return undefined;
  return `${Math.ceil(value / (quantityOf(divisor) || 1) - 1e-9)}`;
}
