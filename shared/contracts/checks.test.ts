import { describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../domain/check/index.ts';
import { CHECK_SCHEMAS, Check } from './checks.ts';

const refusals = (check: object): string[] =>
  (Check.safeParse(check).error?.issues ?? []).map(({ path, code }) => `${path.join('.')} ${code}`);

describe('configuration of checks', () => {
  it('has a schema for each protocol, under its name', () => {
    expect(Object.keys(CHECK_SCHEMAS)).toEqual([...PROTOCOLS]);
    for (const protocol of PROTOCOLS) expect(CHECK_SCHEMAS[protocol].shape.protocol.value).toBe(protocol);
  });

  it('fills in what has a default', () => {
    expect(Check.parse({ protocol: 'http', url: 'https://a.example/' })).toEqual({
      protocol: 'http',
      url: 'https://a.example/',
      statusFrom: 200,
      statusTo: 399,
      statusAlso: '',
      family: 'any',
      contains: '',
      notContains: '',
      jsonPath: '',
      jsonValue: '',
      mostRedirects: 5,
      leadsTo: '',
      verifyCertificate: true,
      pinnedCertificate: '',
    });
  });

  it.each<[object, string[]]>([
    [{ protocol: 'icmp' }, []],
    [{ protocol: 'tcp', port: 1 }, []],
    [{ protocol: 'tcp', port: 65_535 }, []],
    [{ protocol: 'tcp' }, ['port invalid_type']],
    [{ protocol: 'tcp', port: 0 }, ['port too_small']],
    [{ protocol: 'tcp', port: 65_536 }, ['port too_big']],
    [{ protocol: 'tcp', port: 22.5 }, ['port invalid_type']],
    [{ protocol: 'tcp', port: 22, surprise: 1 }, [' unrecognized_keys']],
    [{ protocol: 'http', url: 'ftp://a.example/' }, ['url invalid_format']],
    [{ protocol: 'http', url: `http://a.example/${'x'.repeat(2000)}` }, ['url too_big']],
    [{ protocol: 'http', url: 'http://a.example/', statusFrom: 99, statusTo: 600 }, ['statusFrom too_small', 'statusTo too_big']],
    [{ protocol: 'http', url: 'http://a.example/', contains: 'x'.repeat(501) }, ['contains too_big']],
    [{ protocol: 'http', url: 'https://a.example/', pinnedCertificate: 'ab'.repeat(32) }, []],
    [{ protocol: 'http', url: 'https://a.example/', pinnedCertificate: `${'AB:'.repeat(31)}AB` }, []],
    [{ protocol: 'http', url: 'https://a.example/', pinnedCertificate: 'ab'.repeat(20) }, ['pinnedCertificate invalid_format']],
    [
      { protocol: 'http', url: 'http://a.example/', statusAlso: '401,', family: '5' },
      ['statusAlso invalid_format', 'family invalid_value'],
    ],
    [{ protocol: 'prometheus', url: 'http://a.example/', series: 'up\n\na{b="c"}' }, []],
    [{ protocol: 'prometheus', url: 'http://a.example/', series: 'up\na{b}' }, ['series custom']],
    [{ protocol: 'dns', name: 'a b' }, ['name invalid_format']],
    [{ protocol: 'telepathy' }, ['protocol invalid_union']],
  ])('%j', (check, expected) => {
    expect(refusals(check)).toEqual(expected);
  });
});
