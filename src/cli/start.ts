import type { Invocation, Target } from './arguments.ts';

/** What is shown by the dashboard. */
export type Shown = Extract<Invocation, { command: 'dashboard' | 'demo' }>;

/** Whether the dashboard is to be shown. */
export function takesScreen(invocation: Invocation): boolean {
  return invocation.command === 'dashboard' || (invocation.command === 'demo' && !invocation.demo.serve);
}

/** What the command line says of the first screen. */
export function startOf(
  { target, flags, connection }: Shown,
  context: { readonly name: string; readonly namespace: string },
): {
  readonly context: string;
  readonly namespace: string | undefined;
  readonly readonly: boolean;
  readonly labelSelector?: string;
  readonly wanted?: Target;
} {
  return {
    context: context.name,
    namespace: flags.allNamespaces ? undefined : (connection.namespace ?? context.namespace),
    readonly: flags.readonly,
    ...(flags.selector !== undefined && { labelSelector: flags.selector }),
    ...(target && { wanted: target }),
  };
}
