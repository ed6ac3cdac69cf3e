import type { Action } from '../store/actions.ts';
import { type Command, type CommandContext, NOTHING, say } from './command.ts';

/** The command a key stands for: the focused pane's own beats a global one. */
export function commandFor(commands: readonly Command[], pane: string, key: string): Command | undefined {
  const candidates = commands.filter((command) => command.keys.includes(key));
  return (
    candidates.find((command) => command.scope === `pane:${pane}`) ??
    candidates.find((command) => command.scope === 'global')
  );
}

/** Runs a command, or says why it cannot be done now. */
export function runCommand(command: Command, context: CommandContext, argument?: string): readonly Action[] {
  const able = command.when?.(context) ?? true;
  if (able !== true) return [say(context.state, able)];
  return command.run(context, argument);
}

/** What a key does outside overlays. */
export function pressKey(
  commands: readonly Command[],
  context: CommandContext,
  key: string,
): readonly Action[] {
  const command = commandFor(commands, context.pane.id, key);
  return command ? runCommand(command, context) : NOTHING;
}

/** Keys that two commands of one scope both claim: there must be none. */
export function clashes(commands: readonly Command[]): string[] {
  const claimed = new Map<string, string>();
  const found: string[] = [];
  for (const { id, keys, scope } of commands) {
    for (const key of keys) {
      const place = `${scope} ${key}`;
      const other = claimed.get(place);
      if (other !== undefined) found.push(`${place}: ${other} and ${id}`);
      claimed.set(place, id);
    }
  }
  return found;
}
