import { z } from 'zod';

/** Milliseconds since the epoch. */
export const InstantMs = z.int().min(0).meta({ id: 'InstantMs', description: 'Milliseconds since 1970-01-01T00:00:00Z' });
export const Uuid = z.uuid();
/** A moment in a path. */
export const AtParams = z.object({ at: z.coerce.number().int().min(0) });
export const IdParams = z.object({ id: Uuid });
/** Answer of a command that returns nothing else. */
export const Done = z.object({ done: z.literal(true) }).meta({ id: 'Done' });
