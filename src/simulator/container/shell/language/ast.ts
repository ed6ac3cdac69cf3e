/** A piece of a word, as it is before expansion. */
export type Part =
  | { readonly type: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly type: 'variable';
      readonly name: string;
      /** `:-`, `#`, `%%`, … and what follows it. */
      readonly operator?: string;
      readonly operand?: Word;
      readonly quoted: boolean;
    }
  | { readonly type: 'command'; readonly body: Command; readonly quoted: boolean }
  | { readonly type: 'arithmetic'; readonly word: Word };

export type Word = readonly Part[];

export interface Redirect {
  readonly fd: number;
  readonly operator: '>' | '>>' | '<' | '>&' | '<&' | '&>' | '<<';
  readonly target: Word;
}

/** What a shell runs (POSIX.1-2024, Shell Command Language, 2.9). */
export type Command =
  | {
      readonly type: 'simple';
      readonly assignments: readonly (readonly [name: string, value: Word])[];
      readonly words: readonly Word[];
      readonly redirects: readonly Redirect[];
    }
  | { readonly type: 'pipeline'; readonly commands: readonly Command[]; readonly negated: boolean }
  | { readonly type: 'and' | 'or'; readonly left: Command; readonly right: Command }
  | {
      readonly type: 'list';
      readonly items: readonly { readonly command: Command; readonly background: boolean }[];
    }
  | {
      readonly type: 'if';
      readonly branches: readonly { readonly condition: Command; readonly body: Command }[];
      readonly otherwise?: Command;
    }
  | { readonly type: 'loop'; readonly until: boolean; readonly condition: Command; readonly body: Command }
  | { readonly type: 'for'; readonly name: string; readonly words?: readonly Word[]; readonly body: Command }
  | {
      readonly type: 'case';
      readonly word: Word;
      readonly cases: readonly { readonly patterns: readonly Word[]; readonly body: Command }[];
    }
  | {
      readonly type: 'group' | 'subshell';
      readonly body: Command;
    }
  | { readonly type: 'redirected'; readonly command: Command; readonly redirects: readonly Redirect[] }
  | { readonly type: 'function'; readonly name: string; readonly body: Command };

/** What was typed is no command. */
export class SyntaxProblem extends Error {
  constructor(
    message: string,
    /** The text ends too early: an interactive shell asks for more. */
    readonly unfinished = false,
  ) {
    super(message);
  }
}
