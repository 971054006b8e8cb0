import { describe, expect, it } from 'vitest';
import { aPolicy } from '../../../testing/builders.ts';
import { aResource } from '../builder.ts';
import { changedFields, draftOf, errorsOfProblem, NEW_DRAFT, newCheck, parseDraft, previewOf, type ResourceDraft } from './formModel.ts';

const draft = (change: Partial<ResourceDraft> = {}): ResourceDraft => ({ ...NEW_DRAFT, name: 'SW-1', address: '10.1.1.1', ...change });
const errorsOf = (change: Partial<ResourceDraft>) => {
  const parsed = parseDraft(draft(change));
  return parsed.ok ? [] : parsed.errors.map(({ path, key }) => `${path.join('.')}: ${key}`);
};

describe('form of a resource', () => {
  it('accepts the smallest useful resource', () => {
    expect(parseDraft(draft())).toMatchObject({ ok: true, input: { name: 'SW-1', checks: [{ protocol: 'icmp' }], intervalS: null } });
  });

  it.each([
    [{ name: ' ' }, ['name: name']],
    [{ address: 'http://10.1.1.1' }, ['address: address']],
    [{ checks: [newCheck('tcp')] }, ['checks.0.port: check.field']],
    [{ checks: [newCheck('http')] }, ['checks.0.url: check.field']],
    [{ checks: [{ ...newCheck('http'), url: 'ftp://x' }] }, ['checks.0.url: check.field']],
    [{ checks: [newCheck('icmp'), newCheck('icmp')] }, ['checks.1: check.duplicate']],
    [{ checks: [{ ...newCheck('http'), url: 'http://x', statusFrom: 400, statusTo: 200 }] }, ['checks.0.statusFrom: check.inverted']],
  ] as const)('%j is refused at its field', (change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });

  it.each([
    [299, []],
    [300, ['intervalS: interval']],
    [4, ['intervalS: interval']],
    [5, []],
  ])('R-8.4.3-c2-1 an interval of %d s', (intervalS, errors) => {
    expect(errorsOf({ intervalS })).toEqual(errors);
  });

  it('puts what the station refuses at the same fields', () => {
    const problem = {
      type: 'urn:x',
      title: 'x',
      status: 409,
      code: 'resource.duplicate' as const,
      instance: 'req',
      fields: [
        { path: 'body.name', message: 'duplicate' },
        { path: 'body.checks.1', message: 'local_only' },
        { path: 'body.checks.0.port', message: 'too_big' },
        { path: 'body.surprise', message: 'unrecognized_keys' },
      ],
    };
    expect(errorsOfProblem(problem).map(({ path, key }) => [path, key])).toEqual([
      [['name'], 'name.duplicate'],
      [['checks', 1], 'check.localOnly'],
      [['checks', 0, 'port'], 'check.field'],
      [['surprise'], 'other'],
    ]);
  });
});

describe('preview', () => {
  it('R-8.2.2-b-4 follows the importance, and an override where it is allowed', () => {
    expect(previewOf(draft({ importance: 'core' })).intervalS).toBe(30);
    expect(previewOf(draft({ importance: 'general' })).intervalS).toBe(180);
    expect(previewOf(draft({ importance: 'general', intervalS: 15 })).intervalS).toBe(15);
    expect(previewOf(draft({ importance: 'general', intervalS: 300 })).intervalS).toBe(180);
  });
  it('follows a policy that is for this one resource by its id', () => {
    const single = aPolicy({ targets: { classes: [], importances: [], domains: [], tags: [], resourceIds: ['r1'] }, intervalS: 45 });
    expect(previewOf(draft({ importance: 'core' }), [single], 'r1').intervalS).toBe(45);
    expect(previewOf(draft({ importance: 'core' }), [single]).intervalS).toBe(30);
  });
  it('R-8.2.2-b-5 counts the points and the questions an hour', () => {
    const preview = previewOf(
      draft({ importance: 'key', checks: [newCheck('icmp'), { protocol: 'tcp', port: 22 }, { ...newCheck('http'), url: 'https://a' }] }),
    );
    expect([preview.points, preview.perHour]).toEqual([6, 180]);
    expect(preview.checks.map(({ target }) => target)).toEqual(['10.1.1.1', '10.1.1.1:22', 'https://a']);
  });
  it('writes an IPv6 address with a port in brackets', () => {
    expect(previewOf(draft({ address: 'fe80::1', checks: [{ protocol: 'tcp', port: 22 }] })).checks[0]?.target).toBe('[fe80::1]:22');
  });
  it('promises no certificate for plain HTTP, and no number of points for the local host', () => {
    expect(previewOf(draft({ checks: [{ ...newCheck('http'), url: 'http://a' }] })).checks[0]?.metrics).not.toContain(
      'tls.certificate.days',
    );
    expect(previewOf(draft({ checks: [{ protocol: 'host' }] })).points).toBeNull();
  });
});

describe('two people edit the same resource', () => {
  it('names the fields the other one changed', () => {
    const seen = aResource({ name: 'a', checks: [{ protocol: 'icmp' }] });
    expect(changedFields(seen, { ...seen, version: 2, location: 'B', checks: [] })).toEqual(['location', 'checks']);
    expect(changedFields(seen, { ...seen, version: 2 })).toEqual([]);
    expect(draftOf(seen)).not.toHaveProperty('version');
  });
});
