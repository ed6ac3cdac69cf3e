import type { OwnerRef, OwnerResult } from '../../model/connection.ts';
import type { ObjectMeta } from '../../model/kinds/objects.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import { ClusterError, toClusterError, invalidAnswer } from '../errors/cluster-error.ts';
import type { ApiKind } from '../../model/kinds/api-kind.ts';
import type { Discovery } from '../discovery/discovery.ts';
import type { Door } from '../door/door.ts';
import { metadataOf, named, readPage } from '../door/envelopes.ts';
import type { Page } from '../protobuf/page.ts';
import { groupBy } from '../../model/table/group-by.ts';
import { collectionPath, segment } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';

/** More of one kind in one namespace than this are listed rather than asked for one by one. */
const FEW = 20;
/** How many single objects are asked for at a time. */
const AT_ONCE = 10;
const PAGE_SIZE = 500;
/** What is accepted where only an object's metadata is of interest. */
export const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
export const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

type Answer = ObjectMeta | Failure;

/** Looks owners up by their references. */
export class Owners {
  constructor(
    private readonly transport: Transport,
    private readonly discovery: Discovery,
    private readonly door: Door,
  ) {}

  /** One result for each reference, in order; never rejects: what is denied or gone is a result too. */
  async find(refs: readonly OwnerRef[]): Promise<readonly OwnerResult[]> {
    const answers = new Map<OwnerRef, Answer>();
    const groups = groupBy(refs, ({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    await Promise.all([...groups.values()].map((group) => this.ofKind(group, answers)));
    return refs.map((ref) => result(ref, answers.get(ref) ?? notFound(ref)));
  }

  private async ofKind(refs: readonly OwnerRef[], answers: Map<OwnerRef, Answer>): Promise<void> {
    const [first] = refs;
    if (!first) return;
    let resource: ApiKind | undefined;
    try {
      resource = await this.discovery.find(first.apiVersion, first.kind);
    } catch (error) {
      for (const ref of refs) answers.set(ref, failureOf(error));
      return;
    }
    if (!resource) {
      for (const ref of refs) answers.set(ref, unknownKind(ref));
      return;
    }
    const found = resource;
    // An object of a cluster-scoped kind has no namespace, whatever namespace its dependents are in.
    const places = groupBy(refs, ({ namespace }) => (found.namespaced ? namespace : undefined));
    await Promise.all(
      [...places].map(([namespace, group]) =>
        group.length > FEW
          ? this.list(collectionPath(found, namespace), group, answers)
          : this.getEach(collectionPath(found, namespace), group, answers),
      ),
    );
  }

  private async getEach(
    path: string,
    refs: readonly OwnerRef[],
    answers: Map<OwnerRef, Answer>,
  ): Promise<void> {
    const waiting = [...refs];
    const work = async (): Promise<void> => {
      for (let ref = waiting.shift(); ref; ref = waiting.shift()) answers.set(ref, await this.get(path, ref));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  private async get(path: string, ref: OwnerRef): Promise<Answer> {
    try {
      const url = `${path}/${segment(ref.name)}`;
      const answer = await this.transport.json<unknown>(url, { accept: METADATA });
      const metadata = this.door.metadata(answer);
      if (!metadata) throw invalidAnswer(`the server sent ${named(answer)} instead of the owner's metadata`);
      return metadata;
    } catch (error) {
      return failureOf(error);
    }
  }

  private async list(path: string, refs: readonly OwnerRef[], answers: Map<OwnerRef, Answer>): Promise<void> {
    const wanted = groupBy(refs, ({ name }) => name);
    try {
      const pages = new Set<string>();
      let page: Page | undefined;
      do {
        const from: string = page?.next ? `&continue=${segment(page.next)}` : '';
        const answer = await this.transport.json<unknown>(`${path}?limit=${PAGE_SIZE}${from}`, {
          accept: METADATA_LIST,
        });
        page = readPage(answer, pages);
        for (const item of page.items) this.take(item, wanted, answers);
      } while (page.next);
    } catch (error) {
      for (const ref of refs) if (!answers.has(ref)) answers.set(ref, failureOf(error));
    }
  }

  private take(
    item: unknown,
    wanted: ReadonlyMap<unknown, readonly OwnerRef[]>,
    answers: Map<OwnerRef, Answer>,
  ): void {
    for (const ref of wanted.get(metadataOf(item)?.name) ?? []) {
      const metadata = this.door.metadata(item);
      if (metadata?.uid === ref.uid) answers.set(ref, metadata);
    }
  }
}

function result(ref: OwnerRef, answer: Answer): OwnerResult {
  const { uid } = ref;
  if (!('uid' in answer)) return { ref, uid, failure: answer };
  // A newer object under the same name is not the owner: owners are told by uid.
  return answer.uid === uid ? { ref, uid, metadata: answer } : { ref, uid, failure: notFound(ref) };
}

function notFound({ kind, name }: OwnerRef): Failure {
  return { code: 404, reason: 'NotFound', message: `the owner ${kind} ${name} does not exist any more` };
}

function unknownKind({ kind, apiVersion }: OwnerRef): Failure {
  return { code: 404, reason: 'NotFound', message: `the cluster has no kind ${kind} in ${apiVersion}` };
}

function failureOf(error: unknown): Failure {
  const { code, reason, message } = error instanceof ClusterError ? error : toClusterError(error, '');
  return { ...(code !== undefined && { code }), reason, message };
}
