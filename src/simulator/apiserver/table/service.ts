import type { StoredObject } from '../../api/stored-object.ts';
import { AGE, at, column, labelsText, listAt, NAME, type TableColumn, text, wide } from './table-column.ts';

const none = (words: readonly string[]): string => words.join(',') || '<none>';

/** printers.go, getServiceExternalIP. */
function externalAddress(service: StoredObject): string {
  const own = listAt(service, 'spec.externalIPs').map(String);
  switch (at(service, 'spec.type')) {
    case 'ExternalName':
      return String(at(service, 'spec.externalName') ?? '');
    case 'LoadBalancer': {
      const balanced = listAt(service, 'status.loadBalancer.ingress').map((one) =>
        String(at(one, 'ip') ?? at(one, 'hostname') ?? ''),
      );
      return [...balanced, ...own].join(',') || '<pending>';
    }
    default:
      return none(own);
  }
}

/** printers.go, makePortString. */
const ports = (service: StoredObject): string =>
  none(
    listAt(service, 'spec.ports').map((one) => {
      const nodePort = Number(at(one, 'nodePort') ?? 0);
      const port = String(at(one, 'port'));
      return `${nodePort > 0 ? `${port}:${nodePort}` : port}/${String(at(one, 'protocol') ?? 'TCP')}`;
    }),
  );

export const SERVICE: readonly TableColumn[] = [
  NAME,
  column('Type', text('spec.type')),
  column('Cluster-IP', text('spec.clusterIP', '<none>')),
  column('External-IP', externalAddress),
  column('Port(s)', ports),
  AGE,
  wide('Selector', (object) => labelsText(at(object, 'spec.selector'))),
];
