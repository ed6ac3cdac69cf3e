import { SIGNALS } from '../../../../src/simulator/container/machine/processes/process.ts';
import type { Clock } from '../../../../src/simulator/time/clock.ts';
import {
  type Container,
  type ContainerEnd,
  type ContainerSpec,
  type Machines,
  RuntimeError,
  type Volume,
} from '../../../../src/simulator/container/machine/container.ts';
import { ConnectionRefused } from '../../../../src/simulator/container/machine/network/network.ts';

/** What the containers of an image do. */
export interface Script {
  /** Ends after so many ms, with this code; runs on where it is not given. */
  readonly ends?: { readonly after: number; readonly code: number };
  /** Why its program cannot be run. */
  readonly refused?: string;
  /** The code of a command that is run in it. */
  readonly exec?: (argv: readonly string[]) => number;
}

/** Machines without files or programs: an image's name says what its containers do. */
export class ScriptedMachines implements Machines {
  /** Every container that was started, in order. */
  readonly started: ContainerSpec[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly scripts: Readonly<Record<string, Script>>,
  ) {}

  pull(image: string): string {
    if (!(image in this.scripts)) throw new RuntimeError('ErrImagePull', `${image}: not found`);
    return `sha256:${image}`;
  }

  sandbox = () => ({
    id: 'pause',
    network: {
      ip: '10.0.0.1',
      listen: () => undefined,
      connect: () => {
        throw new ConnectionRefused();
      },
      sockets: () => [],
      release: () => undefined,
    },
    start: (spec: ContainerSpec) => this.start(spec),
    stop: () => undefined,
  });

  emptyDirectory = (): Volume => ({ device: 'tmpfs', type: 'tmpfs', fill: () => undefined });
  hostPath = this.emptyDirectory;
  disk = this.emptyDirectory;

  private start(spec: ContainerSpec): Container {
    const { clock } = this;
    this.started.push(spec);
    const { ends, refused, exec = () => 0 } = this.scripts[spec.image]!;
    if (refused !== undefined) throw new RuntimeError('StartError', refused);
    const listeners: ((end: ContainerEnd) => void)[] = [];
    let ended: ContainerEnd | undefined;
    const end = (exitCode: number): void => {
      if (ended) return;
      const reason = exitCode === 0 ? 'Completed' : exitCode === 137 ? 'OOMKilled' : 'Error';
      ended = { exitCode, reason, message: '', finishedAt: clock.now() };
      for (const listener of listeners) listener(ended);
    };
    if (ends) clock.after(ends.after, () => end(ends.code));
    const nothing = () => undefined;
    const session = (code: number) => ({
      onStdout: nothing,
      onStderr: nothing,
      write: nothing,
      endInput: nothing,
      resize: nothing,
      detach: nothing,
      end: Promise.resolve(code),
    });
    return {
      id: spec.id,
      name: spec.name,
      startedAt: clock.now(),
      log: { lines: [], follow: () => nothing },
      get ended() {
        return ended;
      },
      onEnd: (listener) => void listeners.push(listener),
      kill: (signal) => void clock.after(100, () => end(128 + SIGNALS[signal])),
      exec: ({ argv }) => session(exec(argv)),
      attach: () => session(0),
      usage: () => ({ cpuNanoCores: 0, memoryBytes: 0 }),
    };
  }
}
