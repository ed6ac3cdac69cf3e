import { timestamp } from '../../../time/clock.ts';
import { count, fields, specOf, text } from '../../../api/fields.ts';
import { type Container, type ContainerEnd, RuntimeError } from '../../../container/machine/container.ts';
import { type SignalName, SIGNALS } from '../../../container/machine/processes/process.ts';
import type { Json } from '../../../api/patches/patch.ts';
import { Backoff } from './backoff.ts';
import { containerStatus } from './container-status.ts';
import { ConfigError } from './environment.ts';
import { ImagePuller } from './image-puller.ts';
import { type PodContext, podTitle } from '../pod/pod-context.ts';
import { probe } from '../probes/prober.ts';
import { runtimeSpec } from './runtime-spec.ts';

/** Where a container stands in its Pod's start order. */
export type Role = 'init' | 'sidecar' | 'app' | 'ephemeral';

const FIELD_PATHS: Readonly<Record<Role, string>> = {
  init: 'initContainers',
  sidecar: 'initContainers',
  app: 'containers',
  ephemeral: 'ephemeralContainers',
};

const SIGNAL_NAMES = Object.keys(SIGNALS) as readonly SignalName[];

/** One container's life: images, starts, ends, back-off, probes (pkg/kubelet/kuberuntime). */
export class ContainerWorker {
  state: Json = { waiting: { reason: 'ContainerCreating' } };
  lastState: Json = {};
  restarts = 0;
  started = false;
  ready = false;
  current: Container | undefined;
  /** Of the last one that was made, whether it could be started or not. */
  containerId: string | undefined;
  previous: Container | undefined;
  imageId = '';
  /** What the last end was; undefined while it runs or before. */
  ended: ContainerEnd | undefined;
  /** Epoch ms: what it is made of was missing, and is looked for again then. */
  private notBefore = 0;
  private readonly backoff = new Backoff();
  private readonly puller: ImagePuller;
  private stopProbes: () => void = () => undefined;

  constructor(
    readonly spec: Json,
    readonly role: Role,
    private readonly context: PodContext,
  ) {
    this.puller = new ImagePuller(context, this.spec, (type, reason, message) =>
      this.tell(type, reason, message),
    );
  }

  get name(): string {
    return text(this.spec['name']);
  }

  get running(): boolean {
    return this.current !== undefined && this.ended === undefined;
  }

  /** An end that is final for an init container. */
  get succeeded(): boolean {
    return this.ended?.exitCode === 0;
  }

  /** Starts it, if it does not run and its time has come. */
  ensure(): void {
    const { world } = this.context;
    if (this.running || world.clock.now() < this.notBefore) return;
    const wait = this.backoff.left(world.clock.now());
    if (this.ended && wait > 0) return this.waitForBackoff(wait);
    if (!this.puller.ready()) {
      this.state = { waiting: this.puller.waiting };
      return;
    }
    this.start();
  }

  kill(graceMs: number): void {
    const container = this.current;
    if (!container || !this.running) return;
    this.stopProbes();
    container.kill(this.stopSignal);
    this.context.world.clock.after(graceMs, () => container.kill('SIGKILL'));
  }

  private get stopSignal(): SignalName {
    const asked = text(fields(this.spec['lifecycle'])['stopSignal']);
    return SIGNAL_NAMES.find((name) => name === asked) ?? 'SIGTERM';
  }

  tell(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const { events, node, quiet } = this.context;
    if (quiet) return;
    const fieldPath = `spec.${FIELD_PATHS[this.role]}{${this.name}}`;
    events.record({
      about: this.context.pod(),
      type,
      reason,
      message,
      component: 'kubelet',
      host: node,
      fieldPath,
    });
  }

  private waitForBackoff(wait: number): void {
    const { waiting } = this.state;
    this.context.later(wait);
    if (fields(waiting)['reason'] === 'CrashLoopBackOff') return;
    if (this.state['terminated'] !== undefined) this.lastState = this.state;
    const title = podTitle(this.context.pod());
    const pause = this.backoff.text;
    const message = `back-off ${pause} restarting failed container=${this.name} pod=${title}`;
    this.state = { waiting: { reason: 'CrashLoopBackOff', message } };
    this.tell('Warning', 'BackOff', `Back-off restarting failed container ${this.name} in pod ${title}`);
    this.context.changed();
  }

  private start(): void {
    const { context } = this;
    const sandbox = context.sandbox();
    if (!sandbox) return;
    this.imageId = this.puller.imageId;
    try {
      const made = runtimeSpec(context, this.spec);
      this.containerId = made.id;
      const container = sandbox.start(made);
      this.tell('Normal', 'Created', `Created container: ${this.name}`);
      this.tell('Normal', 'Started', `Started container ${this.name}`);
      this.begun(container);
    } catch (error) {
      if (error instanceof ConfigError) this.refused('CreateContainerConfigError', error.message);
      else if (error instanceof RuntimeError) this.failedToStart(error);
      else throw error;
    }
    context.changed();
  }

  private begun(container: Container): void {
    if (this.ended) this.restarts += 1;
    if (this.state['terminated'] !== undefined) this.lastState = this.state;
    this.previous = this.current ?? this.previous;
    this.current = container;
    this.ended = undefined;
    this.puller.again();
    this.state = { running: { startedAt: timestamp(container.startedAt) } };
    container.onEnd((end) => this.over(container, end));
    if (this.role === 'init' || this.role === 'ephemeral') return;
    this.stopProbes = probe(this.context, this.spec, container, {
      started: () => this.set('started', true),
      ready: (ready) => this.set('ready', ready),
      dead: () => this.restart(),
      unhealthy: (kind, message) => {
        const title = `${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}`;
        this.tell('Warning', 'Unhealthy', `${title} probe failed: ${message}`);
      },
    });
  }

  private set(field: 'started' | 'ready', value: boolean): void {
    if (this[field] === value) return;
    this[field] = value;
    this.context.changed();
  }

  private restart(): void {
    const probeName = this.started ? 'liveness' : 'startup';
    this.tell('Normal', 'Killing', `Container ${this.name} failed ${probeName} probe, will be restarted`);
    this.kill(count(specOf(this.context.pod())['terminationGracePeriodSeconds'], 30) * 1000);
  }

  private over(container: Container, end: ContainerEnd): void {
    this.stopProbes();
    this.ended = end;
    this.started = false;
    this.ready = this.role === 'init' && end.exitCode === 0;
    const { exitCode, signal, reason, message, finishedAt } = end;
    const ranMs = finishedAt - container.startedAt;
    this.backoff.failed(finishedAt, ranMs);
    this.state = {
      terminated: {
        exitCode,
        ...(signal !== undefined && { signal }),
        reason,
        ...(message !== '' && { message }),
        startedAt: timestamp(container.startedAt),
        finishedAt: timestamp(finishedAt),
        containerID: `containerd://${container.id}`,
      },
    };
    this.context.changed();
  }

  private refused(reason: string, message: string): void {
    if (fields(this.state['waiting'])['message'] !== message)
      this.tell('Warning', 'Failed', `Error: ${message}`);
    this.state = { waiting: { reason, message } };
    this.notBefore = this.context.world.clock.now() + CONFIG_RETRY_MS;
    this.context.later(CONFIG_RETRY_MS);
  }

  /** It was made, but its program could not be run: told as waiting where it will be tried again. */
  private failedToStart(error: RuntimeError): void {
    const now = this.context.world.clock.now();
    const { exitCode, message } = error;
    this.tell('Normal', 'Created', `Created container: ${this.name}`);
    this.tell('Warning', 'Failed', `Error: ${message}`);
    if (this.ended) this.restarts += 1;
    this.ended = { exitCode, reason: 'Error', message, finishedAt: now };
    this.backoff.failed(now, 0);
    const terminated = {
      exitCode,
      reason: 'StartError',
      message,
      startedAt: '1970-01-01T00:00:00Z',
      finishedAt: timestamp(now),
      containerID: `containerd://${this.containerId ?? ''}`,
    };
    const again = this.role !== 'ephemeral' && specOf(this.context.pod())['restartPolicy'] !== 'Never';
    this.state = again ? { waiting: { reason: 'RunContainerError', message } } : { terminated };
    if (again) this.lastState = { terminated };
    this.puller.again();
    this.notBefore = now + START_RETRY_MS;
    this.context.later(START_RETRY_MS);
  }

  /** As it stands in the Pod's status. */
  status(): Json {
    return containerStatus(this, this.puller.imageName);
  }
}

const CONFIG_RETRY_MS = 15_000;
/** The kubelet's next look at a Pod after one that failed. */
const START_RETRY_MS = 1000;
