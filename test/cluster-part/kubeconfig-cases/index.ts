import type { KubeconfigCases } from '../../support/kubeconfigs/kubeconfig-cases.ts';
import { certificateCases } from './certificates.ts';
import { choosingCases } from './choosing.ts';
import { credentialCases } from './credentials.ts';
import { loadingCases } from './loading.ts';
import { pluginCases } from './plugins.ts';
import { serverCases } from './servers.ts';
import { tlsCases } from './tls.ts';
import { typeCases } from './types.ts';
import { yamlCases } from './yaml.ts';

/** Kubeconfigs, and what podscope and kubectl have to make of them. */
export const KUBECONFIG_CASES: readonly KubeconfigCases[] = [
  yamlCases,
  loadingCases,
  choosingCases,
  typeCases,
  serverCases,
  tlsCases,
  credentialCases,
  certificateCases,
  pluginCases,
];
