/** Draws the dashboard as nobody wants it: hostile objects, errors and names. For the test in a pseudo-terminal. */
import { ending } from '../../src/effects/sessions/shell-ending.ts';
import { openScreen } from '../../src/terminal/index.ts';
import { samples } from '../support/hostile/fuzz.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';
import { hostileObjects } from '../support/hostile/hostile-objects.ts';
import { HOSTILE } from '../support/hostile/hostile.ts';

const { stdin, stdout, env } = process;
const screen = openScreen({ stdin, stdout, env });
const size = { columns: stdout.columns, rows: stdout.rows };
const draw = (dashboard: TestDashboard): void => screen.draw(dashboard.frame());

function drawObjects(): number {
  const dashboard = screenOf(size, { namespace: undefined });
  let drawn = 0;
  for (const { kind, object } of hostileObjects(1)) {
    dashboard.deliver(kind, { type: 'upsert', object } as never);
    const { uid } = object.metadata;
    const pod = kind === 'pods' && { pod: uid };
    dashboard.dispatch({ type: 'select', selection: { row: uid, ...pod } });
    draw(dashboard);
    dashboard.deliver(kind, { type: 'delete', object } as never);
    const before = samples(kind).map((original) => ({ type: 'upsert', object: original }));
    dashboard.deliver(kind, ...(before as never[]));
    drawn++;
  }
  return drawn;
}

/** What a cluster or a kubeconfig says besides objects. */
function drawErrors(text: string): void {
  const failure = { reason: text, message: text };
  const contexts = [{ name: text, cluster: text, user: text, namespace: text }];
  const dashboard = screenOf(size, { context: text, contexts, namespace: text });
  draw(dashboard);
  for (const code of [undefined, 403, 500]) {
    for (const type of ['stale', 'failed'] as const) {
      const told = { type, failure: { ...failure, ...(code !== undefined && { code }) } };
      for (const kind of ['pods', 'deployments', 'persistentvolumeclaims'] as const)
        dashboard.deliver(kind, told as never);
      draw(dashboard);
    }
  }
  for (const keys of [['x'], ['n'], ['s'], ['c'], [':', 'n', 's', ' ', 'tab'], ['/']]) {
    dashboard.press(...keys);
    dashboard.input({ type: 'paste', text });
    draw(dashboard);
    dashboard.press('escape', 'escape');
  }
  dashboard.press('y');
  const annotations = { [text]: text, 'several lines': `x\n${text}: ${text}` };
  dashboard.bring({ data: { metadata: { name: text, uid: text, annotations } } });
  draw(dashboard);
  dashboard.bring({ failure });
  dashboard.dispatch({ type: 'version', version: text });
  dashboard.dispatch({ type: 'message', message: { tone: 'failing', text, until: Infinity } });
  draw(dashboard);
}

/** A session that is lent the terminal, and all the ways to end that have words of others in them. */
async function tellSessions(): Promise<void> {
  await screen.lend(async (terminal) => {
    for (const text of HOSTILE) {
      const names = {
        namespace: text,
        pod: text,
        container: text,
        place: { context: text, kubeconfig: text },
      };
      const target = { ...names, command: [], mayDebug: true };
      const failure = { reason: text, message: text };
      const missing = { ...failure, message: `${text} executable file not found` };
      await terminal.announce(`${text}/${text} ${text}`);
      await terminal.announce(ending(target, { type: 'lost', failure }));
      await terminal.announce(ending(target, { type: 'failed', failure }));
      await terminal.announce(ending(target, { type: 'failed', failure: missing }));
    }
    await terminal.conclude(HOSTILE.join(' '));
  });
}

const drawn = drawObjects();
for (const text of HOSTILE) drawErrors(text);
for (const text of HOSTILE) screen.copy(text);
await tellSessions();
await screen.close();
stdout.write(`drawn ${drawn}\r\n`);
process.exit(0);
