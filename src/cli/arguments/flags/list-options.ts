import { InvalidArgumentError, Option } from 'commander';
import { parsedSelector } from '../../../model/network/parsed-selector.ts';

export const allNamespaces = (): Option =>
  new Option('-A, --all-namespaces', 'all namespaces').default(false);
export const selector = (): Option =>
  new Option('-l, --selector <labels>', 'only Pods with these labels').argParser((labels: string) => {
    const mistake = parsedSelector(labels);
    if (typeof mistake === 'string') throw new InvalidArgumentError(mistake);
    return labels;
  });
export const format = (): Option => oneOf(['text', 'json'], (value) => value);
/** `pods` is wide anyway; fingers that know kubectl say so. */
export const wideFormat = (): Option =>
  oneOf(['text', 'wide', 'json'], (value) => (value === 'wide' ? 'text' : value));

/** What it is given is looked at once the command is known (`formatProblem`): only then there is a word for what does it. */
const oneOf = (formats: readonly string[], read: (value: string) => string): Option =>
  new Option('-o, --output <format>', 'how to print it').choices(formats).default('text').argParser(read);
