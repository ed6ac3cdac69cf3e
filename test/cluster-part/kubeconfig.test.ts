import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCluster } from '../../src/cluster/index.ts';
import { inClusterConfig } from '../../src/cluster/in-cluster.ts';
import {
  type ConnectionOptions,
  loadKubeconfig,
  resolveContext,
  startContext,
} from '../../src/cluster/kubeconfig.ts';
import { testFolder } from '../support/kubeconfigs.ts';

/** Writes files into a new folder. */
function folderWith(files: Record<string, string>): string {
  const folder = testFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const full = (name: string, extra = ''): string => `
current-context: ${name}
clusters: [{name: ${name}, cluster: {server: 'https://${name}:6443/', certificate-authority: certs/ca.crt}}]
users: [{name: ${name}, user: {client-certificate: ../${name}.crt, tokenFile: /abs/token, exec: {command: ./bin/login}}}]
contexts: [{name: ${name}, context: {cluster: ${name}, user: ${name}, namespace: ${name}-ns}}${extra}]
`;

function resolved(options: ConnectionOptions) {
  const config = loadKubeconfig(options);
  return resolveContext(config, startContext(config, options), options, true);
}

const at = (folder: string, list: string, flags: Partial<ConnectionOptions> = {}): ConnectionOptions => ({
  env: {
    KUBECONFIG: list
      .split(':')
      .map((name) => path.join(folder, name))
      .join(path.delimiter),
  },
  home: '/nowhere',
  ...flags,
});

describe('the kubeconfig', () => {
  it('is ~/.kube/config, or the files of $KUBECONFIG, or what --kubeconfig names', () => {
    const folder = folderWith({ '.kube/config': full('home'), a: full('a'), b: full('b') });
    expect(resolved({ env: {}, home: folder }).info.name).toBe('home');
    expect(resolved(at(folder, 'a', { home: folder })).info.name).toBe('a');
    expect(resolved(at(folder, 'a', { kubeconfig: path.join(folder, 'b') })).info.name).toBe('b');
  });

  it('of several files takes the first current context and the first of each name, and skips what is missing', () => {
    const folder = folderWith({
      empty: '',
      a: full('a').replace('current-context: a', ''),
      b: full('b', ', {name: a, context: {cluster: b, user: b}}'),
    });
    const options = at(folder, 'missing:empty:a:b');
    expect(resolved(options).info).toEqual({ name: 'b', cluster: 'b', user: 'b', namespace: 'b-ns' });
    expect(resolved({ ...options, context: 'a' }).info.cluster).toBe('a');
    expect(
      openCluster(options)
        .contexts.map(({ name }) => name)
        .sort(),
    ).toEqual(['a', 'b']);
  });

  it('takes relative paths from the folder of their own file', () => {
    const folder = folderWith({ 'x/a': full('a') });
    const { cluster, user } = resolved(at(folder, 'x/a'));
    expect(cluster['certificate-authority']).toBe(path.join(folder, 'x/certs/ca.crt'));
    expect(user['client-certificate']).toBe(path.join(folder, 'a.crt'));
    expect(user.tokenFile).toBe('/abs/token');
    expect(user.exec?.command).toBe(path.join(folder, 'x/bin/login'));
    expect(cluster.server).toBe('https://a:6443');
  });

  it('gives way to flags; --cluster and --user hold for the context podscope starts with only', () => {
    const folder = folderWith({ a: full('a'), b: full('b') });
    const options = at(folder, 'a:b', {
      cluster: 'b',
      user: 'b',
      namespace: 'n',
      as: 'jane',
      asGroup: ['g'],
    });
    const { info, user } = resolved(options);
    expect(info).toEqual({ name: 'a', cluster: 'b', user: 'b', namespace: 'n' });
    expect(user).toMatchObject({ as: 'jane', 'as-groups': ['g'] });
    const other = resolveContext(loadKubeconfig(options), 'b', { ...options, cluster: 'a' }, false);
    expect(other.info).toMatchObject({ cluster: 'b', user: 'b', namespace: 'b-ns' });
    expect(other.user.as).toBe('jane');
  });

  it('is the service account of the Pod podscope runs in where there is no file', () => {
    const folder = folderWith({ token: 't', 'ca.crt': 'c', namespace: 'mine\n' });
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    const config = inClusterConfig(env, folder);
    expect(config?.clusters.get('in-cluster')?.server).toBe('https://[fd00::1]:443');
    expect(config?.contexts.get('in-cluster')?.namespace).toBe('mine');
    expect(inClusterConfig({}, folder)).toBeUndefined();
  });
});

describe('a kubeconfig that does not do', () => {
  const say = (options: ConnectionOptions): string => {
    try {
      openCluster(options);
    } catch (error) {
      return (error as Error).message.replaceAll(/\/\S*podscope-test-\w+/g, 'DIR');
    }
    return 'nothing';
  };

  it('is told in one line: what, where, and what to do', () => {
    const folder = folderWith({
      bad: 'a: b\n  c: d\n',
      list: '- a',
      none: full('a').replace('current-context: a', ''),
      cluster: full('a').replace('cluster: a,', 'cluster: z,'),
      user: full('a').replace('user: a,', 'user: z,'),
      server: full('a').replace("'https://a:6443/'", 'a'),
      'line\nbreak': '',
    });
    const told = (list: string, flags: Partial<ConnectionOptions> = {}): string =>
      say(at(folder, list, flags));
    expect(say({ env: {}, home: folder })).toBe(
      'no kubeconfig: DIR/.kube/config is not there; give --kubeconfig FILE or set KUBECONFIG',
    );
    expect(told('x')).toBe(
      'no kubeconfig: $KUBECONFIG names DIR/x, which is not there; correct it or give --kubeconfig FILE',
    );
    expect(told('none', { kubeconfig: '/no/such' })).toBe(
      'the kubeconfig /no/such is not there: check the path given with --kubeconfig',
    );
    expect(told('none', { kubeconfig: folder })).toMatch(/^cannot read the kubeconfig DIR: EISDIR/);
    expect(told('bad')).toMatch(/^the kubeconfig DIR\/bad is not valid YAML at line 2: /);
    expect(told('list')).toMatch(/^DIR\/list is not a kubeconfig/);
    expect(told('none')).toBe('no current context in DIR/none: choose one with --context (a)');
    expect(told('none', { context: 'b' })).toBe('no context "b" in DIR/none; there is: a');
    expect(told('cluster')).toBe('the context "a" names the cluster "z", which is not in DIR/cluster');
    expect(told('user')).toBe('the context "a" names the user "z", which is not in DIR/user');
    expect(told('server')).toBe('the cluster "a" in DIR/server has no usable server (https://…): a');
    expect(told('line\nbreak')).not.toMatch(/\n/);
  });
});
