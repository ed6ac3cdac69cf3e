/** The process of a cluster with one Pod whose ten containers say 50,000 lines a second together (`rush.ts`). */
import { BUILT_IN } from '../src/simulator/api/resources.ts';
import { startSimulator } from '../src/simulator/apiserver/server.ts';
import type { Container, ContainerLog, LogLine } from '../src/simulator/container/machine/container.ts';
import { NO_CONTAINERS } from '../src/simulator/world/container-host.ts';

const [CONTAINERS, LINES_A_SECOND] = [10, 50_000];
/** In ms. */
const EVERY = 10;
const LEVELS = ['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN', 'INFO', 'INFO', 'INFO', 'INFO', 'ERROR'];

const kind = BUILT_IN.find(({ plural }) => plural === 'pods');
if (!kind) throw new Error('the simulator has no Pods');

const containers = Array.from({ length: CONTAINERS }, (_, index) => ({ name: `c${index}`, image: 'talk' }));
const followers = new Map<string, Set<(line: LogLine) => void>>();

function logOf(name: string): ContainerLog {
  const own = new Set<(line: LogLine) => void>();
  followers.set(name, own);
  return {
    lines: [],
    follow: (line: (said: LogLine) => void) => {
      own.add(line);
      return () => own.delete(line);
    },
  } as unknown as ContainerLog;
}

const logs = new Map(containers.map(({ name }) => [name, logOf(name)]));
const simulator = await startSimulator({
  containers: {
    ...NO_CONTAINERS,
    container: (_, name) => ({ name, log: logs.get(name) }) as unknown as Container,
  },
});
const body = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'rush' },
  spec: { nodeName: 'node', containers },
};
simulator.registry.create(kind, 'default', body);
const states = containers.map(({ name }) => ({
  ...{ name, image: 'talk', ready: true, started: true, restartCount: 0 },
  state: { running: { startedAt: new Date().toISOString() } },
}));
simulator.registry.patch(
  { kind, namespace: 'default', name: 'rush', subresource: 'status' },
  'application/merge-patch+json',
  JSON.stringify({
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: states },
  }),
);

const began = Date.now();
let said = 0;
setInterval(() => {
  const now = Date.now();
  const due = Math.floor(((now - began) * LINES_A_SECOND) / 1000 / CONTAINERS);
  // Who was held up by a busy machine does not make up for it at once.
  for (said = Math.max(said, due - LINES_A_SECOND / 100); said < due; said++)
    for (const own of followers.values())
      for (const line of own)
        line({
          time: now,
          stream: 'stdout',
          text: `${LEVELS[said % 10] ?? ''} number ${said} took 12ms, user=anna`,
        });
}, EVERY);
process.send?.(simulator.kubeconfig());
process.on('disconnect', () => process.exit());
