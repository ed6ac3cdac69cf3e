export { ENDING_SIGNALS } from './lending/restore.ts';
export { sizeOf } from './drawing/bounded.ts';
export { openScreen } from './screen.ts';
export { terminalProblem } from './problem.ts';
