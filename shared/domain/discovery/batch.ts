import type { Instant } from '../id.ts';

/** `interrupted`: the station could not go on with it, a person may. `reviewing`: asked to the end, people decide. */
export const BATCH_STATES = ['running', 'paused', 'interrupted', 'reviewing', 'cancelled', 'undone'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** What a person can make of a batch while it asks. */
export const STEERINGS = ['pause', 'resume', 'cancel'] as const;
export type Steering = (typeof STEERINGS)[number];

const NEXT: Readonly<Record<Steering, Readonly<Partial<Record<BatchState, BatchState>>>>> = {
  pause: { running: 'paused' },
  resume: { paused: 'running', interrupted: 'running' },
  cancel: { running: 'cancelled', paused: 'cancelled', interrupted: 'cancelled' },
};

/** The state after a person's word, null where it makes no sense in this one. */
export function steered(state: BatchState, how: Steering): BatchState | null {
  return NEXT[how][state] ?? null;
}

/** What people made of a row. `gone`: what it had made was taken back. */
export const DECISIONS = ['open', 'later', 'accepted', 'merged', 'ignored', 'gone'] as const;
export type Decision = (typeof DECISIONS)[number];

/** How long a batch can be taken back after its first acceptance. */
export const UNDO_MS = 7 * 24 * 3_600_000;

/** Until when a batch can be taken back, null before anything was accepted. */
export function undoableUntil(acceptedAt: Instant | null): Instant | null {
  return acceptedAt === null ? null : acceptedAt + UNDO_MS;
}

/** Why a resource of a batch stays when the batch is taken back; null where it goes. */
export type Staying = 'changed' | 'retired' | null;

/** A resource goes with its batch while it is as the batch made it. */
export function stayingOf(resource: { readonly version: number; readonly retiredAt: Instant | null }, madeVersion: number): Staying {
  if (resource.retiredAt !== null) return 'retired';
  return resource.version === madeVersion ? null : 'changed';
}
