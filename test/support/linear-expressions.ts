import { setFlagsFromString } from 'node:v8';

// As the dashboard has it (bin/v8-flags.js): it takes only expressions that run in linear time.
setFlagsFromString('--enable-experimental-regexp-engine');
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
