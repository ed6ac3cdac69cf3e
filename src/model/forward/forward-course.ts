import {
  type ForwardRequest,
  type ForwardTold,
  type Listening,
  NO_TRAFFIC,
  type Traffic,
} from './forward.ts';

/** How a forward goes: what was told of it, as far as it holds. */
export interface ForwardCourse {
  readonly listening: readonly Listening[];
  /** The Pod that new connections go to. */
  readonly pod: string | undefined;
  /** Why they have to wait. */
  readonly waiting: string | undefined;
  readonly traffic: Traffic;
  /** What went wrong last; `at` in epoch ms. */
  readonly problem: { readonly at: number; readonly text: string } | undefined;
}

export const NOT_BEGUN: ForwardCourse = {
  listening: [],
  pod: undefined,
  waiting: undefined,
  traffic: NO_TRAFFIC,
  problem: undefined,
};

/** The course after something more was told. */
export function courseAfter(course: ForwardCourse, told: ForwardTold, now: number): ForwardCourse {
  switch (told.type) {
    case 'listening':
      return { ...course, listening: [...course.listening, told.at] };
    case 'pod':
      return { ...course, pod: told.name, waiting: undefined };
    case 'waiting':
      return { ...course, pod: undefined, waiting: told.why };
    case 'traffic':
      return { ...course, traffic: told.traffic };
    case 'problem':
    case 'note':
      return { ...course, problem: { at: now, text: toldText(told) } };
    case 'connection':
      return course;
  }
}

/** What is told where it is a sentence, without whose it is. */
export function toldText(
  told: Extract<ForwardTold, { readonly type: 'problem' | 'pod' | 'waiting' | 'note' }>,
) {
  switch (told.type) {
    case 'problem':
      return `a connection to ${told.local} failed: ${told.message}`;
    case 'pod':
      return told.from === undefined
        ? `to Pod ${told.name}`
        : `now to Pod ${told.name}: ${told.from} ${told.why ?? 'is left'}`;
    case 'waiting':
      return `connections wait: ${told.why}`;
    case 'note':
      return told.text;
  }
}

/** `port 80 may not be listened on: 43211 instead` */
export const insteadText = ({ local, instead }: Listening): string =>
  instead ? `port ${instead.of} ${instead.why}: ${local} instead` : '';

/** `80 of Deployment web` */
export function forwardText({ ports, target: { kind, name } }: ForwardRequest): string {
  // Of `Rollout.v1.example.com` the Kind is what one knows it by.
  return `${ports.map(({ remote }) => remote).join(', ')} of ${kind.split('.')[0]} ${name}`;
}
