import type { ShellLog } from '../log.ts';
import type { RefusalCode } from './door.ts';

const SUMMARY_MS = 10_000;

/** Writes refused calls into the shell's log: the first of a kind at once, the others as a count every ten seconds, so a flood is two lines. */
export function createRefusalLog(log: ShellLog): { note(channel: string, code: RefusalCode): void } {
  const counts = new Map<string, number>();
  function flush(key: string, channel: string, code: RefusalCode): void {
    const repeated = counts.get(key) ?? 0;
    counts.delete(key);
    if (repeated > 0) log.write('call.refused', { channel, code, repeated });
  }
  return {
    note(channel, code) {
      const key = `${channel} ${code}`;
      const seen = counts.get(key);
      counts.set(key, seen === undefined ? 0 : seen + 1);
      if (seen !== undefined) return;
      log.write('call.refused', { channel, code });
      setTimeout(() => flush(key, channel, code), SUMMARY_MS).unref();
    },
  };
}
