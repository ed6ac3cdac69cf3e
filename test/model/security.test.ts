import { expect, it } from 'vitest';
import { resultingSecurity } from '../../src/model/whole/security.ts';

const of = (pod: object, container: object): readonly string[] =>
  resultingSecurity({ securityContext: pod }, { securityContext: container });

it('what neither says is what holds all the same', () => {
  expect(resultingSecurity({}, {})).toEqual([
    "runs as the image's user, root where it names none",
    "capabilities: the runtime's usual ones",
    'seccomp: none, unless the kubelet has a default (seccompDefault)',
  ]);
});

it("the container's goes before the Pod's, and what comes of the Pod is marked", () => {
  const pod = { runAsUser: 1000, runAsNonRoot: true, fsGroup: 7, seccompProfile: { type: 'RuntimeDefault' } };
  expect(of(pod, { runAsUser: 0, runAsNonRoot: false, capabilities: { add: ['NET_ADMIN'] } })).toEqual([
    'runs as root',
    "capabilities: the runtime's usual ones and NET_ADMIN",
    "seccomp: RuntimeDefault (the Pod's)",
    'runAsNonRoot: false',
  ]);
  expect(of(pod, { capabilities: { drop: ['ALL'], add: ['CHOWN'] } }).slice(0, 2)).toEqual([
    "runs as user 1000, not root (the Pod's)",
    'capabilities: none but CHOWN',
  ]);
});

it('who is privileged has no filter and all capabilities, said once', () => {
  expect(of({ runAsUser: 0, runAsNonRoot: true }, { privileged: true })).toEqual([
    "root, which runAsNonRoot forbids (the Pod's)",
    'privileged: all capabilities, all devices, no filter of system calls',
    "runAsNonRoot: true (the Pod's)",
  ]);
});
