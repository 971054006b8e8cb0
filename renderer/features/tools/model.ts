import { z } from 'zod';
import type { SnmpRow, ToolJob, ToolResult, ToolRun } from '../../../shared/contracts/tools.ts';
import { nameOid, oidIn, wordOf } from '../../../shared/domain/tool/oidNames.ts';
import { MOST, oidOf, TOOLS, type Tool } from '../../../shared/domain/tool/tool.ts';

export const ToolSearch = z.object({
  tool: z.enum(TOOLS).optional().catch(undefined),
  run: z.uuid().optional().catch(undefined),
});
export type ToolSearch = z.output<typeof ToolSearch>;

/** What a person has filled in, as typed. */
export interface Draft {
  readonly count: string;
  readonly maxHops: string;
  readonly ports: string;
  readonly oid: string;
  readonly how: 'walk' | 'get';
}
export const FIRST_DRAFT: Draft = { count: '10', maxHops: '30', ports: '22 23 80 443', oid: 'system', how: 'walk' };

/** Rows of a subtree that are read at a time. */
export const ROWS = 200;

/** Services by the name people call them by; numbers of the IANA registry. */
const SERVICES: Readonly<Record<string, number>> = {
  ...{ ftp: 21, ssh: 22, telnet: 23, smtp: 25, dns: 53, http: 80, pop3: 110, ntp: 123, imap: 143, bgp: 179, ldap: 389, https: 443 },
  ...{ smtps: 465, syslog: 514, ldaps: 636, imaps: 993, pop3s: 995, mssql: 1433, oracle: 1521, nfs: 2049, mysql: 3306, rdp: 3389 },
  ...{ postgresql: 5432, vnc: 5900, winrm: 5985, redis: 6379, redfish: 443, iscsi: 3260 },
};

const wholeIn = (text: string, most: number): number | null => {
  const value = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= 1 && value <= most ? value : null;
};

/** Ports of a text, by number or name; null where one is none, one is there twice, or there are too many. */
export function portsIn(text: string): readonly number[] | null {
  const words = text.split(/[\s,;，；、]+/).filter((word) => word !== '');
  const ports = words.map((word) => SERVICES[word.toLowerCase()] ?? wholeIn(word, 65_535));
  const known = ports.filter((port) => port !== null);
  const isRight = known.length === ports.length && known.length > 0 && known.length <= MOST.ports && new Set(known).size === known.length;
  return isRight ? known : null;
}

/** What is to be run; null where the draft has something that cannot be. */
export function jobOf(tool: Tool, draft: Draft): ToolJob | null {
  switch (tool) {
    case 'ping': {
      const count = wholeIn(draft.count, MOST.echoes);
      return count === null ? null : { tool, count };
    }
    case 'trace': {
      const maxHops = wholeIn(draft.maxHops, MOST.hops);
      return maxHops === null ? null : { tool, maxHops };
    }
    case 'port': {
      const ports = portsIn(draft.ports);
      return ports && { tool, ports: [...ports] };
    }
    case 'snmp': {
      const oid = oidOf(oidIn(draft.oid) ?? '');
      return oid === null ? null : { tool, how: draft.how, oid, after: null, most: ROWS };
    }
    default:
      return tool satisfies never;
  }
}

/** The draft that a run was made of, over what was typed for other tools. */
export function draftOf(job: ToolJob, before: Draft): Draft {
  switch (job.tool) {
    case 'ping':
      return { ...before, count: String(job.count) };
    case 'trace':
      return { ...before, maxHops: String(job.maxHops) };
    case 'port':
      return { ...before, ports: job.ports.join(' ') };
    case 'snmp':
      return { ...before, oid: oidText(job.oid), how: job.how };
    default:
      return job satisfies never;
  }
}

/** An OID with its name as far as it has one: `ifDescr.3`. */
export function oidText(oid: string): string {
  const named = nameOid(oid);
  if (!named) return oid;
  return named.index === '' ? named.name : `${named.name}.${named.index}`;
}

/** What a row of SNMP shows. */
export interface ShownRow extends SnmpRow {
  readonly name: string;
  readonly mib: string;
  /** The word of an enumeration, where the value stands for one. */
  readonly word: string | null;
}

export function shownRow(row: SnmpRow): ShownRow {
  return {
    ...row,
    name: oidText(row.oid),
    mib: nameOid(row.oid)?.mib ?? '',
    word: row.type === 'INTEGER' ? wordOf(row.oid, row.value) : null,
  };
}

/** Hundredths of a second as days and time of day: `12 d 03:04:05`. */
export function ticksText(ticks: string): string {
  const seconds = Math.floor(Number(ticks) / 100);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${Math.floor(seconds / 86_400)} d ${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}

/** Rows that have the text in their name, OID or value. */
export function filteredRows(rows: readonly ShownRow[], text: string): readonly ShownRow[] {
  const sought = text.trim().toLowerCase();
  if (sought === '') return rows;
  return rows.filter(({ name, oid, value, hex, word }) =>
    [name, oid, value, hex ?? '', word ?? ''].some((one) => one.toLowerCase().includes(sought)),
  );
}

/** How long a run took or has taken so far, in seconds. */
export const secondsOf = ({ startedAt, endedAt }: Pick<ToolRun, 'startedAt' | 'endedAt'>, now: number): number =>
  Math.max(0, ((endedAt ?? now) - startedAt) / 1000);

type Cell = string | number | null;
/** Rows of a result for a spreadsheet, under heads that are keys of the texts. */
export function tableOf(result: ToolResult): { readonly heads: readonly TableHead[]; readonly rows: readonly (readonly Cell[])[] } {
  switch (result.tool) {
    case 'ping':
      return { heads: ['ping.column.index', 'ping.column.rtt'], rows: result.rtts.map((rtt, index) => [index + 1, rtt]) };
    case 'trace':
      return {
        heads: ['trace.column.hop', 'trace.column.address', 'trace.column.answered', 'trace.column.rtt', 'port.column.detail'],
        rows: result.hops.flatMap(({ ttl, nodes, answered, sent, error }): readonly (readonly Cell[])[] =>
          (nodes.length === 0 ? [{ address: '', rttMs: null }] : nodes).map(({ address, rttMs }) => [
            ...[ttl, address, `${answered}/${sent}`, rttMs, error],
          ]),
        ),
      };
    case 'port':
      return {
        heads: ['port.column.port', 'port.column.state', 'port.column.ms', 'port.column.detail'],
        rows: result.ports.map(({ port, state, ms, detail }) => [port, state, ms, detail]),
      };
    case 'snmp':
      return {
        heads: ['snmp.column.name', 'snmp.column.oid', 'snmp.column.type', 'snmp.column.value'],
        rows: result.rows.map(shownRow).map(({ name, oid, type, value, hex, word }) => [name, oid, type, word ?? (value || hex || '')]),
      };
    default:
      return result satisfies never;
  }
}
type TableHead =
  | 'ping.column.index'
  | 'ping.column.rtt'
  | 'trace.column.hop'
  | 'trace.column.address'
  | 'trace.column.answered'
  | 'trace.column.rtt'
  | 'port.column.port'
  | 'port.column.state'
  | 'port.column.ms'
  | 'port.column.detail'
  | 'snmp.column.name'
  | 'snmp.column.oid'
  | 'snmp.column.type'
  | 'snmp.column.value';
