import { Help, type Option } from 'commander';

/** Commander's help without defaults that say nothing: a switch is off, and a list is empty, until it is given. */
export class PlainHelp extends Help {
  override optionDescription(option: Option): string {
    const value: unknown = option.defaultValue;
    const saysNothing = value === false || (Array.isArray(value) && value.length === 0);
    return saysNothing ? option.description : super.optionDescription(option);
  }
}
