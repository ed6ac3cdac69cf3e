import { timestamp } from '../../../time/clock.ts';
import { EventRecorder } from '../../../world/event-recorder.ts';
import { count, items, specOf, text } from '../../../api/fields.ts';
import type { Machines, Sandbox, Volume } from '../../../container/machine/container.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { World } from '../../../world/world.ts';
import { ContainerWorker, type Role } from '../container/container-worker.ts';
import type { PodContext } from './pod-context.ts';
import { areOver, phaseOf } from './pod-phase.ts';
import { type Place, sandboxOf } from './pod-sandbox.ts';
import { podStatus, type PodSight } from './pod-status.ts';
import { MountError, mountsOf, volumesOf } from './pod-volumes.ts';

const MOUNT_RETRY_MS = 2000;
const SANDBOX_MS = 300;
const SYNC_RETRY_MS = 1000;

/** One Pod on its node: looks at all of it whenever something changed, and does the next thing (pkg/kubelet, SyncPod). */
export class PodWorker implements PodContext {
  readonly events: EventRecorder;
  readonly node: string;
  readonly init: readonly ContainerWorker[];
  readonly apps: readonly ContainerWorker[];
  ephemeral: readonly ContainerWorker[] = [];
  private box: Sandbox | undefined;
  private volumes: ReadonlyMap<string, Volume> | undefined;
  private readonly startTime: string;
  private planned = false;
  private dying = false;
  private done = false;

  constructor(
    readonly world: World,
    readonly machines: Machines,
    private object: StoredObject,
    private readonly place: Place,
    readonly quiet = false,
  ) {
    this.events = new EventRecorder(world);
    this.node = place.node;
    this.startTime = timestamp(world.clock.now());
    const spec = specOf(object);
    const role = (one: Json): Role => (one['restartPolicy'] === 'Always' ? 'sidecar' : 'init');
    this.init = items(spec['initContainers']).map((one) => new ContainerWorker(one, role(one), this));
    this.apps = items(spec['containers']).map((one) => new ContainerWorker(one, 'app', this));
  }

  pod = (): StoredObject => this.object;
  sandbox = (): Sandbox | undefined => this.box;
  mounts = (container: Json) => mountsOf(container, this.volumes ?? new Map());
  containerId = (name: string): string | undefined => this.find(name)?.current?.id;

  /** The worker of a container of any role. */
  find(name: string): ContainerWorker | undefined {
    return [...this.init, ...this.apps, ...this.ephemeral].find((one) => one.name === name);
  }

  /** Begins, a moment after the Pod was seen: making the sandbox takes its time. */
  begin(): void {
    this.prepare();
    const { clock, random } = this.world;
    if (this.quiet) {
      this.openSandbox();
      return this.advance();
    }
    this.changed();
    clock.after(SANDBOX_MS + Math.floor(random() * SANDBOX_MS), () => this.openSandbox());
  }

  /** The Pod was changed. */
  update(object: StoredObject): void {
    this.object = object;
    const added = items(specOf(object)['ephemeralContainers']).slice(this.ephemeral.length);
    this.ephemeral = [...this.ephemeral, ...added.map((one) => new ContainerWorker(one, 'ephemeral', this))];
    if (object.metadata.deletionTimestamp !== undefined) this.die();
    if (added.length > 0) this.changed();
  }

  changed = (): void => {
    if (this.planned || this.done) return;
    this.planned = true;
    this.world.clock.after(0, () => {
      this.planned = false;
      if (this.done || this.place.lost()) return;
      try {
        this.advance();
        this.tell();
      } catch (error) {
        // As the kubelet does after a sync that failed: whoever runs what is due tells of it.
        this.later(SYNC_RETRY_MS);
        throw error;
      }
    });
  };

  later = (ms: number): void => {
    this.world.clock.after(ms, () => this.changed());
  };

  /** Ends everything at once: the Pod is gone. */
  stop(): void {
    this.done = true;
    this.box?.stop();
  }

  private openSandbox(): void {
    if (this.done || this.box || !this.volumes) return;
    this.box = this.machines.sandbox(sandboxOf(this.object, this.place));
    this.changed();
  }

  /** Makes the volumes; tries again until what they are made of is there. */
  private prepare(): void {
    if (this.volumes || this.done) return;
    try {
      this.volumes = volumesOf(this.world, this.machines, this.object);
    } catch (error) {
      if (!(error instanceof MountError)) throw error;
      const { message } = error;
      const told = {
        type: 'Warning',
        reason: 'FailedMount',
        message,
        component: 'kubelet',
        host: this.node,
      } as const;
      if (!this.quiet) this.events.record({ about: this.object, ...told });
      this.world.clock.after(MOUNT_RETRY_MS, () => {
        this.prepare();
        this.openSandbox();
      });
    }
  }

  /** The next thing: init containers one after the other, then all others. */
  private advance(): void {
    if (!this.box || this.dying || this.phase() === 'Succeeded' || this.phase() === 'Failed') return;
    for (const one of this.ephemeral) if (!one.ended) one.ensure();
    const { policy } = this;
    if (!this.init.every((one) => this.initStep(one))) return;
    for (const one of this.apps) {
      const again = policy === 'Always' || (policy === 'OnFailure' && !one.succeeded);
      if (!one.ended || again) one.ensure();
    }
    if (this.appsAreOver()) for (const one of this.init) if (one.role === 'sidecar') one.kill(this.graceMs());
  }

  /** Brings an init container on; tells whether what comes after it may begin. */
  private initStep(one: ContainerWorker): boolean {
    if (one.role === 'sidecar') {
      if (!this.appsAreOver()) one.ensure();
      return one.started;
    }
    if (!one.succeeded && (!one.ended || this.policy !== 'Never')) one.ensure();
    return one.succeeded;
  }

  private get policy(): string {
    return text(specOf(this.object)['restartPolicy'], 'Always');
  }

  private appsAreOver(): boolean {
    return areOver(this.apps, this.policy);
  }

  private phase(): string {
    return phaseOf(this.init, this.apps, this.policy);
  }

  private get initialized(): boolean {
    if (this.apps.some(({ containerId }) => containerId)) return true;
    return this.init.every((one) => (one.role === 'sidecar' ? one.started : one.succeeded));
  }

  private tell(): void {
    if (this.quiet) return;
    if (this.init.length > 0 && !this.initialized) {
      for (const one of this.apps)
        if (!one.containerId) one.state = { waiting: { reason: 'PodInitializing' } };
    }
    const { writes, clock } = this.world;
    writes.updateStatus(this.object, (now) => podStatus(now, this.sight(), clock.now()));
  }

  private sight(): PodSight {
    const { init, apps, ephemeral, startTime, initialized } = this;
    const { hostIp } = this.place;
    const ip = this.box ? this.place.ip : '';
    const sandboxReady = this.box !== undefined && this.phase() !== 'Succeeded' && this.phase() !== 'Failed';
    return { phase: this.phase(), initialized, sandboxReady, ip, hostIp, startTime, init, apps, ephemeral };
  }

  private graceMs(): number {
    const { deletionGracePeriodSeconds } = this.object.metadata;
    const own = count(specOf(this.object)['terminationGracePeriodSeconds'], 30);
    return (deletionGracePeriodSeconds ?? own) * 1000;
  }

  /** SIGTERM to all, SIGKILL after the grace, and when none runs any more the Pod goes. */
  private die(): void {
    if (this.dying) return;
    this.dying = true;
    const running = [...this.init, ...this.apps, ...this.ephemeral].filter((one) => one.running);
    for (const one of running) {
      if (!this.place.lost()) one.tell('Normal', 'Killing', `Stopping container ${one.name}`);
      one.kill(this.graceMs());
    }
    this.goWhenOver();
  }

  private goWhenOver(): void {
    const all = [...this.init, ...this.apps, ...this.ephemeral];
    if (all.some((one) => one.running) || this.place.lost()) {
      this.world.clock.after(GONE_CHECK_MS, () => this.goWhenOver());
      return;
    }
    if (this.done) return;
    this.tell();
    this.stop();
    this.world.writes.delete(this.object, { gracePeriodSeconds: 0 });
  }
}

const GONE_CHECK_MS = 250;
