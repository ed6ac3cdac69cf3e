export { OneShotReader } from './reader.ts';
export { runOneShot } from './run.ts';
