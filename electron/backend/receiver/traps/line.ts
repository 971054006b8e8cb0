import type { Value } from '../../lib/snmp/ber.ts';
import { textOf } from '../syslog/text.ts';
import type { Trap } from './trap.ts';

/** Names of objects and notifications by their identifiers, longest known beginning first in what is asked. */
export interface Names {
  /** The name of the longest known beginning with what follows it, `ifIndex.3`; the identifier itself where none is known. */
  of(oid: string): string;
}

/** Makes names out of pairs of identifier and name. */
export function createNames(known: ReadonlyMap<string, string>): Names {
  return {
    of: (oid) => {
      for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
        const name = known.get(oid.slice(0, end));
        if (name !== undefined) return name + oid.slice(end);
      }
      return oid;
    },
  };
}

const PRINTABLE = /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\t]*$/u;

/** A value as a person reads it and a rule compares it: text where it is text, else hexadecimal. */
export function valueText(value: Value): string {
  switch (value.type) {
    case 'integer':
    case 'counter32':
    case 'gauge32':
    case 'timeTicks':
    case 'counter64':
      return String(value.value);
    case 'ipAddress':
      return [...value.value].join('.');
    case 'oid':
      return value.value.join('.');
    case 'octets': {
      const { text, marks } = textOf(value.value);
      return marks.includes('notText') || !PRINTABLE.test(text) ? `0x${value.value.toString('hex')}` : text;
    }
    case 'none':
    case 'noSuchObject':
    case 'noSuchInstance':
    case 'endOfMibView':
      return '';
    default:
      return value satisfies never;
  }
}

/** A notification in one line: its name, then its variables. What is text stands between quotation marks. */
export function trapLine(trap: Trap, names: Names): { readonly line: string; readonly name: string; readonly textFrom: number } {
  const name = names.of(trap.oid);
  const head = trap.oid === name ? `${trap.oid} ` : `${trap.oid} ${name} `;
  const variables = trap.variables.map(({ oid, value }) => {
    const text = valueText(value);
    return `${names.of(oid)}=${value.type === 'octets' && !text.startsWith('0x') ? JSON.stringify(text) : text}`;
  });
  return { line: (head + variables.join(' ')).trimEnd(), name, textFrom: trap.oid === name ? 0 : trap.oid.length + 1 };
}
