import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '../observation/fault.ts';
import { inconsistenciesOf } from './consistency.ts';
import { CHECK_KINDS, type CheckDraft, collectedBy, identityOf, kindOf, PROTOCOLS, type Protocol } from './index.ts';
import type { CheckKind, Field } from './kind.ts';

const KINDS: readonly CheckKind[] = CHECK_KINDS;

function isInLimits(field: Field): boolean {
  if (!('default' in field)) return true;
  switch (field.type) {
    case 'port':
      return (field.default ?? 0) >= 1 && (field.default ?? 0) <= 65_535;
    case 'integer':
      return (field.default ?? Number.NaN) >= field.min && (field.default ?? Number.NaN) <= field.max;
    case 'text':
      return (field.default ?? '').length <= field.max;
    default:
      return true;
  }
}

describe('declarations of checks', () => {
  it('a pinned certificate goes with TLS only', () => {
    const at = (url: string, pinnedCertificate: string) =>
      inconsistenciesOf([{ protocol: 'http', url, pinnedCertificate }], false).map(({ field, code }) => [field, code]);
    expect(at('https://a.example/', 'AB')).toEqual([]);
    expect(at('http://a.example/', '')).toEqual([]);
    expect(at('HTTP://a.example/', 'AB')).toEqual([['pinnedCertificate', 'unsecured']]);
  });

  it('names each protocol once, and finds what is declared of it', () => {
    expect(new Set(PROTOCOLS).size).toBe(CHECK_KINDS.length);
    for (const kind of CHECK_KINDS) expect(kindOf(kind.protocol)).toBe(kind);
    expect(() => kindOf('telepathy' as Protocol)).toThrow('no kind of check: telepathy');
  });

  it.each(KINDS.map((kind) => [kind.protocol, kind] as const))('%s: a default is inside its own limits', (_protocol, { fields }) => {
    for (const [name, field] of Object.entries(fields)) expect([name, isInLimits(field)]).toEqual([name, true]);
  });

  it.each(KINDS.map((kind) => [kind.protocol, kind] as const))('%s: what is compared has an order', (_protocol, { fields, ordered }) => {
    for (const name of ordered.flat()) expect([name, ['port', 'integer'].includes(fields[name]?.type ?? '')]).toEqual([name, true]);
  });

  it.each(KINDS.map((kind) => [kind.protocol, kind] as const))(
    '%s: layers and faults are told apart',
    (_protocol, { layers: [outer, ...inner] }) => {
      const causes = [outer, ...inner].map(({ cause }) => cause);
      expect(new Set(causes).size).toBe(causes.length);
      const faults = inner.flatMap((layer) => [...layer.faults]);
      expect(new Set(faults).size).toBe(faults.length);
      for (const layer of inner) expect(layer.faults.length).toBeGreaterThan(0);
      expect(faults).not.toContain('tool');
      expect(FAULT_KINDS).toEqual(expect.arrayContaining(faults));
    },
  );

  it.each(KINDS.map((kind) => [kind.protocol, kind] as const))('%s: its latency is one of its metrics, in ms', (_protocol, kind) => {
    if (kind.latency !== null) expect(kind.metrics.find(({ code }) => code === kind.latency)?.unit).toBe('ms');
  });
});

describe('a check', () => {
  const http = (url: string): CheckDraft => ({ protocol: 'http', url, statusFrom: 200, statusTo: 399 });

  it.each<[CheckDraft, string]>([
    [{ protocol: 'icmp' }, ''],
    [{ protocol: 'tcp', port: 22 }, '22'],
    [{ protocol: 'tcp', port: null }, ''],
    [http('https://a.example/x'), 'https://a.example/x'],
  ])('%j has the component %s', (check, component) => {
    expect(identityOf(check)).toBe(component);
  });

  it('of a plain URL collects no days of a certificate', () => {
    expect(collectedBy(http('http://a'))).toEqual(['http.duration', 'http.status']);
    expect(collectedBy(http('https://a'))).toEqual(['http.duration', 'http.status', 'tls.certificate.days']);
    expect(collectedBy({ protocol: 'icmp' })).toEqual(['icmp.rtt', 'icmp.loss']);
  });
});

describe('checks of one resource', () => {
  it('may be many of a kind that tells them apart, one of a kind that does not', () => {
    const tcp = (port: number): CheckDraft => ({ protocol: 'tcp', port });
    expect(inconsistenciesOf([tcp(22), tcp(443), { protocol: 'icmp' }], false)).toEqual([]);
    expect(inconsistenciesOf([tcp(22), { protocol: 'icmp' }, tcp(22), { protocol: 'icmp' }], false)).toEqual([
      { index: 2, field: null, code: 'duplicate' },
      { index: 3, field: null, code: 'duplicate' },
    ]);
  });

  it('never measure the same twice', () => {
    const snmp: CheckDraft = { protocol: 'snmp', port: 161, credential: 'c' };
    expect(inconsistenciesOf([{ protocol: 'host' }, snmp], true)).toEqual([{ index: 1, field: null, code: 'overlapping' }]);
    expect(inconsistenciesOf([{ protocol: 'icmp' }, snmp, { protocol: 'tcp', port: 22 }], false)).toEqual([]);
    const exporter = (url: string, profile: 'node' | 'none'): CheckDraft => ({ protocol: 'prometheus', url, profile });
    expect(inconsistenciesOf([snmp, exporter('http://a', 'none'), exporter('http://b', 'node')], false)).toEqual([
      { index: 2, field: null, code: 'overlapping' },
    ]);
    expect(inconsistenciesOf([exporter('http://a', 'node'), exporter('http://a', 'node')], false)).toEqual([
      { index: 1, field: null, code: 'duplicate' },
    ]);
  });

  it('hold those of the station on the local host only', () => {
    expect(inconsistenciesOf([{ protocol: 'host' }], true)).toEqual([]);
    expect(inconsistenciesOf([{ protocol: 'host' }], false)).toEqual([{ index: 0, field: null, code: 'local_only' }]);
  });

  it('have no range upside down; one that is not filled in yet is no error here', () => {
    const range = (statusFrom: number | null, statusTo: number | null): CheckDraft => ({
      protocol: 'http',
      url: 'x',
      statusFrom,
      statusTo,
    });
    expect(inconsistenciesOf([range(200, 200)], false)).toEqual([]);
    expect(inconsistenciesOf([range(null, 200)], false)).toEqual([]);
    expect(inconsistenciesOf([range(201, 200)], false)).toEqual([{ index: 0, field: 'statusFrom', code: 'inverted' }]);
  });

  it('carry no name and password in an address', () => {
    const at = (url: string) => inconsistenciesOf([{ protocol: 'http', url }], false).map(({ field, code }) => [field, code]);
    expect(at('https://a.example/x?to=b@c')).toEqual([]);
    for (const url of ['http://u:p@h/', 'https://u@h', 'HTTP://:p@h:8080/']) expect(at(url), url).toEqual([['url', 'credentials']]);
  });
});
