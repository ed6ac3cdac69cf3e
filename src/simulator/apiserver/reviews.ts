import type { AccessRule } from './request/access.ts';
import { checkJson } from './request/read-object.ts';
import { verbsOf } from './discovery.ts';
import { isJson, type Json } from '../api/patches/patch.ts';
import type { ResourceKind } from '../api/resources.ts';

const REVIEW =
  /^\/apis\/authorization\.k8s\.io\/v1\/(selfsubjectaccessreviews|selfsubjectrulesreviews)$|^\/apis\/authentication\.k8s\.io\/v1\/(selfsubjectreviews)$/;

/** Whether a path is one of those that `review` answers. */
export const isReview = (path: string): boolean => REVIEW.test(path);

const asJson = (value: unknown): Json => (isJson(value) ? value : {});

/** Answers who one is (authentication.k8s.io/v1) and what one may do oneself (authorization.k8s.io/v1); undefined for other paths. Throws `ApiError` 415. */
export function review(
  path: string,
  text: string,
  contentType: string,
  kinds: readonly ResourceKind[],
  allows: AccessRule,
  user: string,
): object | undefined {
  const [, access, whoami] = REVIEW.exec(path) ?? [];
  const asked = access ?? whoami;
  if (!asked) return undefined;
  checkJson(contentType);
  const sent = asJson(JSON.parse(text));
  const spec = asJson(sent['spec']);
  if (whoami) return { ...sent, status: { userInfo: { username: user, groups: ['system:authenticated'] } } };
  const status =
    asked === 'selfsubjectaccessreviews' ? accessStatus(spec, allows) : rulesStatus(spec, kinds, allows);
  return { ...sent, status };
}

function accessStatus(spec: Json, allows: AccessRule): object {
  const attributes = asJson(spec['resourceAttributes']);
  const field = (name: string): string => String(attributes[name] ?? '');
  const allowed = allows({
    verb: field('verb'),
    group: field('group'),
    resource: field('resource'),
    subresource: field('subresource'),
    namespace: field('namespace'),
    name: field('name'),
  });
  return { allowed };
}

function rulesStatus(spec: Json, kinds: readonly ResourceKind[], allows: AccessRule): object {
  const namespace = String(spec['namespace'] ?? '');
  const rules = kinds.flatMap((kind) =>
    ['', ...kind.subresources].flatMap((subresource) => {
      const asked = { group: kind.group, resource: kind.plural, subresource, namespace, name: '' };
      const verbs = verbsOf(kind).filter((verb) => allows({ ...asked, verb }));
      const resource = subresource ? `${kind.plural}/${subresource}` : kind.plural;
      return verbs.length > 0 ? [{ verbs, apiGroups: [kind.group], resources: [resource] }] : [];
    }),
  );
  return {
    resourceRules: rules,
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
    incomplete: false,
  };
}
