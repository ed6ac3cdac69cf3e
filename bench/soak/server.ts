/** The process of a soak's cluster: a simulated API server, churn, and trouble on the line until it is to be quiet. */
import { MACHINE_CLOCK } from '../../src/simulator/time/clock.ts';
import { Faults } from '../../src/simulator/apiserver/faults/faults.ts';
import { randomFaults } from '../../src/simulator/apiserver/faults/random-faults.ts';
import { seededRandom } from '../../src/simulator/api/identity.ts';
import { BUILT_IN } from '../../src/simulator/api/resources.ts';
import { startSimulator } from '../../src/simulator/apiserver/server.ts';
import type { ServerOptions, ToSoak } from './protocol.ts';

const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed'];
const PODS = BUILT_IN.find(({ plural }) => plural === 'pods');
if (!PODS) throw new Error('the simulator has no Pods');
const kind = PODS;
const NAMESPACE = 'default';

const { seed, pods, changesPerSecond, faultEveryMs } = JSON.parse(process.argv[2] ?? '') as ServerOptions;
const random = seededRandom(seed);
const faults = new Faults();
const simulator = await startSimulator({ seed, faults, bookmarkEveryMs: 10_000 });
const { registry, storage } = simulator;
const alive: string[] = [];
let made = 0;

function create(): void {
  const name = `pod-${String(made++).padStart(6, '0')}`;
  registry.create(kind, NAMESPACE, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: `app-${made % 7}` } },
    spec: { containers: [{ name: 'main', image: 'nginx' }] },
  });
  alive.push(name);
}

const any = (): number => Math.floor(random() * alive.length);

function change(): void {
  const chance = random();
  if (alive.length < pods) return create();
  if (alive.length > pods * 1.2 || chance < 0.1) {
    const [name = ''] = alive.splice(any(), 1);
    registry.delete({ kind, namespace: NAMESPACE, name });
  } else if (chance < 0.2) create();
  else {
    const name = alive[any()] ?? '';
    const body = JSON.stringify({ status: { phase: otherPhase(name) } });
    registry.patch(
      { kind, namespace: NAMESPACE, name, subresource: 'status' },
      'application/merge-patch+json',
      body,
    );
  }
}

const phases = new Map<string, number>();

/** Another one than it has: a change that changes nothing is none. */
function otherPhase(name: string): string {
  const next = ((phases.get(name) ?? 0) + 1 + Math.floor(random() * (PHASES.length - 1))) % PHASES.length;
  phases.set(name, next);
  return PHASES[next] ?? '';
}

/** On a busy machine timers come late: what is due by then is made up for. */
function keepUp(begin: number): () => void {
  let done = 0;
  return () => {
    const due = ((performance.now() - begin) / 1000) * changesPerSecond;
    for (; done < due; done++) change();
  };
}

const tell = (message: ToSoak): void => void process.send?.(message);

while (alive.length < pods) create();
let churn: NodeJS.Timeout | undefined;
let mend = (): void => undefined;

process.on('message', (wanted) => {
  if (wanted === 'begin') {
    churn = setInterval(keepUp(performance.now()), 1000 / changesPerSecond);
    if (faultEveryMs !== undefined)
      mend = randomFaults(faults, { random, clock: MACHINE_CLOCK, everyMs: faultEveryMs });
  } else if (wanted === 'be quiet') {
    clearInterval(churn);
    mend();
    faults.welcome = 'pass';
    const rows = alive.map((name) => {
      const { status } = storage.get(kind, NAMESPACE, name) as unknown as { status?: { phase?: string } };
      return `${name} ${status?.phase ?? 'Pending'}`;
    });
    tell({ type: 'quiet', rows: rows.sort(), changes: storage.resourceVersion });
  }
});
process.on('disconnect', () => process.exit());
tell({ type: 'up', kubeconfig: simulator.kubeconfig() });
