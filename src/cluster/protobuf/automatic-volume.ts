import { automaticOf } from '../door/pod.ts';
import { bytesOf, reading, spansOf } from './envelope.ts';

/** Fields of a Pod, its spec, and a volume of it. */
const SPEC = 2;
const VOLUMES = 1;
const NAME = 1;

/** The name of a Pod's automatic volume, as `volumeNames` knows it, before anything of the Pod is read. */
export function automaticVolume(pod: Buffer): string | undefined {
  return reading('a Pod', () => {
    const spec = bytesOf(pod, 0, SPEC);
    const spans = spansOf(spec, 0, VOLUMES);
    const names: string[] = [];
    for (let index = 0; index < spans.length; index += 2) {
      const volume = spec.subarray(spans[index], spans[index + 1]);
      names.push(bytesOf(volume, 0, NAME).toString('latin1', 0, 100));
    }
    return automaticOf(names);
  });
}
