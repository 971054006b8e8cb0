import { execFileSync, spawnSync } from 'node:child_process';

/** A chain of machines in a row as far as IP is concerned: the first is beside this one, each forwards to the next. Needs root. */
export interface Chain {
  /** Of every machine the address towards this one, nearest first. */
  readonly addresses: readonly string[];
  /** Runs something in the namespace of a machine. */
  inside(place: number, ...command: readonly string[]): void;
  remove(): void;
}

const ip = (...args: readonly string[]): void => {
  execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] });
};

/** Makes so many machines in a row. */
export function machinesInARow(count: number): Chain {
  const id = process.pid % 50_000;
  const high = id % 250;
  const spaces = Array.from({ length: count }, (_, place) => `sw-row${id}-${place}`);
  const inside = (place: number, ...command: readonly string[]): void => {
    execFileSync('ip', ['netns', 'exec', spaces[place] ?? '', ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const remove = (): void => {
    spawnSync('ip', ['link', 'del', `swr${id}`]);
    for (const space of spaces) spawnSync('ip', ['netns', 'del', space]);
  };
  const address = (place: number, host: number): string => `198.19.${high}.${place * 4 + host}`;
  remove();
  for (const space of spaces) ip('netns', 'add', space);
  spaces.forEach((space, place) => {
    const before = place === 0 ? [] : ['-n', spaces[place - 1] ?? ''];
    const near = place === 0 ? `swr${id}` : 'next';
    ip(...before, 'link', 'add', near, 'type', 'veth', 'peer', 'name', 'back', 'netns', space);
    ip(...before, 'addr', 'add', `${address(place, 1)}/30`, 'dev', near);
    ip(...before, 'link', 'set', near, 'up');
    ip('-n', space, 'addr', 'add', `${address(place, 2)}/30`, 'dev', 'back');
    ip('-n', space, 'link', 'set', 'back', 'up');
    ip('-n', space, 'link', 'set', 'lo', 'up');
    inside(place, 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv4.icmp_ratelimit=0');
    ip('-n', space, 'route', 'add', 'default', 'via', address(place, 1));
  });
  // Ways there: every machine before the last but one leads on to those behind it.
  spaces.forEach((_, place) => {
    for (let behind = place + 1; behind < count; behind++) {
      const from = place === 0 ? [] : ['-n', spaces[place - 1] ?? ''];
      ip(...from, 'route', 'replace', `${address(behind, 0)}/30`, 'via', address(place, 2));
    }
  });
  return {
    addresses: spaces.map((_, place) => address(place, 2)),
    inside,
    remove,
  };
}
