import { SEVERITIES, type Severity } from '../../../../shared/domain/alarm/severity.ts';
import { type DetectorState, type Memories, type Watch, watchKey } from '../../../../shared/domain/alarm/state.ts';
import { createTexts, PackReader, PackWriter } from '../../lib/packed.ts';
import type { CheckRecord, FactRecord, ResourceStatus } from './repository.ts';

/** What is known of a resource in few bytes: facts and memories of detectors are hundreds of objects of each of thousands. */
export interface PackedStatus {
  readonly dataAt: number | null;
  readonly checks: readonly CheckRecord[];
  readonly facts: Uint8Array;
  readonly detectors: Uint8Array;
}

const texts = createTexts();
const writer = new PackWriter(texts);
/** Bytes of what was unpacked and is as it was: most comes back unchanged. */
const packedOf = new WeakMap<object, Uint8Array>();

const FACT = { text: 0, number: 1, true: 2, false: 3, null: 4 } as const;

function writeFact({ name, component, value, at }: FactRecord): void {
  writer.text(name);
  writer.text(component);
  writer.float(at);
  if (typeof value === 'string') {
    writer.byte(FACT.text);
    writer.verbatim(value);
  } else if (typeof value === 'number') {
    writer.byte(FACT.number);
    writer.float(value);
  } else writer.byte(value === null ? FACT.null : FACT[value ? 'true' : 'false']);
}

function readValue(reader: PackReader): FactRecord['value'] {
  const kind = reader.byte();
  if (kind === FACT.text) return reader.verbatim();
  if (kind === FACT.number) return reader.float();
  return kind === FACT.null ? null : kind === FACT.true;
}

function readFact(reader: PackReader): FactRecord {
  const [name, component, at] = [reader.text(), reader.text(), reader.float()];
  return { name, component, value: readValue(reader), at };
}

const writeAt = (at: number | null): void => writer.float(at ?? Number.NaN);

function readAt(reader: PackReader): number | null {
  const at = reader.float();
  return Number.isNaN(at) ? null : at;
}

const readFlag = (reader: PackReader): boolean => reader.byte() === 1;
const writeFlag = (is: boolean): void => writer.byte(is ? 1 : 0);

/** 0: none. */
const placeOf = (severity: Severity | null): number => (severity === null ? 0 : SEVERITIES.indexOf(severity) + 1);
const severityAt = (place: number): Severity | null => SEVERITIES[place - 1] ?? null;

type Kind = Watch['kind'];

/** How what each kind of detector remembers is written and read. `fields`: how many it has; one with others is none of these. */
const MEMORIES: {
  readonly [K in Kind]: { readonly fields: number; write(state: Memories[K]): void; read(reader: PackReader): Memories[K] };
} = {
  threshold: {
    fields: 4,
    write: ({ lastAt, recent, heldMs, severity }) => {
      writeAt(lastAt);
      writer.whole(recent.length);
      for (const value of recent) writer.float(value);
      const held = SEVERITIES.filter((one) => heldMs[one] !== undefined);
      writer.byte(held.length);
      for (const one of held) {
        writer.byte(placeOf(one));
        writer.float(heldMs[one] ?? 0);
      }
      writer.byte(placeOf(severity));
    },
    read: (reader) => {
      const lastAt = readAt(reader);
      const recent = new Array<number>(reader.whole());
      for (let place = 0; place < recent.length; place += 1) recent[place] = reader.float();
      const heldMs: Partial<Record<Severity, number>> = {};
      for (let left = reader.byte(); left > 0; left -= 1) {
        const severity = severityAt(reader.byte());
        const held = reader.float();
        if (severity !== null) heldMs[severity] = held;
      }
      return { lastAt, recent, heldMs, severity: severityAt(reader.byte()) };
    },
  },
  consecutive: {
    fields: 4,
    write: ({ lastAt, bad, good, isActive }) => {
      writeAt(lastAt);
      writer.whole(bad);
      writer.whole(good);
      writeFlag(isActive);
    },
    read: (reader) => ({ lastAt: readAt(reader), bad: reader.whole(), good: reader.whole(), isActive: readFlag(reader) }),
  },
  silence: {
    fields: 2,
    write: ({ lastAt, isSilent }) => {
      writeAt(lastAt);
      writeFlag(isSilent);
    },
    read: (reader) => ({ lastAt: readAt(reader), isSilent: readFlag(reader) }),
  },
  restart: {
    fields: 3,
    write: ({ lastAt, uptimeS, isActive }) => {
      writeAt(lastAt);
      writer.float(uptimeS);
      writeFlag(isActive);
    },
    read: (reader) => ({ lastAt: readAt(reader), uptimeS: reader.float(), isActive: readFlag(reader) }),
  },
};
const KINDS = Object.keys(MEMORIES) as readonly Kind[];
const WATCH_FIELDS = 7;

function isKnown(key: string, watch: Watch): boolean {
  return (
    Object.hasOwn(MEMORIES, watch.kind) &&
    Object.keys(watch).length === WATCH_FIELDS &&
    Object.keys(watch.state).length === MEMORIES[watch.kind].fields &&
    watchKey(watch.probableCause, watch.component, watch.rule) === key
  );
}

function writeWatch(watch: Watch): void {
  writer.byte(KINDS.indexOf(watch.kind));
  writer.text(watch.protocol);
  writer.text(watch.probableCause);
  writer.text(watch.component);
  writer.text(watch.rule);
  writer.float(watch.seenAt);
  (MEMORIES[watch.kind].write as (state: Watch['state']) => void)(watch.state);
}

function readWatch(reader: PackReader): Watch {
  const kind = KINDS[reader.byte()];
  if (kind === undefined) throw new RangeError('a detector of no kind');
  const [protocol, probableCause, component, rule] = [reader.text(), reader.text(), reader.text(), reader.text()];
  const seenAt = reader.float();
  return { protocol, probableCause, component, rule, seenAt, kind, state: MEMORIES[kind].read(reader) } as Watch;
}

const FORM = { watches: 0, json: 1 } as const;

function writeDetectors(detectors: unknown): void {
  const watches = Object.entries((detectors as DetectorState | null)?.watches ?? {});
  const isPlain = Object.keys(detectors ?? {}).join() === 'watches' && watches.every(([key, watch]) => isKnown(key, watch));
  writer.byte(isPlain ? FORM.watches : FORM.json);
  if (isPlain) for (const [, watch] of watches) writeWatch(watch);
  else writer.verbatim(JSON.stringify(detectors));
}

function readDetectors(reader: PackReader): unknown {
  if (reader.byte() === FORM.json) return JSON.parse(reader.verbatim());
  const watches: Record<string, Watch> = {};
  while (!reader.isAtEnd()) {
    const watch = readWatch(reader);
    watches[watchKey(watch.probableCause, watch.component, watch.rule)] = watch;
  }
  return { watches };
}

function packed(value: unknown, write: () => void): Uint8Array {
  return (typeof value === 'object' && value !== null ? packedOf.get(value) : undefined) ?? writer.pack(write);
}

function unpacked<T>(bytes: Uint8Array, read: (reader: PackReader) => T): T {
  const value = read(new PackReader(bytes, texts));
  if (typeof value === 'object' && value !== null) packedOf.set(value, bytes);
  return value;
}

function readFacts(reader: PackReader): readonly FactRecord[] {
  const facts: FactRecord[] = [];
  while (!reader.isAtEnd()) facts.push(readFact(reader));
  return facts;
}

export function packStatus({ dataAt, checks, facts, detectors }: ResourceStatus): PackedStatus {
  return {
    dataAt,
    checks,
    facts: packed(facts, () => {
      for (const fact of facts) writeFact(fact);
    }),
    detectors: packed(detectors, () => writeDetectors(detectors)),
  };
}

/** The status again; its facts and detectors are unpacked when they are asked for. */
export function unpackStatus({ dataAt, checks, facts, detectors }: PackedStatus): ResourceStatus {
  let knownFacts: readonly FactRecord[] | undefined;
  let knownDetectors: unknown;
  return {
    dataAt,
    checks,
    get facts() {
      knownFacts ??= unpacked(facts, readFacts);
      return knownFacts;
    },
    get detectors() {
      knownDetectors ??= unpacked(detectors, readDetectors);
      return knownDetectors;
    },
  };
}
