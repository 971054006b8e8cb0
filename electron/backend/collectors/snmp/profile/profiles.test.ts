import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { profileFolders } from './folders.ts';
import { GENERIC, readProfiles } from './profiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'sw-profiles-'));
const own = join(folder, 'device-profiles');
mkdirSync(own);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('device profiles', () => {
  it('of the product are all read, name their sources, include only what is there, and share no prefix', () => {
    const { all, refused } = readProfiles(profileFolders(folder).slice(0, 1));
    expect(refused).toEqual([]);
    expect([...all.keys()]).toEqual(expect.arrayContaining([GENERIC, 'host-resources', 'net-snmp', 'ups-mib']));
    const prefixes = [...all.values()].flatMap(({ matches }) => matches);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const { name, includes } of all.values())
      for (const included of includes) expect(all.has(included), `${name}: ${included}`).toBe(true);
  });

  it('are chosen by the longest prefix of sysObjectID, number by number; what nobody knows is generic', () => {
    const { choose } = readProfiles(profileFolders(folder));
    expect(choose('1.3.6.1.4.1.8072.3.2.10').name).toBe('net-snmp');
    expect(choose('1.3.6.1.4.1.8072.3.20').name).toBe(GENERIC);
    expect(choose('1.3.6.1.2.1.33').name).toBe('ups-mib');
    expect(choose(null).name).toBe(GENERIC);
  });

  it('bring what they include after their own, each once', () => {
    const { choose } = readProfiles(profileFolders(folder));
    const host = choose('1.3.6.1.4.1.8072.3.2.10');
    expect(host.scalars[0]?.metric).toBe('memory.utilisation');
    expect(host.tables.some(({ metric }) => metric === 'filesystem.utilisation')).toBe(true);
    expect(host.sensors).toEqual(['1.3.6.1.2.1.99.1.1.1']);
  });

  it('of the station replace those of the product; a file that is none is refused by name and harms no other', () => {
    const file = (name: string, content: string) => writeFileSync(join(own, name), content);
    file('mine.yaml', 'name: mine\ntitle: 自有\nsources: [vendor]\nmatches: [1.3.6.1.4.1.99999]\nincludes: [mine]\n');
    file('net-snmp.yaml', 'name: net-snmp\ntitle: 替换\nsources: [us]\nmatches: [1.3.6.1.4.1.8072.3.2]\n');
    file('broken.yaml', 'name: broken\nscalars: [{ metric: cpu.speed, value: 1.3.6.1.4.1.1.0 }]\n');
    file('pattern.yaml', "name: pattern\ntitle: x\nsources: [x]\nfacts: [{ name: os.name, pattern: '(' }]\n");
    file('notYaml.yaml', '{ name: [');
    const { choose, refused } = readProfiles(profileFolders(folder));
    expect(choose('1.3.6.1.4.1.99999.1').title).toBe('自有');
    expect(choose('1.3.6.1.4.1.8072.3.2.10')).toMatchObject({ title: '替换', scalars: [] });
    expect(refused.map((one) => one.file.slice(own.length + 1))).toEqual(['broken.yaml', 'notYaml.yaml', 'pattern.yaml']);
    expect(refused.find((one) => one.file.endsWith('broken.yaml'))?.problem).toContain('metric');
  });
});
