import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { findPortOwner, isAlive, isPortTaken, listeningInodes } from './portOwner.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1D24 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1D24 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0
   2: 0100007F:0D24 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0
`;

describe('who holds a port', () => {
  test('only listening sockets of exactly this port count', () => {
    expect(listeningInodes(TABLE, 0x1d24)).toEqual(['4711']);
    expect(listeningInodes(TABLE, 0x0d24)).toEqual(['4713']);
    expect(listeningInodes(TABLE, 0xd24 + 1)).toEqual([]);
  });

  test('the process is found by its port, and a free port has none', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect(await isPortTaken('127.0.0.1', port)).toBe(true);
    if (process.platform === 'linux') expect(findPortOwner(port)).toMatchObject({ pid: process.pid });
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortTaken('127.0.0.1', port)).toBe(false);
    expect(findPortOwner(port)).toBeUndefined();
  });

  test('a live process is alive and a number beyond any is not', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(4_194_305)).toBe(false);
  });
});
