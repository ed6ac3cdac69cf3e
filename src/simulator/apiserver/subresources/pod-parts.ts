import { badRequest, methodNotAllowed } from '../../api/api-error.ts';
import { readBody, sendJson } from '../request/answer.ts';
import type { Exchange, HandlerOptions } from '../request/exchange.ts';
import { isJson } from '../../api/patches/patch.ts';
import type { ObjectPlace } from '../../registry/registry.ts';
import type { Route } from '../request/route.ts';
import { chosenContainer, hasHost } from '../streams/container-choice.ts';
import { patchEphemeral, putEphemeral } from './ephemeral-containers.ts';
import { evict } from './eviction.ts';
import { sendLog } from '../streams/pod-log.ts';

const PARTS = ['log', 'exec', 'attach', 'portforward', 'ephemeralcontainers', 'eviction'];

/** Whether a path is about a part of a Pod that is not written as an object. */
export const isPodPart = ({ kind, subresource }: Route): boolean =>
  kind.kind === 'Pod' && subresource !== undefined && PARTS.includes(subresource);

/** Answers a request about a part of a Pod. Throws `ApiError`. */
export async function handlePodPart(
  options: HandlerOptions,
  exchange: Exchange,
  place: ObjectPlace,
): Promise<void> {
  const { request, response, route, query, view } = exchange;
  const pod = options.registry.get(place);
  const contentType = request.headers['content-type'] ?? '';
  switch (`${request.method} ${route.subresource}`) {
    case 'GET log':
      return sendLog(options.containers, pod, query, response, options.clock.now());
    case 'GET ephemeralcontainers':
      return sendJson(request, response, 200, view.object(pod));
    case 'PATCH ephemeralcontainers': {
      const patched = patchEphemeral(options.storage, place, pod, contentType, await readBody(request));
      return sendJson(request, response, 200, view.object(patched));
    }
    case 'PUT ephemeralcontainers': {
      const sent: unknown = JSON.parse(await readBody(request));
      const put = putEphemeral(options.storage, place.kind, pod, isJson(sent) ? sent : {});
      return sendJson(request, response, 200, view.object(put));
    }
    case 'POST eviction':
      return sendJson(request, response, 201, evict(options, exchange, place, await readBody(request)));
    default: {
      if (route.subresource === 'log' || route.subresource === 'eviction') throw methodNotAllowed();
      if (route.subresource !== 'portforward') chosenContainer(pod, query.get('container'));
      if (!hasHost(pod)) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
      throw badRequest('Upgrade request required');
    }
  }
}
