import { describe, expect, it } from 'vitest';
import type { Limiter } from './limiter.ts';
import { metered, RequestLimit } from './meter.ts';

/** Turns that are given by hand, and sockets that keep what is sent. */
function aMeter(most: number) {
  const turns: (() => void)[] = [];
  const limiter: Limiter = { take: () => new Promise((resolve) => turns.push(resolve)) };
  const out: string[] = [];
  const controller = new AbortController();
  const shared = {
    createSocket: () => ({
      send: (bytes: Buffer, _offset: number, _length: number, _port: number, _address: string, sent: (error: Error | null) => void) => {
        out.push(bytes.toString());
        sent(null);
      },
    }),
    close: () => undefined,
  };
  const meter = metered(shared, limiter, most, controller.signal);
  const socket = meter.sockets.createSocket('udp4') as ReturnType<typeof shared.createSocket>;
  const send = (text: string) =>
    new Promise<Error | null>((resolve) => socket.send(Buffer.from(text), 0, text.length, 161, '127.1.9.1', resolve));
  return { meter, out, send, turn: () => turns.shift()?.(), stop: () => controller.abort() };
}

describe('R-8.4.2-c2-1 packets to one device', () => {
  it('wait for their turn and are no more than the limit', async () => {
    const { meter, out, send, turn } = aMeter(1);
    const first = send('a');
    expect(out).toEqual([]);
    turn();
    expect([await first, out]).toEqual([null, ['a']]);
    expect([await send('b'), meter.isSpent(), out]).toEqual([expect.any(RequestLimit), true, ['a']]);
  });

  it('do not go out once the run is stopped, not even those that waited for their turn', async () => {
    const { meter, out, send, turn, stop } = aMeter(9);
    const waiting = send('a');
    stop();
    turn();
    expect([await waiting, await send('b'), out, meter.isSpent()]).toEqual([expect.any(RequestLimit), expect.any(RequestLimit), [], false]);
  });
});
