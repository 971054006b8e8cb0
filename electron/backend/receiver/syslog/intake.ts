import type { LogRecord, RecordMark, Transport } from '../../../../shared/domain/log/record.ts';
import { parseSyslog } from '../../../../shared/domain/syslog/parse.ts';
import type { Sources } from '../sources.ts';
import type { Frame } from './framing.ts';
import { textOf } from './text.ts';

export interface SyslogIntake {
  /** One message as it came over a door. */
  take(frame: Frame, address: string, transport: Transport): void;
}

interface Parts {
  readonly sources: Sources;
  now(): number;
  /** Offset of devices' clocks that name no zone. */
  readonly zoneMs: number;
  keep(record: LogRecord): unknown;
}

/** Longest message that is kept whole; RFC 5424 asks for 2 KiB, devices send up to a datagram. */
export const MOST_MESSAGE_BYTES = 65_536;

const trimmed = (bytes: Buffer): Buffer => {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d || bytes[end - 1] === 0x00)) end -= 1;
  return bytes.subarray(0, end);
};

/** Makes records of messages. */
export function createSyslogIntake({ sources, now, zoneMs, keep }: Parts): SyslogIntake {
  return {
    take: ({ bytes, isCut }, address, transport) => {
      if (!sources.mayTake(address, bytes)) return;
      const message = trimmed(bytes);
      if (message.length === 0) return sources.refused(address, 'unreadable', 'empty', bytes);
      const receivedAt = now();
      const { text, marks } = textOf(message);
      const { facility, severity, at, isClockDoubted, host, app, processId, messageId, textFrom } = parseSyslog(text, {
        receivedAt,
        zoneMs,
      });
      const all: RecordMark[] = [...(isClockDoubted ? (['clockDoubted'] as const) : []), ...marks, ...(isCut ? (['cut'] as const) : [])];
      sources.kept(address, 'syslog');
      keep({
        ...{ receivedAt, at, kind: 'syslog', transport, source: address, resourceId: sources.resourceOf(address) },
        ...{ host, app, processId, messageId, facility, severity, marks: all, line: text, textFrom },
      });
    },
  };
}
