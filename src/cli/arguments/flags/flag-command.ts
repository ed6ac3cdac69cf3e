import { Command, type ErrorOptions, type Help, Option, type ParseOptionsResult } from 'commander';
import { PlainHelp } from '../help/plain-help.ts';

/** As Go reads them (strconv.ParseBool). */
const YES: ReadonlySet<string> = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const NO: ReadonlySet<string> = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/**
 * A command whose flags take values as kubectl's do (github.com/spf13/pflag): `--follow=false`, `-it=true`, `-n=shop`.
 * Commander's take none, or one without the sign.
 */
export class FlagCommand extends Command {
  override createCommand(name?: string): FlagCommand {
    return new FlagCommand(name);
  }

  override createHelp(): Help {
    return Object.assign(new PlainHelp(), this.configureHelp());
  }

  /** Of a flag that it does not know it says in the same line where those are told that it does. */
  override error(message: string, options?: ErrorOptions): never {
    if (options?.code !== 'commander.unknownOption') return super.error(message, options);
    const help = [...(this.parent ? [this.parent.name()] : []), this.name(), '--help'].join(' ');
    return super.error(`${message.replace('\n', ' ')}; \`${help}\` lists them`, options);
  }

  override addOption(option: Option): this {
    super.addOption(option);
    return takesNone(option) ? super.addOption(new Cleared(option)) : this;
  }

  override parseOptions(argv: string[]): ParseOptionsResult {
    const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
    const words = argv.slice(0, end).flatMap((word) => this.asCommander(word));
    return super.parseOptions([...words, ...argv.slice(end)]);
  }

  /** A word as commander reads it. What it does not know stays as it is, for another command. */
  private asCommander(word: string): readonly string[] {
    const [, given = '', value = ''] = /^(--[^=]+|-[^-=]+)=(.*)$/s.exec(word) ?? [];
    if (given.startsWith('--')) return this.withValue(given, value) ?? [word];
    for (let at = 1; at < given.length; at++) {
      const option = this.known(`-${given.charAt(at)}`);
      if (!option) break;
      const isLast = at === given.length - 1;
      // The rest is its value.
      if (!takesNone(option)) return isLast ? [`${given}${value}`] : [word];
      if (isLast)
        return [
          ...(at > 1 ? [given.slice(0, at)] : []),
          ...(this.withValue(`-${given.charAt(at)}`, value) ?? []),
        ];
    }
    return [word];
  }

  private withValue(flag: string, value: string): readonly string[] | undefined {
    const option = this.known(flag);
    if (!option || !takesNone(option)) return undefined;
    if (YES.has(value)) return [flag];
    if (NO.has(value)) return option === HELP ? [] : [`${option.long}=false`];
    return this.error(`error: invalid argument "${value}" for "${option.flags}" flag: give true or false.`);
  }

  private known(flag: string): Option | undefined {
    return [...this.options, HELP].find(({ long, short }) => long === flag || short === flag);
  }
}

const HELP = new Option('-h, --help');

const takesNone = (option: Option): boolean => option.isBoolean() || option.negate;

/** What `=false` does to a flag: a flag of its own to commander, which has the last of several count. */
class Cleared extends Option {
  constructor(private readonly of: Option) {
    super(`${of.long}=false`);
    this.preset(of.negate).hideHelp();
  }

  override attributeName(): string {
    return this.of.attributeName();
  }
}
