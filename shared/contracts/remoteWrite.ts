import { z } from 'zod';
import { InstantMs } from './common.ts';
import { defineRoute } from './route.ts';

/** Where a receiver of Prometheus remote write listens: no name and password in it, they would be seen in the audit. */
const ReceiverUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s#]*)?$/);

export const RemoteWriteState = z
  .object({
    waiting: z.int().describe('requests that wait, each of up to 2,000 samples'),
    waitingBytes: z.int(),
    oldestAt: InstantMs.nullable().describe('since when the oldest one waits'),
    dropped: z.int().describe('requests that found no room in the queue'),
    sent: z.int().describe('requests taken since the start of the station'),
    refused: z.int().describe('requests the receiver refused for good since the start of the station'),
    sentAt: InstantMs.nullable(),
    problem: z.string().nullable().describe('what the receiver, or the way to it, said last; null after a request it took'),
  })
  .meta({ id: 'RemoteWriteState' });
export type RemoteWriteState = z.output<typeof RemoteWriteState>;

/** Passing every stored sample on to an outside store; `url` null: not passed on. */
export const RemoteWrite = z.object({ url: ReceiverUrl.nullable(), version: z.int(), state: RemoteWriteState }).meta({ id: 'RemoteWrite' });
export type RemoteWrite = z.output<typeof RemoteWrite>;
export const RemoteWriteChange = z.strictObject({ url: ReceiverUrl.nullable(), version: z.int() }).meta({ id: 'RemoteWriteChange' });
export type RemoteWriteChange = z.output<typeof RemoteWriteChange>;

export const getRemoteWrite = defineRoute({
  id: 'getRemoteWrite',
  method: 'GET',
  path: '/remote-write',
  access: { permission: 'health.read' },
  summary: 'Where stored samples are passed on to, and how that goes',
  response: RemoteWrite,
});
export const changeRemoteWrite = defineRoute({
  id: 'changeRemoteWrite',
  method: 'PUT',
  path: '/remote-write',
  access: { permission: 'retention.edit' },
  summary: 'Pass stored samples on to a receiver of Prometheus remote write, or no longer',
  body: RemoteWriteChange,
  response: RemoteWrite,
});
