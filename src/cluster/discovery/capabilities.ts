import { ABLE, type Capabilities } from '../../model/capabilities.ts';

const READONLY: Capabilities = {
  live: true,
  exec: 'podscope was started with --readonly: no container is entered',
  forward: 'podscope was started with --readonly: nothing is forwarded',
  change: 'podscope was started with --readonly: nothing is changed',
};

/** What a connection can do, as the command line has it. */
export const capabilitiesOf = (readonly = false): Capabilities => (readonly ? READONLY : ABLE);
