export { openScreen } from './screen.ts';
export { terminalProblem } from './problem.ts';
