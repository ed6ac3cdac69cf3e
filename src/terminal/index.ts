export { ENDING_SIGNALS } from './restore.ts';
export { openScreen } from './screen.ts';
export { terminalProblem } from './problem.ts';
