import type { Shown } from '../invocation.ts';
import { suggested, suggestedOfMany } from './suggested.ts';
import { isPod } from '../target.ts';

/** What works where the dashboard cannot be: commands about the same, with the flags that were given. */
export function withoutScreen(invocation: Shown): string {
  if (invocation.command === 'demo')
    return 'use `podscope demo --serve`, whose cluster is there for `podscope pods` and all other commands';
  const { target, connection, flags } = invocation;
  const pods = suggestedOfMany('podscope', ['pods'], {
    ...connection,
    allNamespaces: flags.allNamespaces,
    selector: flags.selector,
  });
  const pod = (name: string): string => suggested('podscope', ['pod', name], connection);
  const tree = (named: string): string => suggested('podscope', ['tree', named], connection);
  if (!target) return `use ${pods}, ${pod('NAME')} or ${tree('KIND/NAME')}`;
  const { kind, name } = target;
  return isPod(target) ? `use ${pod(name)}` : `use ${tree(`${kind}/${name}`)}`;
}
