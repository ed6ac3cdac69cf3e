import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkScript } from '../../../src/model/processes/walk-script.ts';
import { walkTarget } from '../../../src/model/processes/walk-target.ts';
import { podNamed } from '../../fixtures/index.ts';
import { testFolder } from '../../support/test-folder.ts';

const UID = '0123abcd-11aa-22bb-33cc-0123456789ab';
/** As a kubelet makes it of a static Pod's manifest. */
const HASH = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const OTHER = UID.replaceAll('0', '9');
const SLICE = UID.replaceAll('-', '_');
const id = (digit: string): string => digit.repeat(64);

/** The processes that a walk of only one Pod's looks into, by a /proc with these control groups. */
function walked(groups: Readonly<Record<string, string>>): readonly string[] {
  const proc = testFolder();
  for (const [pid, group] of Object.entries(groups)) {
    mkdirSync(join(proc, pid));
    writeFileSync(join(proc, pid, 'cgroup'), `${group}\n`);
    writeFileSync(join(proc, pid, 'stat'), `${pid} (x) S\n`);
  }
  writeFileSync(join(proc, 'uptime'), '1.00 1.00\n');
  const script = walkScript(UID).replace('cd /proc', `cd ${proc}`);
  const out = execFileSync('sh', ['-c', script], { encoding: 'latin1' });
  return [...out.matchAll(/^==> (\d+)\/stat <==$/gm)].map(([, pid = '']) => pid);
}

describe("a walk where the whole node's processes show", () => {
  it.each([
    [
      'version 1',
      {
        self: `7:pids:/kubepods/pod${UID}/${id('a')}\n0::/`,
        10: `7:pids:/kubepods/pod${UID}/${id('a')}\n0::/`,
        9: `7:pids:/kubepods/pod${UID}/${id('b')}\n0::/`,
        2: '7:pids:/\n0::/',
        30: `7:pids:/kubepods/pod${OTHER}/${id('c')}\n0::/`,
      },
    ],
    [
      "version 2, as systemd names slices, in the node's own namespace",
      {
        self: `0::/kubepods.slice/kubepods-pod${SLICE}.slice/cri-containerd-${id('a')}.scope`,
        10: `0::/kubepods.slice/kubepods-pod${SLICE}.slice/cri-containerd-${id('a')}.scope`,
        9: `0::/kubepods.slice/kubepods-pod${SLICE}.slice/cri-containerd-${id('b')}.scope`,
        2: '0::/',
        30: `0::/kubepods.slice/kubepods-pod${OTHER}.slice/cri-containerd-${id('c')}.scope`,
      },
    ],
    [
      'version 2, where each sees but its own',
      {
        self: '0::/',
        10: '0::/',
        9: `0::/../cri-containerd-${id('b')}.scope`,
        2: '0::/../../..',
        30: `0::/../../kubepods-pod${OTHER.replaceAll('-', '_')}.slice/cri-containerd-${id('c')}.scope`,
      },
    ],
  ])("looks into the Pod's own alone: control groups of %s", (_, groups) => {
    expect(walked(groups)).toEqual(['10', '9']);
  });

  it('is asked for where a Pod is on the node’s process namespace, and else not', () => {
    const pod = podNamed('anatomy-0');
    expect(walkTarget(pod).only).toBeUndefined();
    expect(walkTarget({ ...pod, spec: { ...pod.spec, hostPID: true } }).only).toBe(pod.metadata.uid);
    const metadata = { ...pod.metadata, annotations: { 'kubernetes.io/config.mirror': HASH } };
    expect(walkTarget({ ...pod, metadata, spec: { ...pod.spec, hostPID: true } }).only).toBe(HASH);
    expect(walkScript('x$(reboot)')).toBe(walkScript());
  });
});
