import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { RunningCollector, Target } from '../../electron/backend/collectors/collector.ts';
import { hostCollector } from '../../electron/backend/collectors/host/collector.ts';
import { createResolver } from '../../electron/backend/collectors/net/resolve.ts';
import { systemClock } from '../../electron/backend/lib/clock.ts';
import type { Observation } from '../../shared/domain/observation/observation.ts';
import { lacking, networkPair, run, silentLog, temporaryFolder, valuesOf } from './peers.ts';

type Config = Parameters<RunningCollector<{ protocol: 'host' }>['collect']>[0][number]['config'];
const target: Target<Config> = {
  assignmentId: 'a',
  resourceId: 'r',
  address: 'localhost',
  intervalMs: 30_000,
  config: { protocol: 'host' },
};
const { signal } = new AbortController();
const start = () => {
  const running = hostCollector.create({
    clock: systemClock,
    log: silentLog,
    resolver: createResolver(systemClock),
    credentials: { get: () => null },
    dataFolder: '',
  });
  return { look: (): Promise<readonly Observation[]> => running.collect([target], signal) };
};
const factOf = (observations: readonly Observation[], name: string, component: string) =>
  observations.flatMap((o) => (o.kind === 'fact' && o.name === name && o.component === component ? [o.value] : []));

/** A file system of its own in a file; the path is where it is mounted. */
function loopFileSystem(megabytes: number): { readonly path: string; remove(): void } {
  const folder = temporaryFolder();
  const [image, path] = [join(folder.path, 'image'), join(folder.path, 'mounted')];
  mkdirSync(path);
  run('truncate', '-s', `${megabytes}M`, image);
  run('mkfs.ext4', '-q', '-F', image);
  run('mount', '-o', 'loop', image, path);
  return {
    path,
    remove: () => {
      spawnSync('umount', [path]);
      folder.remove();
    },
  };
}

describe.skipIf(lacking('file systems', { root: true, programs: ['mkfs.ext4', 'mount'], try: () => loopFileSystem(8).remove() }) !== null)(
  'R-8.4.2-c3-1 a file system that fills',
  () => {
    it('is seen with the next reading, in bytes and in inodes, as df sees it', async () => {
      const mounted = loopFileSystem(32);
      try {
        const { look } = start();
        const empty = valuesOf(await look(), 'filesystem.utilisation', { component: mounted.path })[0];
        expect(empty).toBeLessThan(30);
        writeFileSync(join(mounted.path, 'ballast'), Buffer.alloc(20 * 1024 * 1024));
        spawnSync('sh', ['-c', `i=0; while : > ${mounted.path}/f$i; do i=$((i+1)); [ $i -ge 2000 ] && break; done`]);
        const observations = await look();
        const seen = valuesOf(observations, 'filesystem.utilisation', { component: mounted.path })[0] ?? 0;
        const df = run('df', '--output=pcent,ipcent', mounted.path).match(/\d+/g)?.map(Number) ?? [];
        expect(seen).toBeGreaterThan(60);
        expect(Math.abs(Math.ceil(seen) - (df[0] ?? 0))).toBeLessThanOrEqual(1);
        expect(
          Math.abs(Math.ceil(valuesOf(observations, 'filesystem.inode.utilisation', { component: mounted.path })[0] ?? 0) - (df[1] ?? 0)),
        ).toBeLessThanOrEqual(1);
        run('mount', '-o', 'remount,ro', mounted.path);
        expect(factOf(await look(), 'filesystem.readOnly', mounted.path)).toEqual([true]);
      } finally {
        mounted.remove();
      }
    });
  },
);

/** A mount whose server never answers: what a dead NFS server looks like to the kernel. */
function hungMount(): { readonly path: string; remove(): void } {
  const folder = temporaryFolder();
  const fuse = openSync('/dev/fuse', 'r+');
  const mounting = spawnSync('mount', ['-i', '-t', 'fuse.hung', '-o', `fd=3,rootmode=40000,user_id=0,group_id=0`, 'hung', folder.path], {
    stdio: ['ignore', 'ignore', 'pipe', fuse],
  });
  if (mounting.status !== 0) {
    closeSync(fuse);
    folder.remove();
    throw new Error(String(mounting.stderr));
  }
  return {
    path: folder.path,
    remove: () => {
      closeSync(fuse);
      spawnSync('umount', ['-f', folder.path]);
      folder.remove();
    },
  };
}

describe.skipIf(lacking('hung mounts', { root: true, programs: ['mount'], try: () => hungMount().remove() }) !== null)(
  'R-8.4.2-c3-1 mounts that hang in the kernel',
  () => {
    it('cost their own figures and two seconds a cycle, hold no thread, and nothing else', async () => {
      const mounts = Array.from({ length: 6 }, () => hungMount());
      try {
        const { look } = start();
        for (let cycle = 0; cycle < 3; cycle += 1) {
          const startedAt = performance.now();
          const observations = await look();
          expect(performance.now() - startedAt).toBeLessThan(3500);
          for (const { path } of mounts) expect(valuesOf(observations, 'filesystem.utilisation', { component: path })).toEqual([null]);
          expect(valuesOf(observations, 'filesystem.utilisation', { component: '/' })[0]).toBeGreaterThan(0);
          if (cycle === 0) for (const { path } of mounts) expect(factOf(observations, 'filesystem.answers', path)).toEqual([false]);
        }
        // Six hung mounts would have taken the four threads that files and names need.
        const startedAt = performance.now();
        await import('node:fs/promises').then(({ readFile }) => readFile('/proc/self/stat'));
        expect(performance.now() - startedAt).toBeLessThan(500);
      } finally {
        for (const mount of mounts) mount.remove();
      }
    });
  },
);

describe.skipIf(lacking('interfaces', { root: true, programs: ['ip', 'fping'], try: () => networkPair().remove() }) !== null)(
  'R-8.4.2-c3-1 an interface',
  () => {
    it('is up, goes down when its cable is pulled, and reports nothing once it is switched off', async () => {
      const pair = networkPair();
      try {
        const { look } = start();
        const states: (number | null | undefined)[] = [];
        const see = async () => {
          const observations = await look();
          states.push(valuesOf(observations, 'interface.up', { component: pair.name })[0]);
          return observations;
        };
        await sleep(300);
        await see();
        run('ip', '-n', pair.namespace, 'link', 'set', 'far', 'down');
        await sleep(300);
        await see();
        run('ip', '-n', pair.namespace, 'link', 'set', 'far', 'up');
        await sleep(300);
        run('fping', '-q', '-c', '3', '-p', '100', pair.far);
        const traffic = valuesOf(await see(), 'interface.out', { component: pair.name })[0] ?? 0;
        run('ip', 'link', 'set', pair.name, 'down');
        await sleep(100);
        expect(factOf(await see(), 'interface.adminUp', pair.name)).toEqual([false]);
        expect(states).toEqual([1, 0, 1, undefined]);
        expect(traffic).toBeGreaterThan(100);
      } finally {
        pair.remove();
      }
    });
  },
);
