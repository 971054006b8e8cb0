import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { encodeFrame, type FrameType } from './frame.ts';

/** Version of the conversation; the receiver refuses another one. */
export const LINK_VERSION = 1;

const Name = z.string().regex(/^[a-z0-9-]{1,40}$/);
const Hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** How the sender's queue stands; sent with every heartbeat. `dropped` counts since the spool was made. */
export const QueueState = z.object({
  depth: z.int().min(0),
  bytes: z.int().min(0),
  oldestAt: z.int().min(0).nullable(),
  dropped: z.int().min(0),
  storage: z.enum(['disk', 'memory']),
  problem: z.string().max(200).nullable(),
});
export type QueueState = z.output<typeof QueueState>;

/** Everything said on the link besides items, in the order in which it is first said: both ends in one place. */
export const MESSAGES = {
  /** Receiver, first: prove that you know the token. */
  challenge: z.object({ version: z.int(), nonce: Hex32 }),
  /** Sender: which stream this is, the proof, and a challenge back. */
  hello: z.object({ version: z.int(), name: Name, epoch: z.string().regex(/^[0-9a-f]{32}$/), nonce: Hex32, proof: Hex32 }),
  /** Receiver: its own proof, and the last sequence number it has stored. */
  welcome: z.object({ proof: Hex32, lastSeq: z.int().min(0) }),
  refusal: z.object({ code: z.enum(['version', 'token', 'protocol', 'superseded']) }),
  acknowledge: z.object({ seq: z.int().min(0) }),
  message: z.object({ kind: z.string().min(1).max(64), payload: z.unknown() }),
  /** Sender, every second: heartbeat; the receiver answers with an `acknowledge`. */
  status: z.object({ queue: QueueState, process: z.unknown() }),
} as const satisfies Partial<Record<FrameType, z.ZodType>>;
export type MessageType = keyof typeof MESSAGES;
export type Message<T extends MessageType> = z.output<(typeof MESSAGES)[T]>;
export type RefusalCode = Message<'refusal'>['code'];

export function encodeMessage<T extends MessageType>(type: T, message: Message<T>): Buffer {
  return encodeFrame(type, Buffer.from(JSON.stringify(message), 'utf8'));
}

/** The message of a frame's body, or null when it is not one of this type. */
export function decodeMessage<T extends MessageType>(type: T, body: Buffer): Message<T> | null {
  try {
    const parsed = MESSAGES[type].safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? (parsed.data as Message<T>) : null;
  } catch {
    return null;
  }
}

/** Hex proof of knowing the token, bound to one side, one nonce and one stream, so that it can be neither replayed nor reflected. */
export function proofOf(token: string, side: 'sender' | 'receiver', nonce: string, streamKey: string): string {
  return createHmac('sha256', token).update(`${side}\n${nonce}\n${streamKey}`).digest('hex');
}

/** Constant-time comparison of two proofs. */
export function sameProof(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}

/** What the receiver's owner keeps a last sequence number under: the name, and the epoch that a new spool begins. */
export function streamKeyOf(name: string, epoch: string): string {
  return `${name}@${epoch}`;
}
