import { onceEach } from '../../model/once-each.ts';
import type { Action } from '../../store/actions.ts';
import type { Choice } from '../../store/choice.ts';
import { keyLabel } from './key-label.ts';
import { notYetKey } from './not-yet.ts';
import { type Command, type CommandContext, type CommandScope, remark, type TopOverlay } from '../command.ts';

/** The command a key stands for: the focused pane's own beats a global one. */
export function commandFor(commands: readonly Command[], pane: string, key: string): Command | undefined {
  return inScope(commands, `pane:${pane}`, key) ?? inScope(commands, 'global', key);
}

const inScope = (commands: readonly Command[], scope: CommandScope, key: string): Command | undefined =>
  byPlace(commands).get(placeOf(scope, key));

/** By scope and key, the first that claims it: hundreds would be looked through for each key. */
const byPlace = onceEach((commands: readonly Command[]): ReadonlyMap<string, Command> => {
  const places = new Map<string, Command>();
  for (const command of commands.toReversed())
    for (const key of command.keys) places.set(placeOf(command.scope, key), command);
  return places;
});

const placeOf = (scope: CommandScope, key: string): string => `${scope} ${key}`;

/** True, or why a command would do nothing now: the one rule for what keys do and for what is offered. */
export const ableNow = (command: Command, context: CommandContext, argument?: string): true | string =>
  command.when?.(context, argument) ?? true;

/** What a hint says of a command's key, where that would do something now; else nothing. */
export function offered(context: CommandContext, id: string, hint: string): string {
  const command = context.commands.find((each) => each.id === id);
  return command && ableNow(command, context) === true ? hint : '';
}

/** Runs a command, or says why it cannot be done now. */
export function runCommand(command: Command, context: CommandContext, argument?: string): readonly Action[] {
  const able = ableNow(command, context, argument);
  if (able !== true) return remark(able);
  return command.run(context, argument);
}

/** What is to happen where a choice is chosen. */
export function choose(context: CommandContext, choice: Choice): readonly Action[] {
  if (choice.actions) return choice.actions;
  const command = context.commands.find(({ id }) => id === choice.command);
  if (!command) throw new Error(`no command ${choice.command}`);
  return runCommand(command, context, choice.argument);
}

/** What a key does: an overlay's beat a pane's, a pane's beat global ones. One that does nothing here says so. */
export function pressKey(
  context: CommandContext,
  overlay: TopOverlay | undefined,
  key: string,
): readonly Action[] {
  const { commands, pane } = context;
  const own = overlay && claimed(context, overlay, key);
  if (own) return runCommand(own, context);
  const command = commandFor(commands, pane.id, key);
  const passes = !overlay || command?.everywhere || !overlay.modal;
  if (command && passes) return runCommand(command, context);
  const typed = overlay?.press(key) ?? [];
  if (typed.length > 0) return typed;
  if (overlay?.modal) return remark(`${keyLabel(key)} does nothing here · esc closes this`);
  return remark(notYetKey(key) ?? `${keyLabel(key)} does nothing here · ? keys`);
}

/** The overlay's command of a key; where text is typed, one that would do nothing now leaves its key to that. */
export function claimed(
  context: CommandContext,
  { id, types }: TopOverlay,
  key: string,
): Command | undefined {
  const own = inScope(context.commands, `overlay:${id}`, key);
  return own && (!types || ableNow(own, context) === true) ? own : undefined;
}

/** Keys that two commands of one scope both claim: there must be none. */
export function clashes(commands: readonly Command[]): string[] {
  const claimed = new Map<string, string>();
  const found: string[] = [];
  for (const { id, keys, scope } of commands) {
    for (const key of keys) {
      const place = placeOf(scope, key);
      const other = claimed.get(place);
      if (other !== undefined) found.push(`${place}: ${other} and ${id}`);
      claimed.set(place, id);
    }
  }
  return found;
}
