import { unreadText } from '../../model/text/unread-text.ts';
import type { Standard } from '../../ports/terminal.ts';
import type { Writer } from '../arguments/arguments.ts';
import { noNamespace } from './not-there.ts';
import { printExplain } from './explain.ts';
import { printTree } from './tree/print-tree.ts';
import { runAttach } from './exec/attach.ts';
import { runDebug } from './exec/debug.ts';
import { runExec } from './exec/exec.ts';
import { runCp } from './copy/cp.ts';
import { runForward } from './forward/forward.ts';
import { printLogs } from './logs/logs.ts';
import { printPod } from './pod/print-pod.ts';
import { printPs } from './processes/ps.ts';
import { json, type OneShot, type OneShotSource } from './source.ts';
import { podsJson, renderPods } from './render-pods.ts';

/** Runs a one-shot command; returns the exit code. */
export async function runOneShot(
  shot: OneShot,
  source: OneShotSource,
  now: number,
  output: Writer,
  standard: Standard,
): Promise<number> {
  switch (shot.command) {
    case 'pods':
      return printPods(shot, source, now, output);
    case 'pod':
      return printPod(shot, source, now, output);
    case 'ps':
      return printPs(shot, source, output);
    case 'logs':
      return printLogs(shot, source, output);
    case 'exec':
      return runExec(shot, source, output, standard);
    case 'attach':
      return runAttach(shot, source, output, standard);
    case 'debug':
      return runDebug(shot, source, output, standard);
    case 'forward':
      return runForward(shot, source, output);
    case 'cp':
      return runCp(shot, source, output);
    case 'explain':
      return printExplain(shot, source, output);
    case 'tree':
      return printTree(shot, source, now, output);
  }
}

async function printPods(
  { allNamespaces, selector, output: format }: Extract<OneShot, { command: 'pods' }>,
  source: OneShotSource,
  now: number,
  output: Writer,
): Promise<number> {
  const pods = await source.pods({
    ...(!allNamespaces && { namespace: source.namespace }),
    ...(selector !== undefined && { labelSelector: selector }),
  });
  if (pods.length === 0 && !allNamespaces && (await source.lacksNamespace())) {
    output.err(`podscope: ${noNamespace(source.namespace)}\n`);
    return 1;
  }
  const { unreadPods } = source;
  if (format === 'json') output.out(json(podsJson(pods, now)));
  else if (pods.length > 0) output.out(renderPods(pods, { now, allNamespaces }));
  else if (unreadPods === 0)
    output.err(
      allNamespaces ? 'No resources found\n' : `No resources found in ${source.namespace} namespace.\n`,
    );
  if (unreadPods === 0) return 0;
  output.err(`podscope: of the Pods ${unreadText(unreadPods)}: see above.\n`);
  return 1;
}
