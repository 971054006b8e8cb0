import { execFileSync, spawnSync } from 'node:child_process';

/** Another machine, as far as IP is concerned: a network namespace behind a cable of its own. Needs root. */
export interface Peer {
  readonly address: string;
  /** Pulls its cable. */
  leave(): void;
  remove(): void;
}

const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' });

export function addPeer(index: number): Peer {
  const id = `${(process.pid % 10_000).toString(36)}${index}`;
  const namespace = `sw-lat-${id}`;
  const near = `swl${id}`;
  const address = `198.19.${process.pid % 250}.${index * 4 + 2}`;
  const remove = () => {
    spawnSync('ip', ['link', 'del', near]);
    spawnSync('ip', ['netns', 'del', namespace]);
  };
  remove();
  ip('netns', 'add', namespace);
  ip('link', 'add', near, 'type', 'veth', 'peer', 'name', 'far', 'netns', namespace);
  ip('addr', 'add', `198.19.${process.pid % 250}.${index * 4 + 1}/30`, 'dev', near);
  ip('link', 'set', near, 'up');
  ip('-n', namespace, 'addr', 'add', `${address}/30`, 'dev', 'far');
  ip('-n', namespace, 'link', 'set', 'far', 'up');
  return { address, leave: () => ip('-n', namespace, 'link', 'set', 'far', 'down'), remove };
}
