import type { Container, Sandbox } from '../container/machine/container.ts';
import type { StoredObject } from '../api/stored-object.ts';

/** Where the containers of Pods are found: exec, attach, port-forward, logs and metrics ask it. The kubelet is one. */
export interface ContainerHost {
  /** The container as it runs or ran last; undefined where its node never started it (or is lost). */
  container(pod: StoredObject, name: string): Container | undefined;
  /** The one before that, as far as it is kept. */
  previous(pod: StoredObject, name: string): Container | undefined;
  sandbox(pod: StoredObject): Sandbox | undefined;
  /** Whether there is no node of the name that the Pod is on. */
  lacksNode(pod: StoredObject): boolean;
  /** Why the node of this Pod cannot be asked; undefined where it can. */
  unreachable(pod: StoredObject): string | undefined;
}

/** A cluster whose Pods have no processes. */
export const NO_CONTAINERS: ContainerHost = {
  container: () => undefined,
  previous: () => undefined,
  sandbox: () => undefined,
  lacksNode: () => false,
  unreachable: () => undefined,
};
