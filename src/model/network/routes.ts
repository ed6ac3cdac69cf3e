import type { HttpRoute, Ingress, IngressBackend } from './objects.ts';

/** A way from outside to a Service. */
export interface RouteView {
  readonly kind: 'Ingress' | 'HTTPRoute';
  readonly name: string;
  /** What takes the requests: the Ingress class, or the Gateways; empty where none is named. */
  readonly via: string;
  readonly ways: readonly Way[];
}

export interface Way {
  /** `https://shop.example/cart`, `http://*` + path, or `anything else` for a default backend. */
  readonly from: string;
  readonly service: string;
  /** A number or a name; undefined where it is not said. */
  readonly port: string | undefined;
}

/** The Ingresses and HTTPRoutes that end at these Services, all of one namespace. */
export function routesTo(
  services: ReadonlySet<string>,
  ingresses: Iterable<Ingress>,
  routes: Iterable<HttpRoute>,
): readonly RouteView[] {
  const all = [...[...ingresses].map(ofIngress), ...[...routes].map(ofRoute)];
  return all
    .map((route) => ({ ...route, ways: route.ways.filter(({ service }) => services.has(service)) }))
    .filter(({ ways }) => ways.length > 0)
    .sort((a, b) => (a.kind + a.name < b.kind + b.name ? -1 : 1));
}

function ofIngress({ metadata, spec }: Ingress): RouteView {
  const secure = new Set((spec?.tls ?? []).flatMap(({ hosts = [] }) => hosts));
  const rules = (spec?.rules ?? []).flatMap(({ host = '', http }) =>
    (http?.paths ?? []).flatMap(({ path, pathType, backend }) => {
      const scheme = secure.has(host) ? 'https' : 'http';
      const rest = pathType === 'Exact' ? (path ?? '/') : `${(path ?? '/').replace(/\/$/, '')}/…`;
      return wayTo(`${scheme}://${host || '*'}${rest}`, backend);
    }),
  );
  return {
    kind: 'Ingress',
    name: metadata.name,
    via: spec?.ingressClassName ? `class ${spec.ingressClassName}` : '',
    ways: [...rules, ...wayTo('anything else', spec?.defaultBackend)],
  };
}

function wayTo(from: string, backend: IngressBackend | undefined): Way[] {
  const service = backend?.service;
  if (!service) return [];
  return [{ from, service: service.name, port: service.port?.name || service.port?.number?.toString() }];
}

function ofRoute({ metadata, spec }: HttpRoute): RouteView {
  const hosts = spec?.hostnames?.length ? spec.hostnames : ['*'];
  const ways = (spec?.rules ?? []).flatMap(({ matches = [], backendRefs = [] }) => {
    const paths = matches.length === 0 ? ['/…'] : matches.map(({ path }) => pathText(path));
    const backends = backendRefs.filter(
      ({ group = '', kind = 'Service', namespace = metadata.namespace }) =>
        group === '' && kind === 'Service' && namespace === metadata.namespace,
    );
    return hosts.flatMap((host) =>
      [...new Set(paths)].flatMap((path) =>
        backends.map(({ name, port }): Way => ({
          from: `${host}${path}`,
          service: name,
          port: port?.toString(),
        })),
      ),
    );
  });
  const gateways = (spec?.parentRefs ?? []).map(({ kind = 'Gateway', name }) => `${kind} ${name}`);
  return { kind: 'HTTPRoute', name: metadata.name, via: gateways.join(', '), ways };
}

function pathText(path: { readonly type?: string; readonly value?: string } | undefined): string {
  const value = path?.value ?? '/';
  if (path?.type === 'RegularExpression') return ` ~ ${value}`;
  return path?.type === 'Exact' ? value : `${value.replace(/\/$/, '')}/…`;
}
