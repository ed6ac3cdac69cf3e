import { AGE, at, column, listAt, NAME, type TableColumn, text } from './table-column.ts';
import { selectorText } from './selector-text.ts';

const MOST = 3;

/** The first three, and how many more there are. */
function listed(words: readonly string[], none: string): string {
  const more = words.length > MOST ? ` + ${words.length - MOST} more...` : '';
  return words.length === 0 ? none : words.slice(0, MOST).join(',') + more;
}

/** printers.go, formatDiscoveryPorts and formatDiscoveryEndpoints. */
export const ENDPOINT_SLICE: readonly TableColumn[] = [
  NAME,
  column('AddressType', text('addressType')),
  column('Ports', (slice) =>
    listed(
      listAt(slice, 'ports').map((port) => String(at(port, 'port') ?? '*')),
      '<unset>',
    ),
  ),
  column('Endpoints', (slice) =>
    listed(
      listAt(slice, 'endpoints').flatMap((one) => listAt(one, 'addresses').map(String)),
      '<unset>',
    ),
  ),
  AGE,
];

/** printers.go, printIngress. */
export const INGRESS: readonly TableColumn[] = [
  NAME,
  column('Class', text('spec.ingressClassName', '<none>')),
  column('Hosts', (ingress) =>
    listed(
      listAt(ingress, 'spec.rules').flatMap((rule) => String(at(rule, 'host') ?? '') || []),
      '*',
    ),
  ),
  column('Address', (ingress) =>
    listAt(ingress, 'status.loadBalancer.ingress')
      .map((one) => String(at(one, 'ip') ?? at(one, 'hostname') ?? ''))
      .join(','),
  ),
  column('Ports', (ingress) => (listAt(ingress, 'spec.tls').length > 0 ? '80, 443' : '80')),
  AGE,
];

/** As its CustomResourceDefinition has them: of a list its JSON. */
export const HTTP_ROUTE: readonly TableColumn[] = [
  NAME,
  column('Hostnames', (route) => {
    const hostnames = listAt(route, 'spec.hostnames');
    return hostnames.length === 0 ? '' : JSON.stringify(hostnames);
  }),
  AGE,
];

export const NETWORK_POLICY: readonly TableColumn[] = [
  NAME,
  column('Pod-Selector', (policy) => selectorText(at(policy, 'spec.podSelector'))),
  AGE,
];
