import { describe, expect, test } from 'vitest';
import { createOriginPolicy } from './origins.ts';

const policy = (isTls: boolean, port: number) => createOriginPolicy({ host: '10.1.2.3', names: ['noc.example'], isTls, port: () => port });

describe('host and origin', () => {
  test.each([
    ['a name with its port', false, 7460, { host: 'noc.example:7460' }, true],
    ['a name without the port it needs', false, 7460, { host: 'noc.example' }, false],
    ['the usual port of the scheme, left out as browsers do', true, 443, { host: 'noc.example', origin: 'https://noc.example' }, true],
    ['the usual port of the scheme, written', true, 443, { host: 'NOC.example:443', origin: 'https://noc.example:443' }, true],
    ['the usual port of the other scheme', true, 80, { host: 'noc.example' }, false],
    ['the origin of the other scheme', true, 443, { host: 'noc.example', origin: 'http://noc.example' }, false],
    ['a name that only begins like one', true, 443, { host: 'noc.example.evil' }, false],
    ['no host', true, 443, {}, false],
  ] as const)('%s', (_what, isTls, port, headers, isAllowed) => {
    expect(policy(isTls, port).isAllowed(headers)).toBe(isAllowed);
  });
});
