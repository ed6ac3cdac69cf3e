import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import {
  nodeHelper,
  nodeProcesses,
  nodeQuestion,
  whyNoNodeView,
} from '../../../src/model/processes/node-view.ts';
import { pstree } from '../../../src/model/processes/pstree.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';

/** A real Pod, and what its node's /proc had of it. */
const { pod, walk } = JSON.parse(readFileSync('test/fixtures/node-view.json', 'utf8')) as {
  pod: Pod;
  walk: string;
};

describe("the node's view", () => {
  it('has the shim, and below it pause and the containers, with their numbers in the Pod', () => {
    const rows = nodeProcesses(pod, readWalk(walk)!);
    expect(rows.map(({ owner, type, process }) => `${type} ${owner} ${process.innerPid ?? '–'}`)).toEqual([
      'node  –',
      'pause pause 1',
      expect.stringMatching(/^sidecar log-shipper \d+$/),
      expect.stringMatching(/^app worker \d+$/),
      expect.stringMatching(/^app worker \d+$/),
      expect.stringMatching(/^app shell-less \d+$/),
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^app app \d+$/) as string),
    ]);
    const [first, ...others] = pstree({ processes: rows });
    expect(first).toMatch(/^containerd-shim\((\d+)\)─┬─pause\(\d+\)$/);
    expect(others.at(-1)).toMatch(/^ +└─\d+\*\[\{containerd-shim\}\(\d+\)\]$/);
  });

  it('counts who ended meanwhile to whom it was begun by', () => {
    const gone = walk.replaceAll(/^(\d+)\/cgroup:.*\n/gm, (line, pid) => {
      const sleep = new RegExp(`^==> ${pid}/stat <==\n${pid} \\(sleep\\)`, 'm').test(walk);
      return sleep ? '' : line;
    });
    expect(gone).not.toBe(walk);
    const rows = nodeProcesses(pod, readWalk(gone)!);
    expect(rows.find(({ process }) => process.comm === 'sleep')).toMatchObject({ owner: 'worker' });
  });

  it('is looked for by a Pod with few rights, that says what it is and ends by itself', () => {
    const view = { pod, image: 'busybox', name: 'helper' };
    expect(nodeHelper(view)).toMatchObject({
      metadata: { name: 'helper', ownerReferences: [{ uid: pod.metadata.uid }] },
      spec: {
        hostPID: true,
        nodeName: pod.spec?.nodeName,
        activeDeadlineSeconds: 60,
        automountServiceAccountToken: false,
        securityContext: { runAsUser: 1000, runAsNonRoot: true },
        containers: [{ command: ['sleep', '20'], securityContext: { capabilities: { drop: ['ALL'] } } }],
      },
    });
    for (const said of [
      'podscope-node-view-',
      'busybox',
      'hostPID',
      pod.metadata.namespace,
      pod.spec?.nodeName,
    ])
      expect(nodeQuestion(view).join(' ')).toContain(said);
    expect(whyNoNodeView({ ...pod, spec: {} })).toBe('it is on no node yet');
  });
});
