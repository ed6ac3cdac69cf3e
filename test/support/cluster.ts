import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Runs kubectl; rejects with what it said. */
export function kubectl(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('kubectl', args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`kubectl ${args.join(' ')}: ${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}

/** A namespace of a test's own, with what the test put on the cluster; `remove` takes all of it away. */
export class TestNamespace {
  readonly run = randomBytes(4).toString('hex');
  readonly name: string;
  private readonly clusterScoped: string[] = [];

  private constructor(title: string) {
    this.name = `podscope-${title}-${this.run}`;
  }

  static async create(title: string): Promise<TestNamespace> {
    const namespace = new TestNamespace(title);
    await kubectl(['create', 'namespace', namespace.name]);
    // Pods are refused until the controller has made it.
    await namespace.kubectl('wait', '--for=create', 'serviceaccount/default', '--timeout=120s');
    return namespace;
  }

  kubectl(...args: readonly string[]): Promise<string> {
    return kubectl(['-n', this.name, ...args]);
  }

  /** Applies one of test/cluster/manifests, or what of it has a label; `{{run}}` in it becomes this test's own suffix. */
  async apply(manifest: string, selector?: string): Promise<void> {
    const text = readFileSync(new URL(`../cluster/manifests/${manifest}.yaml`, import.meta.url), 'utf8');
    const own = text.replaceAll('{{run}}', this.run);
    const some = selector === undefined ? [] : ['-l', selector];
    await kubectl(['-n', this.name, 'apply', '-f', '-', ...some], own);
    for (const [, name] of own.matchAll(/kind: PersistentVolume\nmetadata: {name: ([\w-]+)}/g)) {
      if (name !== undefined) this.clusterScoped.push(`persistentvolume/${name}`);
    }
  }

  /** Waits until Pods are ready. */
  async ready(...pods: readonly string[]): Promise<void> {
    await this.kubectl('wait', '--for=condition=Ready', ...pods.map((pod) => `pod/${pod}`), '--timeout=120s');
  }

  /** With the Pods of `sessions` that are asked for, ready. */
  static async withSessions(title: string, ...pods: readonly string[]): Promise<TestNamespace> {
    const namespace = await TestNamespace.create(title);
    await namespace.apply('sessions');
    await namespace.ready(...pods);
    return namespace;
  }

  async remove(): Promise<void> {
    await kubectl(['delete', 'namespace', this.name, '--wait=false']);
    for (const object of this.clusterScoped) await kubectl(['delete', object, '--wait=false']);
  }
}
