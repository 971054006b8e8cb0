import { EventEmitter } from 'node:events';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openDevice } from './device.ts';
import { createSharedSockets, type SharedSockets } from './sockets.ts';

const log = pino({ level: 'silent' });

/** A socket that fails while it binds, as Node's does: queued packets are forgotten, and nobody is told. */
class Unbound extends EventEmitter {
  send(): void {
    queueMicrotask(() => this.emit('error', new Error('EAFNOSUPPORT')));
  }
  close(): void {}
}

const access = {
  address: '2001:db8::1',
  family: 6,
  port: 161,
  settings: { kind: 'snmpCommunity', version: '2c' },
  secrets: { community: 'x' },
} as const;
const ask = (sockets: SharedSockets) => openDevice(access, { timeoutMs: 500, retries: 0 }, sockets);

it('a machine without the family of an address is a fault of the question, not silence for ever', async () => {
  const sockets = createSharedSockets(log, (() => new Unbound()) as never);
  await expect(ask(sockets).get(['1.3.6.1.2.1.1.3.0'])).rejects.toMatchObject({ fault: { detail: expect.any(String) } });
});

it('a device that is closed gives up what was asked, also where its packet never got out', async () => {
  const stuck: SharedSockets = {
    createSocket: () => Object.assign(new EventEmitter(), { send: () => undefined, close: () => undefined, unref: () => undefined }),
    close: () => undefined,
  };
  const device = ask(stuck);
  const answer = device.get(['1.3.6.1.2.1.1.3.0']);
  device.close();
  await expect(answer).rejects.toMatchObject({ fault: { kind: 'timeout', detail: 'snmp.tooSlow' } });
});

it('sockets that are closed tell every packet that is not out', async () => {
  const mute = Object.assign(new EventEmitter(), { send: () => undefined, close: () => undefined });
  const sockets = createSharedSockets(log, (() => mute) as never);
  const told = new Promise((resolve) => sockets.createSocket('udp4').send(Buffer.alloc(1), 0, 1, 161, '192.0.2.1', resolve));
  sockets.close();
  expect(await told).toBeInstanceOf(Error);
});
