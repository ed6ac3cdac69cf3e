import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { AliasBudget } from './alias-budget.ts';
import { resolveTagged } from './scalar.ts';
import { YamlError } from './yaml-error.ts';

type Mapping = Record<string, unknown>;

interface Frame {
  readonly value: unknown[] | Mapping;
  readonly anchor: Anchor | undefined;
  /** What was spent before it. */
  readonly before: number;
  key?: { readonly name: string; readonly isMerge: boolean } | undefined;
}

interface Anchor {
  readonly value: unknown;
  /** Of its value, aliases written out; absent while it is being read. */
  cost?: number;
}

/** What the events of one document say, as goyaml.v2 decodes it for JSON. Throws `YamlError`. */
export function construct(events: readonly Event[], source: string): unknown {
  return new Constructor(source).run(events);
}

class Constructor {
  private readonly frames: Frame[] = [];
  private readonly anchors = new Map<string, Anchor>();
  private readonly budget = new AliasBudget();
  private document: unknown = null;

  constructor(private readonly source: string) {}

  run(events: readonly Event[]): unknown {
    for (const event of events) this.take(event);
    return this.document;
  }

  private take(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        return;
      case EVENT_ID.SCALAR:
        return this.scalar(event);
      case EVENT_ID.SEQUENCE:
        return this.open([], event);
      case EVENT_ID.MAPPING:
        return this.open(Object.create(null) as Mapping, event);
      case EVENT_ID.ALIAS:
        return this.alias(this.source.slice(event.anchorStart, event.anchorEnd));
      case EVENT_ID.POP:
        return this.close();
    }
  }

  private scalar(event: ScalarEvent): void {
    const text = getScalarValue(this.source, event);
    const tag = event.tagStart < 0 ? '' : this.source.slice(event.tagStart, event.tagEnd);
    const plain = event.style === SCALAR_STYLE.PLAIN;
    const value = resolveTagged(tag, text, plain);
    this.budget.value();
    const anchor = this.anchored(event, value);
    if (anchor) anchor.cost = 1;
    const frame = this.frames.at(-1);
    // In quotes it is a key like any other.
    if (text === '<<' && plain && frame && !frame.key && !Array.isArray(frame.value)) {
      frame.key = { name: '<<', isMerge: true };
    } else this.add(value);
  }

  private alias(name: string): void {
    const anchor = this.anchors.get(name);
    if (!anchor) throw new YamlError(`unknown anchor '${name}' referenced`);
    if (anchor.cost === undefined) throw new YamlError(`anchor '${name}' value contains itself`);
    this.budget.alias(anchor.cost);
    this.add(anchor.value);
  }

  private open(
    value: unknown[] | Mapping,
    event: Extract<Event, { anchorStart: number; tagStart: number }>,
  ): void {
    const before = this.budget.spent;
    this.budget.value();
    this.frames.push({ value, before, anchor: this.anchored(event, value) });
  }

  private close(): void {
    const frame = this.frames.pop();
    // The end of the document itself.
    if (!frame) return;
    if (frame.anchor) frame.anchor.cost = this.budget.spent - frame.before;
    this.add(frame.value);
  }

  private anchored(
    { anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number },
    value: unknown,
  ): Anchor | undefined {
    if (anchorStart < 0) return undefined;
    const anchor: Anchor = { value };
    this.anchors.set(this.source.slice(anchorStart, anchorEnd), anchor);
    return anchor;
  }

  private add(value: unknown): void {
    const frame = this.frames.at(-1);
    if (!frame) this.document = value;
    else if (Array.isArray(frame.value)) frame.value.push(value);
    else if (!frame.key) frame.key = { name: keyOf(value), isMerge: false };
    else {
      if (frame.key.isMerge) merge(frame.value, value);
      else frame.value[frame.key.name] = value;
      frame.key = undefined;
    }
  }
}

/** JSON has texts for keys only. */
function keyOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  const what = value === null ? 'null' : Array.isArray(value) ? 'a list' : 'a mapping';
  throw new YamlError(`invalid map key: ${what}`);
}

/** In its turn: what stands before it is overridden, what follows overrides. Of several the first goes first. */
function merge(into: Mapping, value: unknown): void {
  const sources = Array.isArray(value) ? (value as unknown[]).toReversed() : [value];
  for (const source of sources) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new YamlError('map merge requires map or sequence of maps as the value');
    }
    Object.assign(into, source);
  }
}
