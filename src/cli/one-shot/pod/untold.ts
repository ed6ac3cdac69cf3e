import { failureOf } from '../../../model/failure.ts';
import { clean } from '../../../view/text/clean.ts';
import type { Writer } from '../../arguments/arguments.ts';

/** What could not be told of a Pod: on standard error as soon as that is known, and among the rest, which may be all that is read. */
export class Untold {
  private readonly told = new Set<string>();

  constructor(private readonly output: Writer) {}

  /** @param what what would have been told: `claims` */
  add(what: string, error: unknown): void {
    const { message } = failureOf(error);
    this.told.add(`${what}: ${message}`);
    this.output.err(`podscope: not all is told of ${what}: ${message}\n`);
  }

  /** A line each, in the same order whatever was answered first. */
  get lines(): readonly string[] {
    return [...this.told].sort();
  }
}

/** As a section of its own; empty where all was told. */
export const renderUntold = (lines: readonly string[] = []): string =>
  lines.length === 0
    ? ''
    : `NOT TOLD since it could not be had\n${lines.map((line) => `${clean(line)}\n`).join('')}`;
