import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../collectors/net/fault.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { AssignmentList } from './messages.ts';

export interface AssignmentsFile {
  /** The list the backend gave last, or null when there is none to be read. */
  load(): AssignmentList | null;
  save(list: AssignmentList): void;
}

/** Keeps the last assignments beside the spool, so that polling goes on over a restart while the backend is away. */
export function createAssignmentsFile(path: string, log: Log): AssignmentsFile {
  function load(): AssignmentList | null {
    try {
      return AssignmentList.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') log.warn({ error: toLogFormat(error) }, 'stored assignments unreadable');
      return null;
    }
  }

  function save(list: AssignmentList): void {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const temporary = `${path}.new`;
      const fd = openSync(temporary, 'w', 0o600);
      try {
        writeSync(fd, JSON.stringify(list));
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(temporary, path);
    } catch (error) {
      // A full disk must not stop the polling: the list is in memory, the older one stays on disk.
      log.error({ error: toLogFormat(error) }, 'assignments not stored');
    }
  }

  return { load, save };
}
