import { describe, expect, it } from 'vitest';
import { isOfEnd } from '../../../../src/model/health/container/last-words.ts';
import { tellingLine } from '../../../../src/model/health/container/telling-line.ts';
import { takenClause } from '../../../../src/model/health/container/taken-address.ts';
import type { PodFacts } from '../../../../src/model/health/pod-facts.ts';
import { podVerdict } from '../../../../src/model/health/pod-verdict.ts';
import type { Pod, PodSpec } from '../../../../src/model/kinds/objects.ts';
import { takenAt } from '../../../fixtures/index.ts';

const BIND = '2026/11/27 10:00:01 [emerg] 1#1: bind() to [::]:80 failed (98: Address already in use)';
const NGINX = [
  BIND,
  '2026/11/27 10:00:01 [notice] 1#1: try again to bind() after 500ms',
  '2026/11/27 10:00:02 [emerg] 1#1: still could not bind()',
  'nginx: [emerg] still could not bind()',
].join('\n');

/** A Pod whose `late` crashes, beside `web` that runs. */
function pod(ports: Record<string, number>, spec: PodSpec = {}, message = NGINX): Pod {
  const named = (name: string) => ({
    name,
    ...(ports[name] !== undefined && { ports: [{ containerPort: ports[name] }] }),
  });
  return {
    metadata: { name: 'p', uid: 'p' },
    spec: { nodeName: 'n', containers: [named('web'), named('late')], ...spec },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [
        { name: 'web', ready: true, restartCount: 0, state: { running: {} } },
        {
          name: 'late',
          ready: false,
          restartCount: 8,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error', message } },
        },
      ],
    },
  };
}

const clausesOf = (object: Pod, facts?: PodFacts) => podVerdict(object, takenAt, facts).clauses ?? [];

describe('what a container said last', () => {
  it.each([
    ['that an address is in use, before that one gives up', NGINX, BIND],
    [
      'the one with the port, before what tells less of the same',
      "Error: listen EADDRINUSE: address already in use :::80\n  code: 'EADDRINUSE',\n  port: 80\n}",
      'Error: listen EADDRINUSE: address already in use :::80',
    ],
    ['the last that is not empty, where none says so', 'starting\nabout to fail  \n\n', 'about to fail'],
    ['nothing of nothing', '\n \n', ''],
  ])('is %s', (_, text, line) => {
    expect(tellingLine(text)).toBe(line);
  });

  it('is not what was in use long before its end', () => {
    expect(tellingLine(`${BIND}\n${'went on\n'.repeat(20)}lost its database`)).toBe('lost its database');
  });
});

describe('who has the port that a container could not have', () => {
  it('is told first: the other one that declares it, with the line that says so', () => {
    const clauses = clausesOf(pod({ web: 80 }));
    expect(clauses[0]).toBe('port 80 is taken by web: one localhost');
    expect(clauses[1]).toMatch(/^late: exit 1, 9 times/);
    expect(clauses).toContain(`last said: ${BIND}`);
    expect(clauses.filter(isOfEnd)).toHaveLength(2);
  });

  it('is told of what was read from its log too', () => {
    const silent = pod({ web: 80 }, {}, '');
    expect(clausesOf(silent).join('; ')).not.toContain('taken');
    expect(clausesOf(silent, { lastWords: { container: 'late', line: BIND } })[0]).toBe(
      'port 80 is taken by web: one localhost',
    );
  });

  it('is whom a walk saw listening there, though it declares nothing', () => {
    const seen = {
      protocol: 'TCP' as const,
      addresses: ['*'],
      local: false,
      candidates: [],
      startedSince: [],
    };
    const owners = [{ container: 'web', pid: 1, name: 'nginx' }];
    const listeners = [{ ...seen, port: 80, owners, holders: owners }];
    expect(clausesOf(pod({}), { listeners })[0]).toBe('port 80 is taken by web: one localhost');
    const elsewhere = [{ ...seen, port: 81, owners, holders: owners }];
    expect(clausesOf(pod({}), { listeners: elsewhere }).join('; ')).not.toContain('by web');
  });

  it('is one of the Pod where it is not known, and may be one of the node on its network', () => {
    expect(clausesOf(pod({ late: 80, web: 81 }))[0]).toBe(
      'port 80 is taken by another container of the Pod, or a process of late itself',
    );
    expect(clausesOf(pod({}, { hostNetwork: true }))[0]).toBe(
      'port 80 is taken by another process of the node, or of the Pod',
    );
  });

  it.each([
    ['listen tcp :8080: bind: address already in use', 8080],
    ["[Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use", 8000],
    ['(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:8080', 8080],
    ['20:05:29 Could not create server TCP listening socket *:6379: bind: Address in use', 6379],
  ])('is found by the port in: %s', (line, port) => {
    expect(takenClause(pod({ web: port }), 'late', line)).toEqual([
      `port ${port} is taken by web: one localhost`,
    ]);
  });

  it.each([
    ['a time of the day is no port', '2026-11-27T10:00:29Z bind(): Address already in use'],
    ['another protocol is another port', 'listen udp :80: bind: address already in use'],
    ['nothing is in use', 'listening on :80'],
  ])('is not named where %s', (_, line) => {
    expect(takenClause(pod({ web: 80 }), 'late', line).join('')).not.toContain('by web');
  });
});
