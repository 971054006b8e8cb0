import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Finding, type Identity, isSharedMac, NO_IDENTITY, plainSerial } from './finding.ts';
import { groupFindings } from './group.ts';
import { CERTAIN_SCORE, evidenceOf, PROPOSAL_SCORE, scoreOf } from './identity.ts';
import { scopeOf } from './ranges.ts';
import { type KnownResource, mergedIdentity, missingOf, reviewOf, separate } from './review.ts';

const aFinding = (address: string, identity: Partial<Identity> = {}, change: Partial<Finding> = {}): Finding => ({
  address,
  source: 'scan',
  at: 1_000_000,
  rttMs: 0.4,
  credentialId: null,
  gap: null,
  identity: { ...NO_IDENTITY, ...identity },
  description: '',
  objectId: '',
  location: '',
  uptimeS: null,
  isWhole: true,
  requests: 7,
  ...change,
});
const known = (id: string, address: string, identity: Identity | null = null, name = id): KnownResource => ({
  id,
  name,
  address,
  identity,
});
const rows = (findings: readonly Finding[], resources: readonly KnownResource[] = []) =>
  reviewOf(findings, resources).map(({ verdict, findings: own, resourceId }) => [
    verdict,
    own.map(({ address }) => address).join(' '),
    resourceId,
  ]);
const scores = (a: Finding, b: Finding) => scoreOf(evidenceOf(a, b));

const ADDRESSES = Array.from({ length: 8 }, (_, index) => `10.12.0.${index + 1}`);
const ROUTER: Partial<Identity> = {
  sysName: 'RT-YZ-CORE-1',
  model: 'NE40E-X8',
  serial: '2102357K0041',
  engineId: '800007db03a1f0',
  chassisMac: '3c:8c:41:b2:01:00',
  addresses: ADDRESSES,
};

describe('R-8.4.2-c2-1 identity', () => {
  test('one router with eight addresses is one row, certain, whichever address answers first', () => {
    const [row, ...others] = reviewOf(
      [...ADDRESSES].reverse().map((address) => aFinding(address, ROUTER)),
      [],
    );
    expect(others).toEqual([]);
    expect([row?.verdict, row?.findings.length, row?.proposal.name, row?.proposal.address]).toEqual([
      'same',
      8,
      'RT-YZ-CORE-1',
      '10.12.0.1',
    ]);
    expect(row?.score).toBeGreaterThanOrEqual(CERTAIN_SCORE);
    expect(row?.evidence.map(({ key }) => key)).toEqual(['serial', 'engineId', 'chassisMac', 'ownAddress', 'nameAndModel']);
  });

  test('two devices with one name and one model are two, and are told apart by their addresses', () => {
    const both = ['10.12.4.2', '10.12.34.2'].map((address, index) =>
      aFinding(address, { sysName: 'SW-YZ-ACC-02', model: 'S5130', serial: `2102A${index}XYZ` }),
    );
    expect(rows(both)).toEqual([
      ['new', '10.12.4.2', null],
      ['new', '10.12.34.2', null],
    ]);
    expect(reviewOf(both, []).map(({ proposal, hasSharedName }) => [proposal.name, hasSharedName])).toEqual([
      ['SW-YZ-ACC-02 (10.12.4.2)', true],
      ['SW-YZ-ACC-02 (10.12.34.2)', true],
    ]);
    expect(rows(both.map(({ address }) => aFinding(address, { sysName: 'localhost', model: 'Linux' }, { uptimeS: 60 })))).toEqual([
      ['unknown', '10.12.4.2', null],
      ['unknown', '10.12.34.2', null],
    ]);
  });

  test('cloned machines share an engine, not a chassis: a person must look', () => {
    const clones = [
      aFinding('10.0.0.1', { engineId: '80001f8880aa', serial: 'AAAA1111' }),
      aFinding('10.0.0.2', { engineId: '80001f8880aa', serial: 'BBBB2222' }),
    ];
    expect(rows(clones)).toEqual([['conflict', '10.0.0.1 10.0.0.2', null]]);
  });

  test('a server with two cards is proposed by the addresses of its ports', () => {
    const macs = ['00:1a:2b:00:00:01', '00:1a:2b:00:00:02'];
    expect(rows([aFinding('10.12.6.11', { macs }), aFinding('10.12.6.12', { macs })])).toEqual([['same', '10.12.6.11 10.12.6.12', null]]);
  });

  test('what answers without saying who it is stays unknown', () => {
    expect(rows([aFinding('10.12.4.203', {}, { gap: 'silent' }), aFinding('10.12.5.9', { sysName: 'Switch' })])).toEqual([
      ['unknown', '10.12.4.203', null],
      ['unknown', '10.12.5.9', null],
    ]);
  });

  test('fillers of makers are no serial number, and addresses of groups no device', () => {
    for (const text of ['0', '0000000', 'N/A', 'To Be Filled By O.E.M.', 'Default', 'abc', '', 'System Serial Number'])
      expect(plainSerial(text)).toBe('');
    expect(plainSerial(' 2102a7k0041 ')).toBe('2102A7K0041');
    for (const mac of ['01:00:5e:00:00:01', '00:00:5e:00:01:0a', '02:42:ac:11:00:02']) expect(isSharedMac(mac)).toBe(true);
    expect(isSharedMac('3c:8c:41:b2:01:00')).toBe(false);
  });
});

describe('R-8.4.2-c2-1 beside what is monitored', () => {
  const identity = mergedIdentity(ADDRESSES.map((address) => aFinding(address, ROUTER)));

  test('a resource made by hand is known by its address', () => {
    expect(rows([aFinding('10.12.4.1', { serial: 'AAAA1111' })], [known('r1', '10.12.4.1')])).toEqual([['known', '10.12.4.1', 'r1']]);
  });

  test('a second run finds all addresses of a router it has accepted, and proposes nothing', () => {
    const findings = ADDRESSES.map((address) => aFinding(address, ROUTER));
    expect(rows(findings, [known('r1', '10.12.0.1', identity)])).toEqual([['known', ADDRESSES.join(' '), 'r1']]);
  });

  test('a device that moved to another address is proposed, not made anew', () => {
    expect(rows([aFinding('10.99.0.1', { ...ROUTER, addresses: ['10.99.0.1'] })], [known('r1', '10.12.0.1', identity)])).toEqual([
      ['same', '10.99.0.1', 'r1'],
    ]);
  });

  test('another device at a known address is a conflict', () => {
    const stranger = aFinding('10.12.0.1', { serial: 'CCCC3333', engineId: '80001f88', chassisMac: '00:1b:2c:3d:4e:5f' });
    expect(rows([stranger], [known('r1', '10.12.0.1', identity)])).toEqual([['conflict', '10.12.0.1', 'r1']]);
  });

  test('two resources that are one device are a conflict', () => {
    expect(rows([aFinding('10.12.0.1', ROUTER)], [known('r1', '10.12.0.1', identity), known('r2', '10.12.0.2', identity)])).toEqual([
      ['conflict', '10.12.0.1', 'r1'],
    ]);
  });

  test('a resource in the ranges that did not answer is missing; one behind a name is not judged', () => {
    const { spans } = scopeOf('10.12.0.0/24', '10.12.0.9');
    const resources = [known('r1', '10.12.0.1', identity), known('r2', '10.12.0.20'), known('r3', '10.12.0.9'), known('r4', 'db.example')];
    expect(missingOf(resources, spans, [aFinding('10.12.0.2', ROUTER)]).map(({ id }) => id)).toEqual(['r2']);
  });

  test('separated, the members are rows of their own', () => {
    const [row] = reviewOf(
      ADDRESSES.map((address) => aFinding(address, ROUTER)),
      [],
    );
    const parts = separate(row!, true);
    expect(parts.map(({ verdict, findings }) => [verdict, findings[0]?.address])).toEqual(ADDRESSES.map((address) => ['new', address]));
    expect(new Set(parts.map(({ proposal }) => proposal.name)).size).toBe(8);
  });
});

describe('R-8.4.2-c2-1 whatever is found', () => {
  const text = (...values: readonly string[]) => fc.constantFrom('', ...values);
  const identity = fc.record({
    sysName: text('core', 'acc'),
    model: text('S5130', 'S6850'),
    serial: text('AAAA1111', 'BBBB2222', 'CCCC3333'),
    engineId: text('8000a1', '8000a2'),
    chassisMac: text('3c:8c:41:00:00:01', '3c:8c:41:00:00:02'),
    macs: fc.subarray(['00:1a:2b:00:00:01', '00:1a:2b:00:00:02', '00:1a:2b:00:00:03']),
    addresses: fc.subarray(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']),
  });
  const finding = (address: string) =>
    fc
      .record({ identity, uptimeS: fc.option(fc.constantFrom(10, 5000), { nil: null }) })
      .map((found) => aFinding(address, found.identity, { uptimeS: found.uptimeS }));
  const findings = fc.tuple(...Array.from({ length: 7 }, (_, index) => finding(`10.0.0.${index + 1}`)));

  test('a score is the same from both sides and lies between 0 and 1', () => {
    fc.assert(
      fc.property(finding('10.0.0.1'), finding('10.0.0.2'), (a, b) => {
        expect(evidenceOf(a, b)).toEqual(evidenceOf(b, a));
        expect(scores(a, b)).toBeGreaterThanOrEqual(0);
        expect(scores(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('an agreement never lowers a score, a difference never raises it', () => {
    const evidence = fc.array(
      fc.record({
        key: fc.constantFrom('serial', 'engineId', 'chassisMac', 'macs', 'name', 'uptime'),
        verdict: fc.constantFrom('same', 'different'),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(evidence, (list) => {
        expect(scoreOf([...list, { key: 'serial', verdict: 'same' }])).toBeGreaterThanOrEqual(scoreOf(list));
        expect(scoreOf([...list, { key: 'serial', verdict: 'different' }])).toBeLessThanOrEqual(scoreOf(list));
      }),
    );
  });

  test('the order of arrival makes no difference, and every finding is in exactly one row', () => {
    const shuffled = findings.chain((all) =>
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }).map((mixed) => ({ all, mixed })),
    );
    fc.assert(
      fc.property(shuffled, ({ all, mixed }) => {
        const resources = [known('r1', '10.0.0.2'), known('r2', '10.0.0.9', { ...NO_IDENTITY, serial: 'AAAA1111' })];
        expect(reviewOf(mixed, resources)).toEqual(reviewOf(all, [...resources].reverse()));
        expect(
          groupFindings(mixed)
            .flatMap((group) => group.findings)
            .map(({ address }) => address)
            .sort(),
        ).toEqual(all.map(({ address }) => address).sort());
      }),
    );
  });

  test('two that are put together have a tie, and those that have none are apart', () => {
    fc.assert(
      fc.property(findings, (all) => {
        for (const group of groupFindings(all)) {
          if (group.findings.length === 1) expect([group.score, group.evidence]).toEqual([1, []]);
          else if (!group.isContradictory) expect(group.score).toBeGreaterThanOrEqual(PROPOSAL_SCORE);
        }
      }),
    );
  });
});
