import { describe, expect, it } from 'vitest';
import { Door } from '../../../src/cluster/door/door.ts';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { lookingAtPods } from '../../../src/cluster/logs/looking-at-pods.ts';

const PLACE = { namespace: 'shop', name: 'web-0' };
const POD = { metadata: { name: 'web-0', namespace: 'shop', uid: 'u' }, spec: {}, status: {} };
const failing = (code: number, message: string) => (): Promise<never> =>
  Promise.reject(new ClusterError({ code, reason: 'Some', message }));

/** Who gets none, and is answered so where it lists. */
function listing(answer: () => Promise<unknown>) {
  const asked: string[] = [];
  const json = <T>(path: string): Promise<T> => {
    asked.push(path);
    return answer() as Promise<T>;
  };
  return { asked, look: lookingAtPods(failing(403, 'may not get'), { json }, new Door()) };
}

describe('a Pod that is looked at for its log', () => {
  it('is listed by its name where it may not be got', async () => {
    const { look, asked } = listing(() => Promise.resolve({ kind: 'PodList', items: [POD] }));
    expect((await look(PLACE)).metadata).toMatchObject(POD.metadata);
    expect(asked).toEqual(['/api/v1/namespaces/shop/pods?fieldSelector=metadata.name%3Dweb-0']);
  });

  it('is gone where the list is empty', async () => {
    const { look } = listing(() => Promise.resolve({ kind: 'PodList', items: [] }));
    await expect(look(PLACE)).rejects.toMatchObject({ code: 404 });
  });

  it('is refused as it was first where neither may be done, and fails as the list does where that fails', async () => {
    await expect(listing(failing(403, 'may not list')).look(PLACE)).rejects.toThrow('may not get');
    await expect(listing(failing(500, 'no storage')).look(PLACE)).rejects.toThrow('no storage');
  });

  it('is not listed where getting it fails otherwise', async () => {
    const json = failing(500, 'listed');
    const look = lookingAtPods(failing(404, 'no such Pod'), { json }, new Door());
    await expect(look(PLACE)).rejects.toThrow('no such Pod');
  });
});
