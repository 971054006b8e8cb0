import type { z } from 'zod';
import { DESKTOP_CALLS, type DesktopAnswer, type DesktopCall } from '../../../shared/contracts/desktop.ts';
import { type Bucket, createBucket, type Rate } from './bucket.ts';
import { isLargerThan } from './size.ts';

/** The part of Electron's invoke event that the door looks at. */
export interface CallEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
}

export type RefusalCode = Extract<DesktopAnswer, { ok: false }>['code'];

/** A call arrived at a handler that cannot serve it now, e.g. quitting from a wall. */
export class CallRefused extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

/** One function per channel, its arguments already parsed. `senderId` is the id of the calling window's contents. */
export type CallHandlers = {
  readonly [C in DesktopCall]: (args: z.output<(typeof DESKTOP_CALLS)[C]>, senderId: number) => unknown;
};

export interface Door {
  readonly handle: (channel: string, listener: (event: CallEvent, ...args: unknown[]) => Promise<DesktopAnswer>) => void;
  readonly handlers: CallHandlers;
  /** True for the contents of a window of ours showing this origin. */
  readonly isTrusted: (senderId: number, origin: string) => boolean;
  readonly monotonic: () => number;
  readonly onRefused: (channel: string, code: RefusalCode) => void;
}

const RATE: Rate = { burst: 20, perSecond: 10 };
const RATES: Partial<Record<DesktopCall, Rate>> = {
  'shell.saveText': { burst: 3, perSecond: 0.2 },
  'shell.notify': { burst: 10, perSecond: 0.5 },
};
const LIMIT = 4096;
const LIMITS: Partial<Record<DesktopCall, number>> = { 'shell.saveText': 20_001_000 };

function refusalOf(error: unknown): RefusalCode {
  return error instanceof CallRefused ? error.code : 'desktop.failed';
}

function openChannel<C extends DesktopCall>(channel: C, door: Door): void {
  const buckets = new Map<number, Bucket>();
  const limit = LIMITS[channel] ?? LIMIT;

  function isWithinRate(senderId: number): boolean {
    const bucket = buckets.get(senderId) ?? createBucket(RATES[channel] ?? RATE);
    buckets.set(senderId, bucket);
    return bucket(door.monotonic());
  }

  /** Cheapest check first: a flood must cost next to nothing. */
  function findRefusal(event: CallEvent, args: readonly unknown[]): RefusalCode | undefined {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !door.isTrusted(event.sender.id, frame.origin)) return 'desktop.wrongSender';
    if (!isWithinRate(event.sender.id)) return 'desktop.tooMany';
    return isLargerThan(args, limit) ? 'desktop.tooLarge' : undefined;
  }

  door.handle(channel, async (event, ...args) => {
    const refuse = (code: RefusalCode): DesktopAnswer => {
      door.onRefused(channel, code);
      return { ok: false, code };
    };
    const refusal = findRefusal(event, args);
    if (refusal) return refuse(refusal);
    const parsed = DESKTOP_CALLS[channel].safeParse(args);
    if (!parsed.success) return refuse('desktop.invalid');
    try {
      return { ok: true, value: await door.handlers[channel](parsed.data as z.output<(typeof DESKTOP_CALLS)[C]>, event.sender.id) };
    } catch (error) {
      return refuse(refusalOf(error));
    }
  });
}

/**
 * Registers every channel of the contract, and nothing else is ever registered. A call is served when it comes from the main frame of a
 * window of ours that shows a trusted origin, within its rate and size, and its arguments parse; otherwise the answer is a code.
 */
export function openDoor(door: Door): void {
  for (const channel of Object.keys(DESKTOP_CALLS) as DesktopCall[]) openChannel(channel, door);
}
