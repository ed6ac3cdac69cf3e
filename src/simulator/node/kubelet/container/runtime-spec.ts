import { fields, text } from '../../../api/fields.ts';
import { randomUid } from '../../../api/identity.ts';
import type { ContainerSpec } from '../../../container/machine/container.ts';
import type { Json } from '../../../api/patches/patch.ts';
import { quantity } from '../../../api/quantity.ts';
import { environmentOf, expand } from './environment.ts';
import type { PodContext } from '../pod/pod-context.ts';

/** What the runtime is asked for a container. Throws `ConfigError` where its environment cannot be made. */
export function runtimeSpec(context: PodContext, spec: Json): ContainerSpec {
  const { world, pod, mounts } = context;
  const env = environmentOf(world, pod(), spec);
  const variables = new Map(env);
  const argv = (value: unknown): readonly string[] | undefined =>
    Array.isArray(value) ? value.map((one) => expand(String(one), variables)) : undefined;
  const [command, args] = [argv(spec['command']), argv(spec['args'])];
  const memoryLimit = quantity(fields(fields(spec['resources'])['limits'])['memory']);
  const user = fields(spec['securityContext'])['runAsUser'];
  const target = text(spec['targetContainerName']);
  const targetId = target === '' ? undefined : context.containerId(target);
  return {
    id: (randomUid(world.random) + randomUid(world.random)).replaceAll('-', ''),
    name: text(spec['name']),
    image: text(spec['image']),
    ...(command && { command }),
    ...(args && { args }),
    ...(spec['workingDir'] !== undefined && { workingDir: text(spec['workingDir']) }),
    env,
    mounts: mounts(spec),
    tty: spec['tty'] === true,
    stdin: spec['stdin'] === true,
    ...(typeof user === 'number' && { user }),
    ...(memoryLimit > 0 && { memoryLimit }),
    ...(targetId !== undefined && { targetId }),
  };
}
