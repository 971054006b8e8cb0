import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chartSkin } from './skin.ts';

const root = { dataset: { skin: 'desk' } };
const INK: Readonly<Record<string, string>> = { desk: '#1a1e22', wall: '#e4e7ea' };

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: root, createElement: () => ({ getContext: () => null }) });
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  vi.stubGlobal('getComputedStyle', () => ({
    getPropertyValue: (name: string) => (name === '--ink' ? ` ${INK[root.dataset.skin]}` : ''),
  }));
});

afterEach(() => vi.unstubAllGlobals());

test('a skin changed while no chart is there to hear of it is the skin of the next chart', () => {
  root.dataset.skin = 'desk';
  expect(chartSkin().ink).toBe(INK.desk);
  root.dataset.skin = 'wall';
  expect(chartSkin().ink).toBe(INK.wall);
});

test('colours are read once per skin: the same object until the document wears another one', () => {
  root.dataset.skin = 'desk';
  const first = chartSkin();
  expect(chartSkin()).toBe(first);
});
