import type { Pod } from '../../model/kinds/objects.ts';
import type { Tunnel } from './tunnel.ts';

/** More than one is opened only where somebody who does not read holds the others back. */
const MOST = 8;

export type OpenTunnel = (pod: Pod) => Promise<Tunnel>;

/** The tunnels of a forward, by Pod: shared, opened once for all who wait, closed when nothing needs them any more. */
export class Tunnels {
  private readonly all = new Map<string, Set<Tunnel>>();
  private readonly opening = new Map<string, Promise<Tunnel>>();

  private held = false;

  /** @param note is told when connections begin to wait for who does not read what was sent to him */
  constructor(
    private readonly open: OpenTunnel,
    private readonly note: (text: string) => void,
  ) {}

  /** Rejects with a `ClusterError`. */
  async to(pod: Pod): Promise<Tunnel> {
    const { uid } = pod.metadata;
    const known = this.all.get(uid) ?? new Set();
    this.all.set(uid, known);
    for (const tunnel of known) {
      if (tunnel.open) {
        this.held = false;
        return tunnel;
      }
      if (tunnel.size === 0) this.drop(known, tunnel);
    }
    const [first] = known;
    if (first && known.size >= MOST) {
      if (!this.held) this.note(heldText(known));
      this.held = true;
      return first;
    }
    const opening = this.opening.get(uid) ?? this.begin(pod, known);
    return opening;
  }

  /** Connections that go through the tunnels of other Pods end by themselves; tunnels without any are closed. */
  keepOnly(current: string | undefined): void {
    for (const [uid, tunnels] of this.all) {
      if (uid === current) continue;
      for (const tunnel of tunnels) if (tunnel.size === 0) this.drop(tunnels, tunnel);
      if (tunnels.size === 0 && !this.opening.has(uid)) this.all.delete(uid);
    }
  }

  close(): void {
    for (const tunnels of this.all.values()) for (const tunnel of tunnels) tunnel.close();
    this.all.clear();
  }

  private begin(pod: Pod, known: Set<Tunnel>): Promise<Tunnel> {
    const { uid } = pod.metadata;
    const opening = this.open(pod)
      .then((tunnel) => {
        known.add(tunnel);
        return tunnel;
      })
      .finally(() => this.opening.delete(uid));
    this.opening.set(uid, opening);
    return opening;
  }

  private drop(tunnels: Set<Tunnel>, tunnel: Tunnel): void {
    tunnels.delete(tunnel);
    tunnel.close();
  }
}

/** Why connections wait although a Pod serves. */
function heldText(known: ReadonlySet<Tunnel>): string {
  const all = Array.from(known, ({ size }) => size).reduce((sum, size) => sum + size, 0);
  return `connections wait: some of the ${all} that are open do not read what was sent to them`;
}
