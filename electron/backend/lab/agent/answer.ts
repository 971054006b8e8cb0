import { element, encodeValue, type Oid, oidBody, TAG, type Value } from '../../lib/snmp/ber.ts';
import type { Mib, MibLeaf } from './mib.ts';
import { type Answer, PDU, type Request, STATUS, type Varbind } from './pdu.ts';

export interface Asked<Seen> {
  readonly mib: Mib<Seen>;
  readonly seen: Seen;
  /** Version 1 knows no exceptions and no Counter64 (RFC 3584 4.2.2.1). */
  readonly isFirstVersion: boolean;
  /** Bytes that the variables of an answer may take. */
  readonly room: number;
}

const nameOf = (oid: Oid): Buffer => element(TAG.oid, oidBody(oid));
const NONE: Value = { type: 'none' };
const END: Value = { type: 'endOfMibView' };

/** An answer that only names what is wrong; its variables are those of the request. */
function refuse({ oids }: Request, status: number, index: number): Answer {
  return { status, index, varbinds: oids.map((oid) => ({ oid: nameOf(oid), value: NONE })) };
}

function readable<Seen>(leaf: MibLeaf<Seen>, { seen, isFirstVersion }: Asked<Seen>): Value | null {
  const value = leaf.read(seen);
  return isFirstVersion && value?.type === 'counter64' ? null : value;
}

/** The first instance from a place on that the device has now. */
function nextFrom<Seen>(asked: Asked<Seen>, place: number): { readonly found: Varbind; readonly place: number } | null {
  for (let at = place; at < asked.mib.leaves.length; at += 1) {
    const leaf = asked.mib.leaves[at];
    const value = leaf && readable(leaf, asked);
    if (leaf && value) return { found: { oid: leaf.encoded, value }, place: at };
  }
  return null;
}

function get<Seen>(request: Request, asked: Asked<Seen>): Answer {
  const varbinds: Varbind[] = [];
  for (const [index, oid] of request.oids.entries()) {
    const leaf = asked.mib.at(oid);
    const value = leaf ? readable(leaf, asked) : null;
    if (value === null && asked.isFirstVersion) return refuse(request, STATUS.noSuchName, index + 1);
    varbinds.push({ oid: nameOf(oid), value: value ?? { type: asked.mib.hasObject(oid) ? 'noSuchInstance' : 'noSuchObject' } });
  }
  return { status: STATUS.noError, index: 0, varbinds };
}

function getNext<Seen>(request: Request, asked: Asked<Seen>): Answer {
  const varbinds: Varbind[] = [];
  for (const [index, oid] of request.oids.entries()) {
    const next = nextFrom(asked, asked.mib.after(oid));
    if (next === null && asked.isFirstVersion) return refuse(request, STATUS.noSuchName, index + 1);
    varbinds.push(next?.found ?? { oid: nameOf(oid), value: END });
  }
  return { status: STATUS.noError, index: 0, varbinds };
}

const sizeOf = ({ oid, value }: Varbind): number => oid.length + encodeValue(value).length + 4;

/** Rows side by side until they are as many as asked for, the answer is full, or everything has ended (RFC 3416 4.2.3). */
function getBulk<Seen>(request: Request, asked: Asked<Seen>): Answer {
  const single = request.oids.slice(0, request.nonRepeaters);
  const varbinds = [...getNext({ ...request, oids: single }, asked).varbinds];
  let room = asked.room - varbinds.reduce((sum, one) => sum + sizeOf(one), 0);
  let columns = request.oids.slice(single.length).map((oid) => ({ last: nameOf(oid), place: asked.mib.after(oid) }));
  for (let row = 0; row < request.maxRepetitions && columns.length > 0; row += 1) {
    let isAnyLeft = false;
    const following: typeof columns = [];
    for (const { last, place } of columns) {
      const next = nextFrom(asked, place);
      const one = next?.found ?? { oid: last, value: END };
      room -= sizeOf(one);
      if (room < 0) return { status: STATUS.noError, index: 0, varbinds };
      varbinds.push(one);
      following.push({ last: one.oid, place: next ? next.place + 1 : asked.mib.leaves.length });
      isAnyLeft ||= next !== null;
    }
    if (!isAnyLeft) break;
    columns = following;
  }
  return { status: STATUS.noError, index: 0, varbinds };
}

/** What the agent answers to a request; null to what is none. An answer that does not fit is `tooBig`; nothing can be written. */
export function answer<Seen>(request: Request, asked: Asked<Seen>): Answer | null {
  const given = unchecked(request, asked);
  if (given === null || request.tag === PDU.getBulk) return given;
  const size = given.varbinds.reduce((sum, one) => sum + sizeOf(one), 0);
  return size <= asked.room ? given : { ...refuse(request, STATUS.tooBig, 0), ...(asked.isFirstVersion ? {} : { varbinds: [] }) };
}

function unchecked<Seen>(request: Request, asked: Asked<Seen>): Answer | null {
  switch (request.tag) {
    case PDU.get:
      return get(request, asked);
    case PDU.getNext:
      return getNext(request, asked);
    case PDU.getBulk:
      return asked.isFirstVersion ? null : getBulk(request, asked);
    case PDU.set:
      return refuse(request, asked.isFirstVersion ? STATUS.noSuchName : STATUS.notWritable, request.oids.length > 0 ? 1 : 0);
    default:
      return null;
  }
}
