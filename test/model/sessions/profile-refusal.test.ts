import { expect, it } from 'vitest';
import { profileRefusal } from '../../../src/model/sessions/profile-refusal.ts';

const forbidden = (message: string) => ({
  code: 403,
  reason: 'Forbidden',
  message: `pods "web" is forbidden: ${message}`,
});
const debug = { name: 'debugger-48cg7', profile: 'general' } as const;

/** As Kubernetes 1.34 says them. */
const OWN = `violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "debugger-48cg7" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "debugger-48cg7" must set securityContext.capabilities.drop=["ALL"]; container "debugger-48cg7" must not include "SYS_PTRACE" in securityContext.capabilities.add)`;
const BOTH = `violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (containers "a", "debugger-48cg7" must set securityContext.allowPrivilegeEscalation=false), runAsNonRoot != true (pod or containers "a", "debugger-48cg7" must set securityContext.runAsNonRoot=true)`;
const POD = `violates PodSecurity "baseline:v1.34": host namespaces (hostNetwork=true)`;

it('of a debug container that admission refuses tells which profile may be allowed', () => {
  expect(profileRefusal(forbidden(OWN), debug)).toEqual({
    advice: 'profile restricted may be allowed',
    again: true,
    suggests: 'restricted',
  });
  const baseline = OWN.replace('restricted:latest', 'baseline:latest');
  expect(profileRefusal(forbidden(baseline), { ...debug, profile: 'sysadmin' })).toMatchObject({
    suggests: 'baseline',
  });
  for (const message of [
    'admission webhook "no.root" denied the request: not like that',
    "ValidatingAdmissionPolicy 'small' with binding 'all' denied request: no capabilities",
  ])
    expect(profileRefusal({ code: 422, reason: 'Invalid', message }, debug)).toEqual({
      advice: 'another profile may be allowed',
      again: true,
    });
});

it('says that none is where the Pod is refused with what it has already', () => {
  expect(profileRefusal(forbidden(BOTH), debug)).toEqual({
    advice: 'no profile helps: container a of the Pod violates it too',
    again: false,
  });
  expect(profileRefusal(forbidden(POD), debug)).toEqual({
    advice: 'no profile helps: the Pod itself violates it',
    again: false,
  });
});

it('says nothing of what is no refusal of that', () => {
  const rights =
    'User "eve" cannot patch resource "pods/ephemeralcontainers" in API group "" in the namespace "shop"';
  for (const failure of [
    forbidden(rights),
    { code: 404, reason: 'NotFound', message: 'pods "web" not found' },
    {
      code: 422,
      reason: 'Invalid',
      message: 'spec.ephemeralContainers[0].targetContainerName: Not found: "x"',
    },
    { reason: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
  ])
    expect(profileRefusal(failure, debug)).toBeUndefined();
});
