import { closeSync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** What a spool must know before its first item: which spool it is, which numbers may already be used, what it has lost. */
export interface Ledger {
  /** 32 hex digits, made with the spool. */
  readonly epoch: string;
  /** No number above this one was ever given out. */
  readonly reservedTo: number;
  readonly dropped: number;
}

const SLOT_BYTES = 64;
const MAGIC = 0x53575350;

function encodeSlot(ledger: Ledger, turn: number): Buffer {
  const slot = Buffer.alloc(SLOT_BYTES);
  slot.writeUInt32BE(MAGIC, 0);
  slot.writeBigUInt64BE(BigInt(turn), 8);
  slot.writeBigUInt64BE(BigInt(ledger.reservedTo), 16);
  slot.writeBigUInt64BE(BigInt(ledger.dropped), 24);
  slot.write(ledger.epoch, 32, 16, 'hex');
  slot.writeUInt32BE(crc32(slot.subarray(8)), 4);
  return slot;
}

function decodeSlot(slot: Buffer): { readonly ledger: Ledger; readonly turn: number } | null {
  if (slot.byteLength < SLOT_BYTES || slot.readUInt32BE(0) !== MAGIC || slot.readUInt32BE(4) !== crc32(slot.subarray(8))) return null;
  return {
    turn: Number(slot.readBigUInt64BE(8)),
    ledger: {
      reservedTo: Number(slot.readBigUInt64BE(16)),
      dropped: Number(slot.readBigUInt64BE(24)),
      epoch: slot.toString('hex', 32, 48),
    },
  };
}

export interface LedgerFile {
  /** The newest whole entry, or null in a new file. */
  read(): Ledger | null;
  /** Durable when it returns. Two slots in turn, written in place: a torn write leaves the older one, a full disk does not matter. */
  write(ledger: Ledger): void;
  close(): void;
}

export function openLedger(path: string): LedgerFile {
  let fd: number;
  try {
    fd = openSync(path, 'r+');
  } catch {
    fd = openSync(path, 'w+', 0o600);
  }
  let turn = 0;

  function read(): Ledger | null {
    const bytes = Buffer.alloc(2 * SLOT_BYTES);
    readSync(fd, bytes, 0, bytes.byteLength, 0);
    const slots = [decodeSlot(bytes.subarray(0, SLOT_BYTES)), decodeSlot(bytes.subarray(SLOT_BYTES))];
    const newest = slots.filter((slot) => slot !== null).toSorted((a, b) => b.turn - a.turn)[0];
    turn = newest?.turn ?? 0;
    return newest?.ledger ?? null;
  }

  function write(ledger: Ledger): void {
    turn += 1;
    writeSync(fd, encodeSlot(ledger, turn), 0, SLOT_BYTES, (turn % 2) * SLOT_BYTES);
    fdatasyncSync(fd);
  }

  return { read, write, close: () => closeSync(fd) };
}
