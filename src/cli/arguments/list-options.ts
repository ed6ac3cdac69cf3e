import { InvalidArgumentError, Option } from 'commander';

export const allNamespaces = (): Option =>
  new Option('-A, --all-namespaces', 'all namespaces').default(false);
export const selector = (): Option => new Option('-l, --selector <labels>', 'only Pods with these labels');
export const format = (): Option =>
  new Option('-o, --output <format>', 'how to print it').choices(['text', 'json']).default('text');
/** `pods` is wide anyway; fingers that know kubectl say so. */
export const wideFormat = (): Option =>
  format()
    .choices(['text', 'wide', 'json'])
    .argParser((value: string) => {
      if (!['text', 'wide', 'json'].includes(value))
        throw new InvalidArgumentError('Allowed choices are text, wide, json.');
      return value === 'wide' ? 'text' : value;
    });
