import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openClusters } from '../../src/cluster/index.ts';
import { inClusterConfig } from '../../src/cluster/kubeconfig/in-cluster.ts';
import {
  chosenKubeconfig,
  type ClusterOptions,
  resolveContext,
  startContext,
} from '../../src/cluster/kubeconfig/resolve.ts';
import { testFolder } from '../support/test-folder.ts';

// What is taken and what is refused stands in kubeconfig-cases.

/** Writes files into a new folder. */
function folderWith(files: Record<string, string>): string {
  const folder = testFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const full = (name: string): string => `
current-context: ${name}
clusters: [{name: ${name}, cluster: {server: 'https://${name}:6443/'}}]
users: [{name: ${name}, user: {tokenFile: ../token, exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./bin/login}}}]
contexts: [{name: ${name}, context: {cluster: ${name}, user: ${name}, namespace: ${name}-ns}}]
`;

function resolved(options: ClusterOptions) {
  const config = chosenKubeconfig(options);
  return resolveContext(config, startContext(config, options), options, true);
}

const at = (folder: string, list: string, flags: Partial<ClusterOptions> = {}): ClusterOptions => ({
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
  it('tells every context of every file, whether or not it can be used', () => {
    const folder = folderWith({ a: full('a'), b: full('b').replace('https:', 'ftp:') });
    const cluster = openClusters(at(folder, 'a:b'));
    expect(cluster.contexts.map(({ name }) => name).sort()).toEqual(['a', 'b']);
    expect(() => cluster.connect('b')).toThrow(/unsupported protocol scheme "ftp"/);
  });

  it('has relative paths from the folder of its own file, a plugin without a slash from PATH', () => {
    const folder = folderWith({ 'x/a': full('a'), b: full('b').replace('./bin/login', 'login') });
    const { cluster, user } = resolved(at(folder, 'x/a'));
    expect(user.tokenFile).toBe(path.join(folder, 'token'));
    expect(user.exec?.command).toBe(path.join(folder, 'x/bin/login'));
    expect(cluster.server).toBe('https://a:6443');
    expect(resolved(at(folder, 'b')).user.exec?.command).toBe('login');
  });

  it('gives way to flags; --cluster and --user hold for the context podscope starts with only', () => {
    const folder = folderWith({ a: full('a'), b: full('b') });
    const flags = { cluster: 'b', user: 'b', namespace: 'n', as: 'jane', asGroup: ['g'] };
    const options = at(folder, 'a:b', flags);
    const { info, user } = resolved(options);
    expect(info).toEqual({ name: 'a', cluster: 'b', user: 'b', namespace: 'n' });
    expect(user).toMatchObject({ as: 'jane', 'as-groups': ['g'] });
    const other = resolveContext(chosenKubeconfig(options), 'b', { ...options, cluster: 'a' }, false);
    expect(other.info).toMatchObject({ cluster: 'b', user: 'b', namespace: 'b-ns' });
    expect(other.user.as).toBe('jane');
  });

  it('is the service account of the Pod podscope runs in where there is no file', () => {
    const folder = folderWith({ token: 't', 'ca.crt': 'c', namespace: 'mine\n' });
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    const namespaceIn = (more: Record<string, string>): string | undefined =>
      inClusterConfig({ ...env, ...more }, folder)?.contexts.get('in-cluster')?.fields.namespace;
    expect(inClusterConfig(env, folder)?.clusters.get('in-cluster')?.fields.server).toBe(
      'https://[fd00::1]:443',
    );
    expect(namespaceIn({})).toBe('mine');
    expect(namespaceIn({ POD_NAMESPACE: 'given' })).toBe('given');
    expect(inClusterConfig({}, folder)).toBeUndefined();
  });
});

describe('a kubeconfig that does not do', () => {
  const say = (options: ClusterOptions): string => {
    try {
      openClusters(options);
    } catch (error) {
      return (error as Error).message.replaceAll(/\/\S*podscope-test-\w+/g, 'DIR');
    }
    return 'nothing';
  };

  it('is told in one line: what, where, and what to do', () => {
    const folder = folderWith({
      bad: 'a: b\n  c: d\n',
      none: full('a').replace('current-context: a', ''),
      type: full('a').replace('tokenFile: ../token', 'token: 5'),
      user: full('a').replace('tokenFile: ../token', 'token: t, password: p'),
      'line\nbreak': '',
    });
    const told = (list: string, flags: Partial<ClusterOptions> = {}): string => say(at(folder, list, flags));
    expect(say({ env: {}, home: folder })).toBe(
      'no kubeconfig: DIR/.kube/config is not there; give --kubeconfig FILE or set KUBECONFIG, or try `podscope demo`',
    );
    expect(told('x')).toBe(
      'no kubeconfig: $KUBECONFIG names DIR/x, which is not there; correct it or give --kubeconfig FILE',
    );
    expect(told('none', { kubeconfig: '/no/such' })).toBe(
      'the kubeconfig /no/such is not there: check the path given with --kubeconfig',
    );
    mkdirSync(path.join(folder, 'folder'));
    symlinkSync('loop', path.join(folder, 'loop'));
    const unread = (name: string, why: string): void =>
      expect(told(name)).toBe(
        `cannot read the kubeconfig DIR/${name}: ${why}; give a file that can be read as --kubeconfig or in $KUBECONFIG`,
      );
    unread('folder', 'it is a directory');
    unread('bad/x', 'what stands before its name is not a directory');
    unread('loop', 'its links lead to each other');
    unread('x'.repeat(300), 'its name is too long');
    expect(told('bad')).toMatch(/^the kubeconfig DIR\/bad is not valid YAML: line 2: /);
    expect(told('type')).toBe(
      'the kubeconfig DIR/type: users["a"].user.token is a number, not text: put it in quotes',
    );
    expect(told('user')).toBe(
      'the user "a" in DIR/user: more than one authentication method found for a; found [token basicAuth], only one is allowed',
    );
    expect(told('none')).toBe('no current context in DIR/none: choose one with --context (a)');
    expect(told('none', { context: 'b' })).toBe('no context "b" in DIR/none; there is: a');
    expect(told('line\nbreak')).not.toMatch(/\n/);
  });
});
