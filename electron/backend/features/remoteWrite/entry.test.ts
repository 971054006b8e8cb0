import { describe, expect, test } from 'vitest';
import type { AnySettings } from '../../../../shared/domain/credential/snmp.ts';
import { SealBroken, sealName } from '../../lib/vault.ts';
import type { CredentialRecord } from '../credentials/index.ts';
import { openChannel } from './channel.ts';
import { entryOf, type Keys } from './entry.ts';

const ID = '018f0000-0000-7000-8000-000000000001';
const URL_OF = 'https://metrics.gov.local/write';
const origin = 'https://metrics.gov.local';

function keysOf(settings: AnySettings | null, sealed = JSON.stringify({ password: 'p', token: 't', community: 'c' })): Keys {
  return {
    book: { byId: (id) => (id === ID && settings ? ({ id, settings, sealed } as CredentialRecord) : undefined) },
    vault: {
      open: (name, text) => {
        if (name !== sealName(ID) || text === 'broken') throw new SealBroken('no');
        return text;
      },
    },
  };
}

describe('R-8.2.5-a4-5 what a receiver is entered with', () => {
  test('is the token, or name and password (RFC 6750, RFC 7617); without a set, nothing', () => {
    expect(entryOf(keysOf({ kind: 'httpBearer', origin }), ID, URL_OF)).toEqual({ authorization: 'Bearer t', isLocked: false });
    expect(entryOf(keysOf({ kind: 'httpBasic', origin, userName: 'u' }), ID, URL_OF).authorization).toBe('Basic dTpw');
    expect(entryOf(keysOf(null), null, URL_OF)).toEqual({ authorization: null, isLocked: false });
  });

  test.each([
    ['is gone', keysOf(null), URL_OF],
    ['opens devices', keysOf({ kind: 'snmpCommunity', version: '2c' }), URL_OF],
    ['was made for another address', keysOf({ kind: 'httpBearer', origin }), 'https://elsewhere.gov.local/write'],
    ['does not open', keysOf({ kind: 'httpBearer', origin }, 'broken'), URL_OF],
  ])('a set that %s locks the way: nothing is sent, and nothing is lost by being refused', async (_, keys, url) => {
    const entry = entryOf(keys, ID, url);
    expect(entry).toEqual({ authorization: null, isLocked: true });
    const channel = openChannel({ url: 'http://127.0.0.1:9/', caCertificate: null, ...entry });
    expect(await channel.post(Buffer.of(0), new AbortController().signal)).toEqual({ kind: 'again', code: 'credential', detail: '' });
    channel.close();
  });
});
