import { AUTOMATIC, automaticOf } from '../door/kinds/pod.ts';
import { decoded, eachSpan, type ProtobufObject, spanOf } from './envelope.ts';

/** Fields of a Pod, its spec, and a volume of it. */
const SPEC = 2;
const VOLUMES = 1;
const NAME = 1;

const START = Buffer.from(AUTOMATIC);

/** The name of a Pod's automatic volume, as `volumeNames` knows it, before anything of the Pod is read. */
export function automaticVolume(pod: ProtobufObject): string | undefined {
  const { bytes } = pod;
  const names: string[] = [];
  decoded(pod, (reader, podEnd) => {
    const spec = spanOf(bytes, reader.at, podEnd, SPEC);
    eachSpan(bytes, spec.start, spec.end, VOLUMES, (from, to) => {
      const { start, end } = spanOf(bytes, from, to, NAME);
      if (START.every((byte, index) => bytes[start + index] === byte))
        names.push(bytes.toString('latin1', start, Math.min(end, start + 100)));
    });
  });
  return automaticOf(names);
}
