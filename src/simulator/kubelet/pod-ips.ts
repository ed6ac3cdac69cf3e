import { specOf, text } from '../fields.ts';
import type { StoredObject } from '../stored-object.ts';

/** The addresses of Pods: of their node's range, each used again as late as can be. */
export class PodIps {
  private readonly used = new Set<string>();
  private readonly last = new Map<string, number>();

  /** The next address of a node's range (a /24). */
  take(node: StoredObject): string {
    const range = text(specOf(node)['podCIDR'], '10.244.0.0/24').replace(/\.\d+\/\d+$/, '');
    let number = this.last.get(range) ?? 1;
    let ip: string;
    do {
      number = number >= 254 ? 2 : number + 1;
      ip = `${range}.${number}`;
    } while (this.used.has(ip) && this.used.size < 253);
    this.last.set(range, number);
    this.used.add(ip);
    return ip;
  }

  free(ip: string): void {
    this.used.delete(ip);
  }
}
