import { readFile } from 'node:fs/promises';

const FILES = ['/proc/net/udp', '/proc/net/udp6'];

/**
 * Datagrams the kernel has dropped for the UDP sockets on these ports since they were opened, by port; null where the system does not say
 * (only Linux does). Read from the column `drops` of /proc/net/udp and udp6.
 */
export async function kernelDrops(ports: readonly number[]): Promise<ReadonlyMap<number, number> | null> {
  const texts = await Promise.all(FILES.map((file) => readFile(file, 'utf8').catch(() => null)));
  if (texts.every((text) => text === null)) return null;
  const drops = new Map(ports.map((port) => [port, 0]));
  for (const line of texts.flatMap((text) => text?.split('\n').slice(1) ?? [])) {
    const fields = line.trim().split(/\s+/);
    const port = Number.parseInt(fields[1]?.split(':').at(-1) ?? '', 16);
    const dropped = Number(fields.at(-1));
    const before = drops.get(port);
    if (before !== undefined && Number.isFinite(dropped)) drops.set(port, before + dropped);
  }
  return drops;
}
