import type { ConnectionFlags } from '../../ports/connection.ts';
import type { AttachShot } from './attach-command.ts';
import type { DebugShot } from './debug-command.ts';
import type { CpShot } from './cp-command.ts';
import type { DemoFlags } from './demo-command.ts';
import type { ExecShot } from './exec-command.ts';
import type { ForwardShot } from './forward-command.ts';
import type { LogsShot } from './logs-command.ts';
import type { PsFlags } from './ps-command.ts';
import type { Target } from './target.ts';

export interface DashboardFlags {
  readonly allNamespaces: boolean;
  readonly selector?: string;
  readonly readonly: boolean;
  /** commander's name for --no-color and --no-mouse. */
  readonly color: boolean;
  readonly mouse: boolean;
  /** In bytes. */
  readonly logMemory?: number;
}

export type Output = 'text' | 'json';

/** What the command line asks for; `logFile`: where to log it. */
export type Invocation = Asked & { readonly logFile?: string };

/** What the dashboard is shown for. */
export type Shown = Extract<Invocation, { readonly command: 'dashboard' | 'demo' }>;

type Asked =
  | {
      readonly command: 'dashboard';
      readonly target?: Target;
      readonly connection: ConnectionFlags;
      readonly flags: DashboardFlags;
    }
  | {
      readonly command: 'demo';
      readonly target?: Target;
      readonly connection: ConnectionFlags;
      readonly flags: DashboardFlags;
      readonly demo: DemoFlags;
    }
  | {
      readonly command: 'tree';
      readonly target: Target;
      readonly connection: ConnectionFlags;
      readonly output: Output;
    }
  | {
      readonly command: 'pods';
      readonly connection: ConnectionFlags;
      readonly allNamespaces: boolean;
      readonly selector?: string;
      readonly output: Output;
    }
  | ({ readonly command: 'pod'; readonly processes?: boolean; readonly readonly?: boolean } & AboutPod)
  | ({ readonly command: 'ps' } & AboutPod & PsFlags)
  | LogsShot
  | ExecShot
  | AttachShot
  | DebugShot
  | ForwardShot
  | CpShot
  | ({ readonly command: 'explain'; readonly tool: 'docker' | 'podman' } & AboutPod)
  /** Everything is said already (help, version, wrong usage). */
  | { readonly command: 'exit'; readonly code: number };

interface AboutPod {
  readonly name: string;
  readonly connection: ConnectionFlags;
  readonly output: Output;
}
