import type { ContainerHost } from '../../world/container-host.ts';
import { fields, items, specOf, statusOf, text } from '../../api/fields.ts';
import type { Machines } from '../../container/machine/container.ts';
import { isLost, readyAgain } from '../lost-node.ts';
import { FILLED } from '../../world/filled.ts';
import type { StorageEvent, StoredObject } from '../../api/stored-object.ts';
import { kindOf, type Resident, type World } from '../../world/world.ts';
import { podsOnNode } from '../../world/pods-on-node.ts';
import { PodIps } from './pod/pod-ips.ts';
import { PodWorker } from './pod/pod-worker.ts';

/** The kubelets of all nodes, and what is asked of them. */
export interface Kubelet {
  readonly resident: Resident;
  readonly host: ContainerHost;
}

/** Makes the kubelets of all nodes: they run the Pods that stand on them with these machines. */
export function createKubelet({ machines }: { readonly machines: Machines }): Kubelet {
  const workers = new Map<string, PodWorker>();
  let kubelet: Kubelets | undefined;
  const asked = (pod: StoredObject): PodWorker | undefined =>
    workers.get(pod.metadata.uid) ?? kubelet?.adopt(pod);
  return {
    resident: (world) => {
      kubelet = new Kubelets(world, machines, workers);
      return kubelet.live();
    },
    host: {
      container: (pod, name) => asked(pod)?.find(name)?.current,
      previous: (pod, name) => asked(pod)?.find(name)?.previous,
      sandbox: (pod) => asked(pod)?.sandbox(),
      lacksNode: (pod) => kubelet?.nodeOf(pod) === undefined,
      unreachable: (pod) => kubelet?.unreachable(pod),
    },
  };
}

class Kubelets {
  private readonly ips = new PodIps();

  constructor(
    private readonly world: World,
    private readonly machines: Machines,
    private readonly workers: Map<string, PodWorker>,
  ) {}

  live(): () => void {
    const { storage } = this.world;
    for (const { collection, object } of storage.all()) if (collection === 'pods') this.reserve(object);
    for (const { collection, object } of storage.all()) if (collection === 'pods') this.see(object);
    const unsubscribe = storage.subscribe((event) => this.take(event));
    return () => {
      unsubscribe();
      for (const worker of this.workers.values()) worker.stop();
    };
  }

  /** Gives a Pod that was there before its processes, without telling of it. */
  adopt(pod: StoredObject): PodWorker | undefined {
    if (!isSettled(pod) || isOver(pod)) return undefined;
    const node = this.nodeOf(pod);
    if (!node) return undefined;
    return this.employ(pod, node, text(statusOf(pod)['podIP']), true);
  }

  unreachable(pod: StoredObject): string | undefined {
    const node = this.nodeOf(pod);
    if (!node || !isLost(node)) return undefined;
    const address = addressOf(node);
    return `Get "https://${address}:10250/containerLogs": dial tcp ${address}:10250: connect: no route to host`;
  }

  private take({ collection, before, after }: StorageEvent): void {
    if (collection === 'nodes' && before && after && isLost(before) && !isLost(after)) {
      this.recovered(after.metadata.name);
    }
    if (collection !== 'pods') return;
    const worker = this.workers.get((after ?? before)?.metadata.uid ?? '');
    if (!after) this.dismiss(before, worker);
    else if (worker) worker.update(after);
    else this.see(after);
  }

  private see(pod: StoredObject): void {
    const node = this.nodeOf(pod);
    if (!node) return;
    if (isSettled(pod)) {
      this.reserve(pod);
      return this.letGo(pod);
    }
    const hostNetwork = specOf(pod)['hostNetwork'] === true;
    const ip = hostNetwork ? addressOf(node) : this.ips.take(node);
    const worker = this.employ(pod, node, ip, false);
    if (pod.metadata.deletionTimestamp !== undefined) worker.update(pod);
  }

  private employ(pod: StoredObject, node: StoredObject, ip: string, quiet: boolean): PodWorker {
    const { name } = node.metadata;
    const kind = kindOf(this.world, 'Node');
    const lost = (): boolean => isLost(this.world.storage.get(kind, undefined, name));
    const place = { node: name, ip, hostIp: addressOf(node), lost };
    const worker = new PodWorker(this.world, this.machines, pod, place, quiet);
    this.workers.set(pod.metadata.uid, worker);
    worker.begin();
    return worker;
  }

  private dismiss(pod: StoredObject | undefined, worker: PodWorker | undefined): void {
    worker?.stop();
    if (!pod) return;
    this.workers.delete(pod.metadata.uid);
    if (specOf(pod)['hostNetwork'] !== true) this.ips.free(text(statusOf(pod)['podIP']));
  }

  /** A node is heard of again: its Pods are as they were, and those that were to go, go. */
  private recovered(node: string): void {
    for (const pod of podsOnNode(this.world, node)) {
      const worker = this.workers.get(pod.metadata.uid);
      worker?.changed();
      if (worker && !worker.quiet) continue;
      if (!worker) this.letGo(pod);
      readyAgain(this.world, pod);
    }
  }

  private reserve(pod: StoredObject): void {
    if (specOf(pod)['hostNetwork'] !== true) this.ips.reserve(text(statusOf(pod)['podIP']));
  }

  /** A Pod without processes has nothing to end; on a lost node nobody hears that it is to. */
  private letGo(pod: StoredObject): void {
    if (pod.metadata.deletionTimestamp === undefined || isLost(this.nodeOf(pod))) return;
    this.world.clock.after(1000, () => this.world.writes.delete(pod, { gracePeriodSeconds: 0 }));
  }

  nodeOf(pod: StoredObject): StoredObject | undefined {
    const name = text(specOf(pod)['nodeName']);
    return name === '' ? undefined : this.world.storage.get(kindOf(this.world, 'Node'), undefined, name);
  }
}

const isOver = (pod: StoredObject): boolean => ['Succeeded', 'Failed'].includes(text(statusOf(pod)['phase']));

/** A Pod that runs, or ran, without this kubelet having started it: it costs nothing until somebody asks for it. */
const isSettled = (pod: StoredObject): boolean =>
  pod.metadata.annotations?.[FILLED] !== undefined || statusOf(pod)['phase'] === 'Running' || isOver(pod);

const addressOf = (node: StoredObject): string => {
  const internal = items(statusOf(node)['addresses']).find(({ type }) => type === 'InternalIP');
  return text(fields(internal)['address']);
};
