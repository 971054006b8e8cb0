import { describe, expect, it } from 'vitest';
import type { Mount } from './decode/mounts.ts';
import { createFileSystems, type Usage } from './filesystems.ts';

const usage: Usage = { blockBytes: 1, blocks: 1, freeBlocks: 1, availableBlocks: 1, inodes: 1, freeInodes: 1 };
const mount = (path: string, isRemote = false): Mount => ({ path, type: 'x', source: 'x', isReadOnly: false, isRemote });
const never = new Promise<null>(() => undefined);

describe('file systems', () => {
  it('that hang cost the time limit and no other its answer; they are not asked again while they hang', async () => {
    const asked: string[] = [];
    const fileSystems = createFileSystems(100, async (path) => {
      asked.push(path);
      return path === '/dead' ? never : usage;
    });
    const startedAt = performance.now();
    const first = await fileSystems.read([mount('/'), mount('/dead')]);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect([...first]).toEqual([
      ['/', usage],
      ['/dead', null],
    ]);
    const again = performance.now();
    expect((await fileSystems.read([mount('/'), mount('/dead')])).get('/dead')).toBeNull();
    expect(performance.now() - again).toBeLessThan(50);
    expect(asked).toEqual(['/', '/dead', '/']);
  });

  it('behind a network are asked by a process of their own', async () => {
    const fileSystems = createFileSystems(5000, async () => {
      throw new Error('asked in this process');
    });
    const found = (await fileSystems.read([mount('/', true), mount('/does/not/exist', true)])).get('/');
    expect(found?.blocks).toBeGreaterThan(0);
    expect(found?.inodes).toBeGreaterThan(0);
  });

  it('that refuse are a gap', async () => {
    const fileSystems = createFileSystems(5000);
    const found = await fileSystems.read([mount('/'), mount('/does/not/exist'), mount('/does/not/exist/either', true)]);
    expect(found.get('/')?.blocks).toBeGreaterThan(0);
    expect(found.get('/does/not/exist')).toBeNull();
    expect(found.get('/does/not/exist/either')).toBeNull();
  });
});
