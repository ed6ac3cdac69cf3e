import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openClusters } from '../../../src/cluster/index.ts';
import type { Connection } from '../../../src/ports/connection.ts';
import { testFolder } from '../test-folder.ts';
import { FakeApi, type Reply } from './fake-api.ts';

/** A real connection to a server that answers so, and that server; `opened` is given both, to be closed. */
export async function connectionTo(
  opened: { close(): unknown }[],
  script: readonly Reply[],
  { readonly = false, requestTimeout }: { readonly?: boolean; requestTimeout?: number } = {},
): Promise<{ readonly connection: Connection; readonly api: FakeApi }> {
  const api = await FakeApi.open(...script);
  const kubeconfig = path.join(testFolder(), 'kubeconfig');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: api.url } }],
    users: [{ name: 'u', user: {} }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const limit = requestTimeout === undefined ? {} : { requestTimeout };
  const connection = openClusters({ kubeconfig, env: {}, home: '', readonly, ...limit }).connect('c');
  opened.push(api, connection);
  return { connection, api };
}
