import { type Fields, fieldsOf, listOf, textOf, textsOf } from '../../whole/fields.ts';
import { expanded, textOfWord } from './expansion.ts';
import { type Argument, arg, type Command, type Saying, type Tool } from '../shell/saying.ts';
import { shCommand, shellWord, type Word } from '../shell/shell.ts';

type SpecValueOf = (name: string) => Word | undefined;

/** The defaults of the API (pkg/apis/core/v1/defaults.go). */
const DEFAULTS = { periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 } as const;

const numberOf = (probe: Fields, field: keyof typeof DEFAULTS): number =>
  typeof probe[field] === 'number' && probe[field] > 0 ? Math.min(probe[field], 86_400) : DEFAULTS[field];

/** What a probe runs in the container; undefined where it asks from outside. */
function execOf(probe: Fields, valueOf: SpecValueOf): readonly string[] | undefined {
  const { command } = fieldsOf(probe.exec);
  if (command === undefined) return undefined;
  return textsOf(command).map((text) => textOfWord(expanded(text, valueOf)) ?? text);
}

/** The first probe that runs a command is what docker can do too; it restarts nothing, and the others are told. */
export function healthCheck(container: Fields, valueOf: SpecValueOf): Saying {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  const notes: string[] = [];
  let args: Saying['args'] = [];
  for (const [kind, value] of Object.entries({ livenessProbe, readinessProbe, startupProbe })) {
    const probe = fieldsOf(value);
    if (Object.keys(probe).length === 0) continue;
    const command = execOf(probe, valueOf);
    const effect = EFFECTS.get(kind) ?? '';
    if (command && args.length === 0 && kind !== 'startupProbe') {
      args = healthArgs(kind, probe, command);
      notes.push(`${kind}: unhealthy is shown by ps, ${effect}`);
    } else {
      const period = `every ${numberOf(probe, 'periodSeconds')}s, ${numberOf(probe, 'failureThreshold')} failures`;
      notes.push(`${kind} (${asksText(probe, command)}, ${period}): the kubelet asks; ${effect}`);
    }
  }
  return { args, notes };
}

function healthArgs(kind: string, probe: Fields, command: readonly string[]): Argument[] {
  const delay = textOf(probe.initialDelaySeconds) || '0';
  return [
    arg(`--health-cmd=${shCommand(command)}`, `${kind}: the node runs it, here the container's /bin/sh`),
    arg(`--health-interval=${numberOf(probe, 'periodSeconds')}s`, `${kind}.periodSeconds`),
    arg(`--health-timeout=${numberOf(probe, 'timeoutSeconds')}s`, `${kind}.timeoutSeconds`),
    arg(`--health-retries=${numberOf(probe, 'failureThreshold')}`, `${kind}.failureThreshold`),
    arg(`--health-start-period=${delay}s`, `${kind}.initialDelaySeconds`),
  ];
}

const EFFECTS = new Map([
  ['livenessProbe', 'Kubernetes would restart the container'],
  ['readinessProbe', 'Kubernetes would take it out of its Services'],
  ['startupProbe', 'before that no other probe runs'],
]);

function asksText({ httpGet, tcpSocket, grpc }: Fields, command: readonly string[] | undefined): string {
  if (command) return `exec ${shCommand(command)}`;
  if (httpGet) return `GET :${textOf(fieldsOf(httpGet).port)}${textOf(fieldsOf(httpGet).path) || '/'}`;
  if (tcpSocket) return `TCP :${textOf(fieldsOf(tcpSocket).port)}`;
  return grpc ? `gRPC :${textOf(fieldsOf(grpc).port)}` : 'unknown';
}

/** What has to be so before the next container starts: of a sidecar that its startup probe succeeds. */
export function startupWait(tool: Tool, name: string, container: Fields, valueOf: SpecValueOf): Command[] {
  const probe = fieldsOf(container.startupProbe);
  if (Object.keys(probe).length === 0) return [];
  const times = `${numberOf(probe, 'failureThreshold')} ${numberOf(probe, 'periodSeconds')}`;
  const why = 'startupProbe: the next container starts when it succeeds';
  const command = execOf(probe, valueOf);
  if (command) {
    const words = command.map((text) => shellWord([text])).join(' ');
    return [{ text: `wait_for ${times} ${tool} exec ${name} ${words}`, why }];
  }
  const { httpGet, tcpSocket } = probe;
  const { host, path, scheme } = fieldsOf(httpGet);
  const port = portNumber(container, fieldsOf(httpGet ?? tcpSocket).port);
  const at = textOf(host) || textOf(fieldsOf(tcpSocket).host);
  const address = at === '' ? '"$ip"' : shellWord([at]);
  if (port !== '' && httpGet && textOf(scheme).toUpperCase() !== 'HTTPS')
    return [
      { text: `wait_for ${times} answers ${address} ${port} ${shellWord([textOf(path) || '/'])}`, why },
    ];
  if (port !== '' && (httpGet || tcpSocket))
    return [{ text: `wait_for ${times} listens ${address} ${port}`, why }];
  return [
    {
      text: `sleep ${numberOf(probe, 'periodSeconds')}`,
      why: `${why} (${asksText(probe, undefined)}: not asked here)`,
    },
  ];
}

/** A port by its number, or by the name that the container gives it. */
function portNumber(container: Fields, port: unknown): string {
  const named =
    typeof port === 'string' ? listOf(container.ports).find(({ name }) => name === port) : undefined;
  const number = Number(named?.containerPort ?? port);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? `${number}` : '';
}
