/** What is to be known before anything else. */
export interface Notice {
  readonly title: string;
  readonly lines: readonly string[];
  readonly choices: readonly never[];
}

/** What stands over the demo's first screen. */
export function demoNotice(kubeconfig: string): Notice {
  return {
    title: 'This cluster is simulated',
    lines: [
      'All you see happens inside this process: an API server, nodes, Pods,',
      'even the shells. Nothing you do here reaches a real cluster.',
      '',
      'Point podscope at a real one with the kubeconfig you have:',
      '  podscope                      its current context',
      '  podscope --context NAME       another one',
      '  podscope --kubeconfig FILE    from another file',
      '',
      'Look at this one with any other client while it runs:',
      `  kubectl --kubeconfig ${kubeconfig} get pods`,
      '',
      'Try  !  for what is not well,  s  for a shell,  ?  for all keys.',
    ],
    choices: [],
  };
}
