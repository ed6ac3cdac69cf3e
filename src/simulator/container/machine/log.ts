import type { Clock } from '../../time/clock.ts';
import type { ContainerLog, LogLine } from './container.ts';
import type { Output } from './processes/process.ts';

const MOST_LINES = 5000;

interface Follower {
  readonly line: (line: LogLine) => void;
  readonly end: () => void;
}

/** What a container says, line by line, each with its time; the latest are kept. */
export class LineLog implements ContainerLog {
  lines: LogLine[] = [];
  private readonly followers = new Set<Follower>();
  private readonly rest = { stdout: '', stderr: '' };
  private ended = false;

  constructor(private readonly clock: Clock) {}

  /** Where one of the streams goes. */
  output(stream: LogLine['stream']): Output {
    const decoder = new TextDecoder();
    return {
      write: (data) => {
        const text = typeof data === 'string' ? data : decoder.decode(data, { stream: true });
        const parts = (this.rest[stream] + text).split('\n');
        this.rest[stream] = parts.pop() ?? '';
        for (const part of parts) this.add({ time: this.clock.now(), stream, text: part });
      },
    };
  }

  follow = (line: Follower['line'], end: Follower['end']): (() => void) => {
    if (this.ended) {
      end();
      return () => undefined;
    }
    const follower = { line, end };
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  };

  /** The container has ended: what it began to say is a line. */
  close(): void {
    if (this.ended) return;
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.rest[stream] !== '') this.add({ time: this.clock.now(), stream, text: this.rest[stream] });
    }
    this.ended = true;
    for (const { end } of this.followers) end();
    this.followers.clear();
  }

  private add(line: LogLine): void {
    this.lines.push(line);
    if (this.lines.length > MOST_LINES * 2) this.lines = this.lines.slice(-MOST_LINES);
    for (const follower of this.followers) follower.line(line);
  }
}
