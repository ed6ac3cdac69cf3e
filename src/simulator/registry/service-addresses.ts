import { ApiError } from '../api/api-error.ts';
import { items, specOf, text } from '../api/fields.ts';
import type { Json } from '../api/patches/patch.ts';
import type { Storage } from '../storage/storage.ts';
import type { StoredObject } from '../api/stored-object.ts';

/** What the server gives out of a range. */
interface Range {
  readonly size: number;
  readonly nth: (index: number) => string;
  /** What errors call it. */
  readonly called: string;
}

/** 10.96.0.0/16 without its first and last 256 addresses: there is the server's own. */
const ADDRESSES: Range = {
  size: 254 * 256,
  nth: (index) => `10.96.${1 + Math.floor(index / 256)}.${index % 256}`,
  called: 'a serviceIP',
};
const NODE_PORTS: Range = { size: 2768, nth: (index) => String(30_000 + index), called: 'a nodePort' };

const known = new WeakMap<Storage, ServiceAddresses>();

/** Which addresses and node ports Services have (pkg/registry/core/service: ipallocator, portallocator). */
export class ServiceAddresses {
  private readonly taken = new Map<string, number>();

  private constructor(storage: Storage) {
    const { keys, get } = storage.snapshot({ group: '', plural: 'services' });
    for (const key of keys) this.count(get(key), 1);
    storage.subscribe(({ collection, before, after }) => {
      if (collection !== 'services') return;
      this.count(before, -1);
      this.count(after, 1);
    });
  }

  /** Those of a storage: one index serves all that ask. */
  static of(storage: Storage): ServiceAddresses {
    const addresses = known.get(storage) ?? new ServiceAddresses(storage);
    known.set(storage, addresses);
    return addresses;
  }

  /** An address that no Service has. Throws `ApiError` 500 where there is none left. */
  address(random: () => number): string {
    return this.free(ADDRESSES, random, []);
  }

  /** A port that no Service has, and that is none of these. Throws `ApiError` 500 where there is none left. */
  nodePort(random: () => number, others: readonly string[]): number {
    return Number(this.free(NODE_PORTS, random, others));
  }

  private free({ size, nth, called }: Range, random: () => number, others: readonly string[]): string {
    const start = Math.floor(random() * size);
    for (let tried = 0; tried < size; tried += 1) {
      const one = nth((start + tried) % size);
      if (!this.taken.has(one) && !others.includes(one)) return one;
    }
    throw new ApiError(
      500,
      'InternalError',
      `Internal error occurred: failed to allocate ${called}: range is full`,
    );
  }

  private count(service: StoredObject | undefined, change: number): void {
    if (!service) return;
    const ports = items(specOf(service)['ports']).flatMap(nodePortOf);
    for (const one of [text(specOf(service)['clusterIP']), ...ports]) {
      const left = (this.taken.get(one) ?? 0) + change;
      if (left > 0) this.taken.set(one, left);
      else this.taken.delete(one);
    }
  }
}

const nodePortOf = ({ nodePort }: Json): string[] => (nodePort === undefined ? [] : [String(nodePort)]);

/**
 * A Service's spec with the addresses and node ports that it did not choose itself: those it had, or new ones.
 * Throws `ApiError` 500 where there are none left.
 */
export function addressed(spec: Json, earlier: Json, storage: Storage, random: () => number): Json {
  if (spec['type'] === 'ExternalName') return spec;
  const addresses = ServiceAddresses.of(storage);
  const clusterIP = spec['clusterIP'] || earlier['clusterIP'] || addresses.address(random);
  const exposed = spec['type'] === 'NodePort' || spec['type'] === 'LoadBalancer';
  const wasExposed = earlier['type'] === 'NodePort' || earlier['type'] === 'LoadBalancer';
  const { ports: given, externalTrafficPolicy, ...rest } = spec;
  if (given === undefined) return { ...spec, clusterIP, clusterIPs: [clusterIP] };
  const own = items(given).flatMap(nodePortOf);
  const ports = items(given).map((port) => {
    if (!exposed) return wasExposed ? withoutNodePort(port) : port;
    if (port['nodePort'] !== undefined) return port;
    const had = items(earlier['ports']).find((one) => one['port'] === port['port']);
    const nodePort = had?.['nodePort'] ?? addresses.nodePort(random, own);
    own.push(String(nodePort));
    return { ...port, nodePort };
  });
  const policy = exposed && { externalTrafficPolicy: externalTrafficPolicy ?? 'Cluster' };
  return { ...rest, ...policy, clusterIP, clusterIPs: [clusterIP], ports };
}

function withoutNodePort(port: Json): Json {
  const { nodePort: _given, ...rest } = port;
  return rest;
}
