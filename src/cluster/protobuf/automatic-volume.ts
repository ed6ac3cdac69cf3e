import { AUTOMATIC, automaticOf } from '../door/kinds/pod.ts';
import type { ProtobufObject } from './envelope.ts';
import { eachSpan, Fields } from './fields.ts';

/** Fields of a Pod, its spec, and a volume of it. */
const SPEC = 2;
const VOLUMES = 1;
const NAME = 1;

const START = Buffer.from(AUTOMATIC);

const fields = new Fields(SPEC);
const volume = new Fields(NAME);

/**
 * The name of a Pod's automatic volume, as `volumeNames` knows it, before anything of the Pod is read. Throws a
 * `ProtobufError`.
 */
export function automaticVolume({ bytes, start, end }: ProtobufObject): string | undefined {
  fields.find(bytes, start, end);
  const names: string[] = [];
  eachSpan(bytes, fields.start(SPEC), fields.end(SPEC), VOLUMES, (from, to) => {
    volume.find(bytes, from, to);
    const at = volume.start(NAME);
    if (begins(bytes, at, volume.end(NAME)))
      names.push(bytes.toString('latin1', at, Math.min(volume.end(NAME), at + 100)));
  });
  return automaticOf(names);
}

function begins(bytes: Buffer, at: number, end: number): boolean {
  if (end - at < START.length) return false;
  for (let index = 0; index < START.length; index++) if (bytes[at + index] !== START[index]) return false;
  return true;
}
