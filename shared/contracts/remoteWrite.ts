import { z } from 'zod';
import { addressFault, MAX_ADDRESS } from '../domain/remoteWrite/address.ts';
import { InstantMs, Uuid } from './common.ts';
import { defineRoute } from './route.ts';

/** Where a receiver of Prometheus remote write listens: nothing secret in it, that would be seen in the audit. */
const ReceiverUrl = z
  .url({ protocol: /^https?$/ })
  .max(MAX_ADDRESS)
  .refine((address) => addressFault(address) === null);
const MAX_PEM = 65_536;

const asked = {
  url: ReceiverUrl.nullable().describe('null: not passed on'),
  caCertificate: z
    .string()
    .trim()
    .max(MAX_PEM)
    .nullable()
    .default(null)
    .describe('PEM of the authorities that are believed for https; null: those every browser believes'),
  credentialId: Uuid.nullable().default(null).describe('a set for HTTP whose origin is that of the address; null: enters as nobody'),
};

/** What a receiver, or the way to it, said: a status of HTTP or a code of the network, and its own words. */
export const ReceiverProblem = z.object({ code: z.string(), detail: z.string(), at: InstantMs }).meta({ id: 'ReceiverProblem' });
export type ReceiverProblem = z.output<typeof ReceiverProblem>;

export const RemoteWriteState = z
  .object({
    at: InstantMs,
    since: InstantMs.describe('start of the station, from which on `sent`, `refused` and `dropped` count'),
    waiting: z.int().describe('requests that wait, each of up to 2,000 samples'),
    waitingBytes: z.int(),
    mostBytes: z.int().describe('size of the queue; beyond it the oldest ones are dropped'),
    oldestAt: InstantMs.nullable().describe('since when the oldest one waits'),
    dropped: z.int().describe('requests that found no room in the queue since the start of the station'),
    sent: z.int().describe('requests taken since the start of the station'),
    refused: z.int().describe('requests the receiver refused for good since the start of the station'),
    sentAt: InstantMs.nullable(),
    problem: ReceiverProblem.nullable().describe('what came last; null after a request that was taken'),
  })
  .meta({ id: 'RemoteWriteState' });
export type RemoteWriteState = z.output<typeof RemoteWriteState>;

/** An authority that is believed. */
export const Authority = z.object({ subject: z.string(), notAfter: InstantMs, fingerprint: z.string() }).meta({ id: 'Authority' });

/** Passing every stored sample on to an outside store. */
export const RemoteWrite = z
  .object({
    url: z.string().nullable(),
    caCertificate: z.string().nullable(),
    authorities: z.array(Authority).describe('those of `caCertificate`'),
    credentialId: Uuid.nullable(),
    credentialName: z.string().nullable().describe('null: none, or one that is no more'),
    version: z.int(),
    changedAt: InstantMs.nullable(),
    changedBy: z.string().nullable(),
    state: RemoteWriteState,
  })
  .meta({ id: 'RemoteWrite' });
export type RemoteWrite = z.output<typeof RemoteWrite>;
export const RemoteWriteChange = z.strictObject({ ...asked, version: z.int() }).meta({ id: 'RemoteWriteChange' });
export type RemoteWriteChange = z.output<typeof RemoteWriteChange>;
export const RemoteWriteTest = z.strictObject({ ...asked, url: ReceiverUrl }).meta({ id: 'RemoteWriteTest' });
export type RemoteWriteTest = z.output<typeof RemoteWriteTest>;

/** What became of a request without a sample. */
export const RemoteWriteTested = z
  .object({ isTaken: z.boolean(), ms: z.int(), problem: ReceiverProblem.nullable() })
  .meta({ id: 'RemoteWriteTested' });
export type RemoteWriteTested = z.output<typeof RemoteWriteTested>;

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
export const testRemoteWrite = defineRoute({
  id: 'testRemoteWrite',
  method: 'POST',
  path: '/remote-write/test',
  access: { permission: 'retention.edit' },
  summary: 'Send a receiver one request without a sample, as the others would be sent; stores nothing on either side',
  body: RemoteWriteTest,
  response: RemoteWriteTested,
});
