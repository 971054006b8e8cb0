import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FILE_BYTES = 10 * 1024 * 1024;
const FILES = 10;

type Writer = (line: string) => void;

/** The newest file first: where that cannot be renamed (somebody holds it open), no older one is given up. */
function shift(file: string, files: number): void {
  const next = `${file}.next`;
  renameSync(file, next);
  rmSync(`${file}.${files - 1}`, { force: true });
  for (let index = files - 2; index > 0; index -= 1) {
    const from = `${file}.${index}`;
    if (existsSync(from)) renameSync(from, `${file}.${index + 1}`);
  }
  renameSync(next, `${file}.1`);
}

/**
 * A log of whole lines in at most `files` files of at most `limit` bytes: `file` is the newest, then `.1` and so on. Lines that cannot be
 * written (a full disk) are dropped, counted, and said as soon as one can.
 */
export function openRotatingLog(file: string, limit: number = FILE_BYTES, files: number = FILES): Writer {
  let descriptor: number | null = null;
  let size = 0;
  let lost = 0;
  let room = limit;
  /** The last line stands in the file without its end. */
  let isTorn = false;

  function open(): number {
    const opened = openSync(file, 'a', 0o600);
    size = fstatSync(opened).size;
    return opened;
  }
  function close(): void {
    const closing = descriptor;
    descriptor = null;
    if (closing !== null) closeSync(closing);
  }
  function rotate(): void {
    close();
    try {
      shift(file, files);
      room = limit;
    } catch {
      // It grows on and is tried again after another tenth.
      room += Math.ceil(limit / 10);
    }
  }
  function append(line: string): void {
    const bytes = Buffer.from(`${isTorn ? '\n' : ''}${line}\n`);
    descriptor ??= open();
    if (size > 0 && size + bytes.length > room) {
      rotate();
      descriptor = open();
    }
    const written = writeSync(descriptor, bytes);
    size += written;
    isTorn = written < bytes.length;
    if (isTorn) throw new Error('only a part of the line was written');
  }

  return (line) => {
    try {
      if (lost > 0)
        append(JSON.stringify({ level: 40, time: new Date().toISOString(), process: 'supervisor', lost, msg: 'log lines lost' }));
      lost = 0;
      append(line);
    } catch {
      // The log must never stop the station; the next line opens the file anew.
      lost += 1;
      try {
        close();
      } catch {
        // What cannot be closed is given up.
      }
    }
  };
}

/** Cuts what a stream brings into whole lines. `end` gives the last one, which may lack its line feed. */
export function createLines(write: Writer): { push(chunk: string): void; end(): void } {
  let rest = '';
  return {
    push: (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) write(line);
    },
    end: () => {
      if (rest !== '') write(rest);
      rest = '';
    },
  };
}

/** Where the lines of the station's processes go. */
export interface Output {
  /** A JSON line for the log. */
  log(line: string): void;
  /** A line for people, or what a dying process left on standard error. */
  people(line: string): void;
}

/** One-time tokens are for the person who starts the station, not for a file that it keeps. */
const withoutToken = (line: string) => line.replace(/#token=\S+/, '#token=[redacted]');

/** True where the descriptor leads into this file. */
function leadsTo(descriptor: number, file: string): boolean {
  try {
    const [open, kept] = [fstatSync(descriptor), statSync(file)];
    return open.ino === kept.ino && open.dev === kept.dev;
  } catch {
    return false;
  }
}

/** What may wait for a reader of our standard output before more is only kept in the file. */
const WAITING_BYTES = 1024 * 1024;

/**
 * Every line both in `<data folder>/log/station.log` and on our own standard output or error, which may be nobody's any more. No file
 * of the data folder gets a token, also not the one into which the shell lets a station talk; a file somebody chose is that person's screen.
 */
export function createOutput(data: string): Output {
  const keep = openRotatingLog(join(data, 'log', 'station.log'));
  const told = leadsTo(process.stderr.fd, join(data, 'log', 'start.log')) ? withoutToken : (line: string) => line;
  // Whoever started us has gone, and the station stays.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    log: (line) => {
      keep(line);
      if (process.stdout.writableLength < WAITING_BYTES) process.stdout.write(`${line}\n`);
    },
    people: (line) => {
      keep(withoutToken(line));
      process.stderr.write(`${told(line)}\n`);
    },
  };
}
