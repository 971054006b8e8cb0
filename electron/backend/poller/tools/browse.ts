import type { SnmpRow } from '../../../../shared/contracts/tools.ts';
import { textOf } from '../../collectors/snmp/decode/value.ts';
import { DeviceFault, openDevice } from '../../collectors/snmp/device.ts';
import type { Variable } from '../../collectors/snmp/walk.ts';
import { type Asked, ToolFault, type ToolParts } from './parts.ts';

const PATIENCE = { timeoutMs: 2000, retries: 1 } as const;
const MOST_OCTETS = 1000;

/** Tags as RFC 2578 7.1 and RFC 3416 3 name them. */
const TYPES: Readonly<Record<number, string>> = {
  2: 'INTEGER',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  64: 'IpAddress',
  65: 'Counter32',
  66: 'Gauge32',
  67: 'TimeTicks',
  68: 'Opaque',
  70: 'Counter64',
  128: 'noSuchObject',
  129: 'noSuchInstance',
  130: 'endOfMibView',
};

const PRINTABLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const UNPRINTABLE = /[\p{Cc}\p{Cn}\p{Co}\uFFFD]/u;

/** A variable as a person reads it: octets as text where they are one, and as they came. */
export function rowOf({ oid, type = 5, value }: Variable): SnmpRow {
  const row = { oid, type: TYPES[type] ?? `0x${type.toString(16)}`, value: '', hex: null, isCut: false };
  switch (value?.kind) {
    case undefined:
      return row;
    case 'octets': {
      const bytes = value.value.subarray(0, MOST_OCTETS);
      const raw = new TextDecoder('utf-8').decode(bytes).replace(/[\r\n\t]/g, ' ');
      const text = textOf(value) ?? '';
      const isText = text !== '' && PRINTABLE.test(text) && !(UNPRINTABLE.test(raw) && UNPRINTABLE.test(text)) && !bytes.includes(0);
      return {
        ...row,
        value: isText ? text : '',
        hex: Buffer.from(bytes)
          .toString('hex')
          .replace(/..(?!$)/g, '$& '),
        isCut: value.value.byteLength > MOST_OCTETS,
      };
    }
    case 'number':
    case 'counter':
    case 'oid':
    case 'address':
      return { ...row, value: String(value.value) };
    default:
      return value satisfies never;
  }
}

/** Reads one variable, or a part of what is below an OID, with the set of the resource's SNMP check; only values leave this process. */
export async function runBrowse({ job, order, address, signal, tell }: Asked<'snmp'>, parts: ToolParts): Promise<void> {
  const set = order.credential && parts.openSet(order.credential.id);
  if (!order.credential || !set) throw new ToolFault('snmp.credential');
  const device = openDevice(
    { ...address, port: order.credential.port, settings: set.settings, secrets: set.secrets },
    PATIENCE,
    parts.sockets,
  );
  const close = (): void => device.close();
  signal.addEventListener('abort', close, { once: true });
  const rows: SnmpRow[] = [];
  const told = (next: string | null): void => tell({ tool: 'snmp', address: address.address, rows: [...rows], next });
  try {
    if (job.how === 'walk') {
      const { isEnd } = await device.subtree(job.oid, job, (part) => {
        rows.push(...part.map(rowOf));
        told(null);
      });
      if (!isEnd) return told(rows.at(-1)?.oid ?? null);
    }
    // Of a single variable there is nothing below it: it is then the variable that is meant, as snmpwalk takes it.
    if (rows.length === 0 && job.after === null) rows.push(...(await device.read([job.oid])).map(rowOf));
    if (job.how === 'walk' && rows.every(({ type }) => type.startsWith('noSuch'))) rows.splice(0);
    told(null);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof DeviceFault) throw new ToolFault(error.fault.detail);
    throw error;
  } finally {
    signal.removeEventListener('abort', close);
    device.close();
  }
}
