import type { ContainerType } from '../../pod/containers.ts';
import { type Fields, fieldsOf, textOf, textsOf } from '../../whole/fields.ts';
import { commandSaying, type Environment, environment } from './environment.ts';
import { limits } from './limits.ts';
import { mounts, volumesFrom } from './mounts.ts';
import { healthCheck, startupWait } from './probes.ts';
import { joined } from '../sandbox.ts';
import { type Argument, arg, type Command, said, type Tool } from '../shell/saying.ts';
import { plainName, shellWord } from '../shell/shell.ts';
import { security } from './security.ts';
import type { VolumeStand } from '../volumes.ts';

/** A container, as it is started. */
export interface Block {
  /** Its name as docker has it. */
  readonly name: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly before: readonly Command[];
  readonly args: readonly Argument[];
  /** What it mounts, for those that come after. */
  readonly mounts: readonly Argument[];
  readonly after: readonly Command[];
  readonly environment: Environment;
}

/** What a container is started in. */
export interface Setting {
  readonly tool: Tool;
  readonly pod: Fields;
  /** The name of pause. */
  readonly pause: string;
  readonly stands: readonly VolumeStand[];
  /** Those that were started before it. */
  readonly earlier: readonly Block[];
}

const nameIn = (pause: string, container: string): string => `${pause}_${plainName(container)}`;

export function containerBlock(setting: Setting, container: Fields, type: ContainerType): Block {
  const { tool, pod, pause, stands, earlier } = setting;
  const spec = fieldsOf(pod.spec);
  const name = nameIn(pause, textOf(container.name));
  const target = textOf(container.targetContainerName);
  const env = environment(pod, container);
  const mounted = mounts(container, stands, env.valueOf);
  const from = volumesFrom(
    mounted.args,
    earlier.map((block) => ({ name: block.name, args: block.mounts })),
  );
  const { start, end } = commandSaying(container, env.valueOf);
  const health = healthCheck(container, env.specValueOf);
  const life = lifecycle(setting, container, name, type);
  const sayings = said(
    joined(tool, spec, pause, target === '' ? undefined : nameIn(pause, target)),
    limits(container),
    security(tool, spec, container),
    {
      args: from.names.map((other) =>
        arg(`--volumes-from=${other}`, 'all that it mounts, at the same places'),
      ),
      notes: [],
    },
    { args: from.rest, notes: mounted.notes },
    env,
    { args: [...start, ...streams(container), ...life.args], notes: life.notes },
    health,
  );
  const image = textOf(container.image);
  const last: Argument[] = [
    ...(image.startsWith('-') ? [arg('--', 'what follows is no option')] : []),
    arg(image, 'image'),
    ...end,
  ];
  return {
    name,
    title: `${textOf(container.name)}: ${TITLES[type]}`,
    notes: sayings.notes,
    before: mounted.before,
    args: [
      ...(type === 'init' ? [] : [arg('--detach', '')]),
      arg(`--name=${name}`, ''),
      ...sayings.args,
      ...last,
    ],
    mounts: mounted.args,
    after: [
      ...life.after,
      ...(type === 'sidecar' ? startupWait(tool, name, container, env.specValueOf) : []),
    ],
    environment: env,
  };
}

const TITLES: Readonly<Record<ContainerType, string>> = {
  init: 'an init container: what follows waits until it has ended well',
  sidecar: 'a sidecar: an init container that goes on running; what follows waits until it has started',
  app: 'an application container',
  ephemeral: 'an ephemeral container, which somebody added while the Pod ran',
};

function streams({ stdin, tty }: Fields): Argument[] {
  return [
    ...(stdin === true ? [arg('--interactive', 'stdin')] : []),
    ...(tty === true ? [arg('--tty', 'tty')] : []),
  ];
}

/** When it is started again, how it is stopped, and what runs beside it then. */
function lifecycle(
  { tool, pod }: Setting,
  container: Fields,
  name: string,
  type: ContainerType,
): { args: Argument[]; notes: string[]; after: Command[] } {
  const spec = fieldsOf(pod.spec);
  const { postStart, preStop, stopSignal } = fieldsOf(container.lifecycle);
  const notes: string[] = [];
  const after: Command[] = [];
  const command = textsOf(fieldsOf(fieldsOf(postStart).exec).command);
  if (command.length > 0)
    after.push({
      text: `${tool} exec ${name} ${command.map((text) => shellWord([text])).join(' ')}`,
      why: 'lifecycle.postStart',
    });
  else if (postStart) notes.push('lifecycle.postStart: a request that the kubelet makes');
  if (preStop) notes.push('lifecycle.preStop: stop knows nothing that would go before its signal');
  const grace = textOf(spec.terminationGracePeriodSeconds);
  return {
    notes,
    after,
    args: [
      ...restart(spec, container, type),
      ...(grace === '' ? [] : [arg(`--stop-timeout=${grace}`, 'terminationGracePeriodSeconds')]),
      ...(stopSignal ? [arg(`--stop-signal=${textOf(stopSignal)}`, 'lifecycle.stopSignal')] : []),
    ],
  };
}

const POLICIES = new Map([
  ['Always', 'always'],
  ['OnFailure', 'on-failure'],
  ['Never', 'no'],
]);

function restart(spec: Fields, { restartPolicy }: Fields, type: ContainerType): Argument[] {
  // What is waited for is not started again behind the script's back: `set -e` ends it.
  if (type === 'init') return [];
  const mine = textOf(restartPolicy);
  const policy = type === 'ephemeral' ? 'Never' : mine || textOf(spec.restartPolicy) || 'Always';
  const why = type === 'ephemeral' ? 'it is never started again' : `restartPolicy ${policy}`;
  return [arg(`--restart=${POLICIES.get(policy) ?? 'no'}`, why)];
}
