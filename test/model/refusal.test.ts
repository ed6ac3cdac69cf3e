import { expect, it } from 'vitest';
import { failureText } from '../../src/model/refusal.ts';

const said = (message: string, code = 403): string => failureText({ code, message });

it.each([
  [
    'services is forbidden: User "eve" cannot list resource "services" in API group "" in the namespace "shop"',
    'may not list services in namespace shop: user eve',
  ],
  [
    'pods "web-0" is forbidden: User "eve" cannot get resource "pods/exec" in API group "" in the namespace "shop"',
    'may not get pods/exec web-0 in namespace shop: user eve',
  ],
  [
    'pods "web-0" is forbidden: User "eve" cannot get resource "pods/exec" in API group "" in the namespace "shop" (a shell needs both get and create on pods/exec)',
    'may not get pods/exec web-0 in namespace shop: user eve (a shell needs both get and create on pods/exec)',
  ],
  [
    'jobs.batch is forbidden: User "eve" cannot list resource "jobs" in API group "batch" at the cluster scope: no such role',
    'may not list jobs at the cluster scope: user eve: no such role',
  ],
])('begins a refusal with the verb and the resource, since ends are cut: %s', (message, text) => {
  expect(said(message)).toBe(text);
});

it.each([
  ['pods "web" is forbidden: exceeded quota: two, requested: pods=1', 403],
  ['services is forbidden: User "eve" cannot list resource "services" in API group ""', 403],
  ['User "eve" cannot list resource "pods" in API group "" in the namespace "shop"', 401],
])('leaves what is in other words as it was said: %s', (message, code) => {
  expect(said(message, code)).toBe(message);
});
