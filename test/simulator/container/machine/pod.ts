import { seededRandom } from '../../../../src/simulator/api/identity.ts';
import type {
  Container,
  ContainerSpec,
  ExecOptions,
  Sandbox,
} from '../../../../src/simulator/container/machine/container.ts';
import { createMachines } from '../../../../src/simulator/container/machine/machines.ts';
import { PROGRAMS } from '../../../../src/simulator/container/programs/index.ts';
import { TestClock } from '../../../support/test-clock.ts';

/** A Pod on simulated machines, without a cluster. */
export class TestPod {
  readonly clock = new TestClock();
  readonly machines = createMachines({ clock: this.clock, random: seededRandom(1), programs: PROGRAMS });
  readonly sandbox: Sandbox;
  private started = 0;

  constructor(options: { readonly shareProcessNamespace?: boolean } = {}) {
    this.sandbox = this.machines.sandbox({
      podUid: 'uid',
      podName: 'pod',
      namespace: 'default',
      hostname: 'pod',
      node: 'node',
      ip: '10.0.0.2',
      hostIp: '10.1.0.1',
      hostNetwork: false,
      hostPid: false,
      shareProcessNamespace: false,
      ...options,
    });
  }

  start(image: string, script: string | undefined, rest: Partial<ContainerSpec> = {}): Container {
    this.started += 1;
    return this.sandbox.start({
      id: String(this.started).repeat(64),
      name: `c${this.started}`,
      image,
      ...(script !== undefined && { command: ['sh', '-c', script] }),
      env: [],
      mounts: [],
      tty: false,
      stdin: false,
      ...rest,
    });
  }

  /** What a command prints in a container, and its code where it is not 0. */
  async run(container: Container, script: string | readonly string[]): Promise<string> {
    const argv = typeof script === 'string' ? ['sh', '-c', script] : script;
    let said = '';
    const session = container.exec({ argv, stdin: false, tty: false });
    session.onStdout((bytes) => void (said += Buffer.from(bytes).toString()));
    session.onStderr((bytes) => void (said += Buffer.from(bytes).toString()));
    let code: number | undefined;
    void session.end.then((ended) => void (code = ended));
    await this.clock.until(() => code !== undefined, 60_000);
    return code === 0 ? said : `${said}[${code}]`;
  }

  /** A terminal in a container: what is typed and what is seen. */
  terminal(container: Container, argv: readonly string[] = ['sh'], options: Partial<ExecOptions> = {}) {
    const session = container.exec({ argv, stdin: true, tty: true, ...options });
    const seen = { text: '', code: undefined as number | undefined };
    session.onStdout((bytes) => void (seen.text += Buffer.from(bytes).toString()));
    void session.end.then((code) => void (seen.code = code));
    return {
      seen,
      session,
      type: async (text: string, ms = 100): Promise<string> => {
        session.write(Buffer.from(text));
        await this.clock.pass(ms);
        return seen.text;
      },
    };
  }
}
