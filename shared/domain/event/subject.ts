import type { LogRecord } from '../log/record.ts';
import { NAMES } from './names.ts';
import type { EventSubject } from './rule.ts';
import { readTrap } from './trapLine.ts';

/** What of a record rules ask for. */
export type Judged = Pick<LogRecord, 'kind' | 'app' | 'messageId' | 'severity' | 'line' | 'textFrom'>;

/**
 * A record as rules read it; null for one that is no event of a device. It is read back from what is stored, so that the same
 * rules find the same in a record as it comes and in the same record a month later; a line feed is kept as its symbol.
 */
export function subjectOf({ kind, app, messageId, severity, line, textFrom }: Judged): EventSubject | null {
  switch (kind) {
    case 'trap': {
      const trap = readTrap(line, NAMES);
      return trap && { kind: 'trap', ...trap };
    }
    case 'syslog':
      return { kind: 'line', app, messageId, severity, text: line.slice(textFrom).replaceAll('\n', '␊') };
    case 'event':
      return null;
    default:
      return kind satisfies never;
  }
}
