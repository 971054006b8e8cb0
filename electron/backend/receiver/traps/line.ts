import type { Names } from '../../../../shared/domain/event/names.ts';
import { type TrapLine, writeTrap } from '../../../../shared/domain/event/trapLine.ts';
import type { Value } from '../../lib/snmp/ber.ts';
import { textOf } from '../syslog/text.ts';
import type { Trap } from './trap.ts';

const PRINTABLE = /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\t]*$/u;

/** The words that octets are; null where they are none. */
function wordsOf(octets: Buffer): string | null {
  const { text, marks } = textOf(octets);
  return marks.includes('notText') || !PRINTABLE.test(text) ? null : text;
}

const isText = (value: Value): boolean => value.type === 'octets' && wordsOf(value.value) !== null;

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
    case 'octets':
      return wordsOf(value.value) ?? `0x${value.value.toString('hex')}`;
    case 'none':
    case 'noSuchObject':
    case 'noSuchInstance':
    case 'endOfMibView':
      return '';
    default:
      return value satisfies never;
  }
}

/** A notification in one line: its name, then its variables. What is text stands between quotation marks, what is none is hexadecimal. */
export function trapLine(trap: Trap, names: Names): TrapLine {
  const written = trap.variables.map(({ oid, value }) => ({ oid, text: valueText(value), isText: isText(value) }));
  return writeTrap(trap.oid, written, names);
}
