/** What registries, runtimes and the kubelet say of an image that cannot be had, in the order in which it is looked for. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/no such host/, 'no such host'],
  [/connection refused/, 'connection refused'],
  [/i\/o timeout|Client\.Timeout|context deadline exceeded|TLS handshake timeout/, 'no answer in time'],
  [/no route to host/, 'no route to host'],
  [/network is unreachable/, 'network unreachable'],
  [/certificate signed by unknown authority/, 'its certificate is signed by an unknown authority'],
  [/x509: certificate has expired/, 'its certificate has expired'],
  [/x509: [^:"]{1,80}/, 'its certificate is not trusted'],
  [/server gave HTTP response to HTTPS client/, 'speaks HTTP, not HTTPS'],
  [/toomanyrequests|429 Too Many Requests/i, 'too many requests'],
  [/no basic auth credentials/, 'no credentials'],
  [/401 Unauthorized|authentication required|unauthorized/i, 'unauthorized'],
  [/403 Forbidden|denied: requested access|access forbidden/i, 'forbidden'],
  [/pull access denied|insufficient_scope|authorization failed/, 'not there, or needs credentials'],
  [/no match for platform|no matching manifest/, 'not there for the platform of this node'],
  [/manifest unknown|manifest for .{0,300} not found|: not found|NotFound/, 'not found'],
  [/no space left on device/, 'no space left on the node'],
  [/signature/i, 'its signature is not valid'],
  [/500 Internal Server Error|502 Bad Gateway|503 Service Unavailable/, 'the registry failed'],
];

/** Of what no registry was asked for. */
const OWN_REASONS: typeof REASONS = [
  [/not present with pull policy of Never/, 'not on the node, and may not be pulled (Never)'],
  [/couldn't parse image|invalid reference format/, 'no valid name of an image'],
];

const reasonIn = (reasons: typeof REASONS, told: string): string | undefined =>
  reasons.find(([pattern]) => pattern.test(told))?.[1];

/**
 * Why an image cannot be had: `registry.internal: no such host, pulling shop/checkout:v2`. What is not known is told
 * in the words it came in, without what is only said around it.
 */
export function imageProblem(image: string, reason: string, message: string): string {
  const { registry, name } = splitImage(image);
  // While it backs off, the kubelet puts what it waits for before what went wrong.
  const told = message.replace(/^Back-off pulling image "[^"]*"(: )?/, '');
  const own = reasonIn(OWN_REASONS, told);
  if (own !== undefined) return `image ${image}: ${own}`;
  const known = reasonIn(REASONS, told);
  return `${registry}: ${known ?? (told === '' ? reason : innermost(told))}, pulling ${name}`;
}

/** An image without a registry is Docker's (distribution/reference, normalize.go). */
function splitImage(image: string): { registry: string; name: string } {
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return isHost ? { registry: first, name: image.slice(slash + 1) } : { registry: 'docker.io', name: image };
}

/** What runtimes wrap a reason in, each around the last. */
const WRAPPERS =
  /^(?:rpc error: code = \w+ desc = |Err\w+: |Error response from daemon: |failed to (?:pull and unpack image|resolve (?:reference|image)|pull image|create containerd task|create shim task|start container|generate container|generate spec|do request)(?: "[^"]*")?: |OCI runtime create failed: |runc create failed: |unable to start container process: |error during container init: |starting container process caused: |container_linux\.go:\d+: |Head "[^"]*": |Get "[^"]*": )/;

/**
 * Which Pod, `web-1_shop(uid)`, and which container of it: who is told of is named already (format.Pod and
 * verifyRunAsNonRoot in Kubernetes' pkg/kubelet).
 */
const OF_WHOM = / (?:in pod [^ ]+|\(pod: "[^"]*", container: [^ ]+\))$/;

/** An error without what it is wrapped in, and whom it names: `exec: "nope": executable file not found in $PATH`. */
export function innermost(message: string): string {
  let rest = message.trim().replace(OF_WHOM, '');
  for (let next = rest.replace(WRAPPERS, ''); next !== rest; next = rest.replace(WRAPPERS, '')) rest = next;
  return rest.replace(/: unknown$/, '') || message;
}
