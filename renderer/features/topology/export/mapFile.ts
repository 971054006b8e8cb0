import type { NetworkAround, NetworkLink, NetworkNode } from '../../../../shared/contracts/topology.ts';
import type { Instant } from '../../../../shared/domain/id.ts';
import type { LinkState } from '../../../../shared/domain/topology/linkState.ts';
import { toCsv } from '../../../lib/csv.ts';
import { formatDateTime } from '../../../lib/format.ts';
import type { NodeState } from '../model.ts';

/** A map as it is saved: what is on it, of what and of when it is, by whom, and what is not on it. */
export interface SavedMap {
  readonly scope: string;
  /** Of when the state is. */
  readonly at: Instant;
  readonly savedAt: Instant;
  readonly savedBy: string;
  readonly station: string;
  readonly notDrawn: NetworkAround['beyond'] & { readonly cut: number };
  readonly nodes: readonly (NetworkNode & { readonly address: string; readonly state: NodeState; readonly isSimulated: boolean })[];
  readonly links: readonly (NetworkLink & { readonly state: LinkState })[];
}

/** The map for programs. Instants are milliseconds since the epoch, as in the interface. */
export function mapJson({ links, ...map }: SavedMap): string {
  const told = links.map(({ evidence, ...link }) => ({
    ...link,
    evidence: evidence.map(({ kind, resourceId, name, port, at }) => ({ kind, resourceId, name, port, at })),
  }));
  return `${JSON.stringify({ format: 'shouwang.topology', version: 1, ...map, links: told }, null, 2)}\n`;
}

/** Words for the table. */
export interface TableWords {
  readonly heads: readonly [string, string, string, string, string, string, string, string, string, string];
  readonly device: string;
  readonly link: string;
  readonly fact: string;
  nodeState(state: NodeState): string;
  linkState(state: LinkState): string;
  simulated(name: string): string;
}

/** The map for a spreadsheet: devices, then links, then what one must know about it. */
export function mapCsv({ nodes, links }: SavedMap, facts: readonly string[], words: TableWords): string {
  const nameOf = (name: string, isSimulated: boolean): string => (isSimulated ? words.simulated(name) : name);
  const simulated = new Set(nodes.flatMap(({ key, isSimulated }) => (isSimulated ? [key] : [])));
  const rows = [
    ...nodes.map(({ name, address, state, isSimulated }) => [
      ...[words.device, nameOf(name, isSimulated), address, '', '', '', words.nodeState(state), null, '', ''],
    ]),
    ...links.map(({ a, b, state, confidence, seenAt, evidence }) => [
      ...[words.link, nameOf(a.name, simulated.has(a.node)), '', a.port, nameOf(b.name, simulated.has(b.node)), b.port],
      ...[words.linkState(state), confidence, formatDateTime(seenAt), [...new Set(evidence.map(({ kind }) => kind))].join(' ')],
    ]),
    ...facts.map((fact) => [words.fact, fact, '', '', '', '', '', null, '', '']),
  ];
  return toCsv(words.heads, rows);
}
