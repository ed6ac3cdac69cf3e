import { specOf, text } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';

const rangeOf = (ip: string): string => ip.replace(/\.\d+$/, '');

/** A /24 without its own address, its bridge and its broadcast. */
const SIZE = 253;

/** The addresses of Pods: of their node's range, each used again as late as can be. */
export class PodIps {
  private readonly used = new Map<string, Set<string>>();
  private readonly last = new Map<string, number>();

  /** The next address of a node's range (a /24) that no Pod has; one that is taken where all are. */
  take(node: StoredObject): string {
    const range = rangeOf(text(specOf(node)['podCIDR'], '10.244.0.0/24').replace(/\/\d+$/, ''));
    const taken = this.takenOf(range);
    let number = this.last.get(range) ?? 1;
    let ip: string;
    do {
      number = number >= 254 ? 2 : number + 1;
      ip = `${range}.${number}`;
    } while (taken.has(ip) && taken.size < SIZE);
    this.last.set(range, number);
    taken.add(ip);
    return ip;
  }

  /** A Pod has this address already. */
  reserve(ip: string): void {
    if (ip !== '') this.takenOf(rangeOf(ip)).add(ip);
  }

  free(ip: string): void {
    this.used.get(rangeOf(ip))?.delete(ip);
  }

  private takenOf(range: string): Set<string> {
    const taken = this.used.get(range) ?? new Set<string>();
    this.used.set(range, taken);
    return taken;
  }
}
