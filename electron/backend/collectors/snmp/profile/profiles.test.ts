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

  it.each([
    [
      '1.3.6.1.4.1.9.1.516',
      'cisco-ios',
      'Cisco IOS Software, C3750 Software (C3750-IPSERVICESK9-M), Version 12.2(55)SE10, RELEASE SOFTWARE',
      null,
      '12.2(55)SE10',
    ],
    [
      '1.3.6.1.4.1.9.1.2494',
      'cisco-ios',
      'Cisco IOS Software [Amsterdam], Catalyst L3 Switch Software, Version 17.3.3, RELEASE SOFTWARE',
      null,
      '17.3.3',
    ],
    [
      '1.3.6.1.4.1.9.12.3.1.3.1084',
      'cisco-nxos',
      'Cisco NX-OS(tm) n5000, Software (n5000-uk9), Version 5.2(1)N1(4), RELEASE',
      null,
      '5.2(1)N1(4)',
    ],
    [
      '1.3.6.1.4.1.11.2.3.7.11.63',
      'hpe-procurve',
      'ProCurve J9021A Switch 2810-24G, revision N.11.75, ROM N.10.01',
      'J9021A Switch 2810-24G',
      'N.11.75',
    ],
    [
      '1.3.6.1.4.1.11.2.3.7.11.181.20',
      'hpe-procurve',
      'Aruba JL322A 2930M-48G-PoE+ Switch, revision WC.16.11.0001, ROM WC.17.02.0007',
      'JL322A 2930M-48G-PoE+ Switch',
      'WC.16.11.0001',
    ],
    [
      '1.3.6.1.4.1.2011.2.23.339',
      'huawei-vrp',
      'Huawei Versatile Routing Platform Software VRP (R) software,Version 5.170 (S5735 V200R019C10SPC500)',
      null,
      'V200R019C10SPC500',
    ],
    ['1.3.6.1.4.1.2011.2.235', 'huawei-ibmc', '', null, null],
    ['1.3.6.1.4.1.2011.2.91.3', 'huawei-oceanstor', '', null, null],
    [
      '1.3.6.1.4.1.25506.1.1234',
      'h3c-comware',
      'H3C Comware Platform Software, Software Version 7.1.070, Release 6126P20 H3C S5130S-28P-EI Copyright (c) 2004',
      'S5130S-28P-EI',
      '7.1.070, Release 6126P20',
    ],
    [
      '1.3.6.1.4.1.25506.11.1.172',
      'h3c-comware',
      'HP Comware Platform Software, Software Version 7.1.045, Release 2416 HP FF 5700-40XG-2QSFP  Switch Copyright',
      'FF 5700-40XG-2QSFP',
      '7.1.045, Release 2416',
    ],
    ['1.3.6.1.4.1.4881.1.1.10.1.150', 'ruijie', 'Ruijie 10G Routing Switch(S6220-48XS4QXS) By Ruijie Networks', 'S6220-48XS4QXS', null],
    ['1.3.6.1.4.1.12356.101.1.1005', 'fortinet', '', null, null],
    ['1.3.6.1.4.1.28557.1.200', 'hillstone', '', null, null],
  ])('%s is %s, with the model and version its description says', (objectId, name, description, model, version) => {
    const { all, choose } = readProfiles(profileFolders(folder).slice(0, 1));
    expect(choose(objectId).title).toBe(all.get(name)?.title);
    const said = (fact: string): string | null =>
      choose(objectId)
        .facts.filter((one) => one.name === fact && one.pattern !== undefined)
        .map(({ pattern = '' }) => new RegExp(pattern).exec(description)?.[1] ?? null)[0] ?? null;
    expect([said('device.model'), said('device.version')]).toEqual([model, version]);
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
