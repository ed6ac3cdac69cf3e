import { describe, expect, it } from 'vitest';
import type { Listener } from '../../../src/model/network/sockets/listeners.ts';
import { nameLines, placeLine } from '../../../src/model/network/network-lines.ts';
import { dnsText } from '../../../src/model/network/pod-dns.ts';
import { podNames } from '../../../src/model/network/pod-names.ts';
import { podServices } from '../../../src/model/network/pod-services.ts';
import { containersOfPort, portRows } from '../../../src/model/network/port-rows.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { networkObjects, networkPod as pod } from '../../fixtures/index.ts';

const { services } = podServices(pod, networkObjects('services'), networkObjects('endpointslices'));

const listener = (port: number, container: string, more: Partial<Listener> = {}): Listener => ({
  port,
  protocol: 'TCP',
  addresses: ['*'],
  local: false,
  owners: [{ container, pid: 7, name: 'nginx' }],
  holders: [{ container, pid: 7, name: 'nginx' }],
  candidates: [],
  startedSince: [],
  ...more,
});

describe('the ports of a Pod', () => {
  it('are those declared, asked by probes, and led to by Services', () => {
    const rows = portRows(pod, services, undefined);
    expect(
      rows.map(({ key, declared, listener: heard, services: leading, probes, trouble }) => [
        key,
        declared.map(({ container, name }) => `${container} ${name}`).join(),
        heard,
        leading.map(({ name, port }) => `${name}:${port}`).join(),
        probes.length,
        trouble,
      ]),
    ).toEqual([
      ['80/TCP', 'app http', 'unknown', 'web:8080', 1, undefined],
      ['8081/TCP', '', 'unknown', 'web:81', 0, undefined],
      ['9100/TCP', 'app metrics', 'unknown', '', 0, undefined],
    ]);
  });

  it('are told apart by who listens: as declared, silent, undeclared, on localhost only', () => {
    const local = listener(8081, 'admin', { addresses: ['127.0.0.1'], local: true });
    const rows = portRows(pod, services, [listener(80, 'app'), local, listener(2019, 'admin')]);
    expect(rows.map(({ key, listener: heard, trouble }) => [key, heard === 'nobody', trouble])).toEqual([
      ['80/TCP', false, undefined],
      ['2019/TCP', false, undefined],
      ['8081/TCP', false, 'on localhost only, though Service web leads here'],
      ['9100/TCP', true, undefined],
    ]);
    expect(rows.map((row) => [...containersOfPort(row)])).toEqual([['app'], ['admin'], ['admin'], ['app']]);
  });

  it('that nobody listens on alarm only where a Service or a probe comes, and their container runs', () => {
    const troubles = (of: Pod, leading = services) =>
      portRows(of, leading, []).flatMap(({ key, trouble = '' }) =>
        trouble === '' ? [] : [`${key} ${trouble}`],
      );
    expect(troubles(pod)).toEqual([
      '80/TCP nobody listens, though Service web leads here',
      '8081/TCP nobody listens, though Service web leads here',
    ]);
    expect(troubles(pod, [])).toEqual(['80/TCP nobody listens, though the readiness probe of app asks here']);
    const containerStatuses = [{ name: 'app', state: { waiting: { reason: 'CrashLoopBackOff' } } }];
    expect(troubles({ ...pod, status: { ...pod.status, containerStatuses } }, [])).toEqual([]);
  });

  it('that two containers claim that run side by side are troubles, walked or not', () => {
    const ports = [{ containerPort: 80 }];
    const of: Pod = {
      metadata: pod.metadata,
      spec: {
        initContainers: [
          { name: 'first', ports },
          { name: 'proxy', restartPolicy: 'Always', ports },
        ],
        containers: [{ name: 'app', ports }],
      },
    };
    expect(portRows(of, [], undefined).map(({ trouble }) => trouble)).toEqual([
      'app and proxy both claim it',
    ]);
  });
});

describe('what a Pod is called', () => {
  it('is told with its addresses and whom it asks for names', () => {
    const names = podNames(pod);
    expect(placeLine(names, 3).join('')).toBe(
      `IP ${pod.status?.podIP} · own network of 3 containers · node node-1 (127.0.0.1)`,
    );
    expect(nameLines(names, dnsText(pod, networkObjects('services'), services))).toEqual([
      'hostname front · in DNS front.site.net-play.svc, by headless Service site · dnsPolicy ClusterFirst',
      'resolv.conf: option ndots:2',
      '/etc/hosts: 10.1.2.3 old.example older.example',
    ]);
  });

  it('is in DNS only by a headless Service that holds it, and perhaps where Services are not known', () => {
    const named = networkObjects('services');
    const as = (spec: object) => ({ ...pod, spec: { ...pod.spec, ...spec } }) as Pod;
    const name = 'front.site.net-play.svc';
    expect(dnsText(pod, undefined, [])).toBe(`in DNS ${name}, if a headless Service site exists`);
    expect(dnsText(pod, [], [])).toBe(`not in DNS as ${name}: no Service site`);
    expect(dnsText(pod, named, [])).toBe(`not in DNS as ${name}: Service site does not hold it`);
    expect(dnsText(as({ subdomain: 'web' }), named, services)).toContain('Service web is not headless');
    expect(dnsText(as({ hostname: undefined }), named, services)).toContain('but no hostname');
    expect(dnsText(as({ subdomain: undefined }), named, services)).toBeUndefined();
  });

  it('is the name cut to what a host may have, its FQDN, the override, or the node’s', () => {
    const hostname = (spec: Pod['spec'], name = 'web') =>
      podNames({ metadata: { name, uid: 'u', namespace: 'shop' }, ...(spec && { spec }) }).hostname;
    expect(hostname({}, `${'x'.repeat(62)}-y`)).toBe('x'.repeat(62));
    expect(hostname({ subdomain: 'site', setHostnameAsFQDN: true })).toBe('web.site.shop.svc.…');
    expect(hostname({ hostnameOverride: 'a.b', hostNetwork: true })).toBe('a.b');
    expect(hostname({ hostNetwork: true })).toBeUndefined();
  });
});
