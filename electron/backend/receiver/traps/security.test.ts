import { describe, expect, it } from 'vitest';
import type { AuthProtocol, PrivProtocol } from '../../../../shared/domain/credential/snmp.ts';
import { type KnownUser, prepareUsers } from '../../lib/snmp/engine.ts';
import { createTrapSecurity } from './security.ts';

const userNamed = (userName: string, authProtocol: AuthProtocol, privProtocol: PrivProtocol, auth: string, priv: string): KnownUser => {
  const settings = { kind: 'snmpUser', userName, level: 'authPriv', authProtocol, privProtocol, context: '' } as const;
  const [user] = prepareUsers([{ settings, secrets: { authPassphrase: auth, privPassphrase: priv } }]).values();
  if (!user) throw new Error('no user');
  return user;
};
/** What Debian's snmptrap 5.9.3 sent as the user trapuser of the engine 8000000001020304 (SHA, AES): linkUp of interface 3. */
const SENT = Buffer.from(
  '3081b102010330110204057ade18020300ffe304010302010304363034040880000000010203040201010203028c2004087472617075736572040c633ef95a3cf6051b7a0bb1c1040881ac9bd8094a1fa60461dc6f4a7180ab0ad3b760bdcfa1d771de33c689356ec493ddf725d15dcb32f846065466d69118c33b4470c29f4e0e8f0c563df477166c3a3335adf0dc3149056cea30c4a8674ba5aa14ec89d09cc8ad551682875e7a4659c2aa83ec156ad2bd4244',
  'hex',
);
let nowS = 1000;
const ENGINE = { id: Buffer.from('80001f8804feed', 'hex'), boots: 1, timeS: () => nowS };

const TRAPUSER = userNamed('trapuser', 'SHA', 'AES-128', 'authpass12345', 'privpass12345');

describe('R-8.4.3-b1-4 notifications of version 3', () => {
  it('are opened with the keys of their user, also where another has the same name, and not twice after a while', () => {
    const security = createTrapSecurity(ENGINE, [userNamed('trapuser', 'MD5', 'DES', 'another-pass', 'another-priv'), TRAPUSER]);
    const { notification, wrong, reply } = security.open(SENT);
    expect([notification?.oid, notification?.variables.length, wrong, reply]).toEqual(['1.3.6.1.6.3.1.1.5.4', 1, null, null]);
    nowS += 149;
    expect(security.open(SENT).wrong).toBeNull();
    nowS += 2;
    expect(security.open(SENT).wrong).toBe('window');
  });

  it('of a user that nobody knows, or whose key is another, are not believed', () => {
    const stranger = createTrapSecurity(ENGINE, []).open(SENT);
    expect([stranger.notification, stranger.wrong, stranger.userName]).toEqual([null, 'user', 'trapuser']);
    const other = createTrapSecurity(ENGINE, [userNamed('trapuser', 'SHA', 'AES-128', 'not-this-one', 'nor-that-one')]).open(SENT);
    expect([other.notification, other.wrong, other.reply]).toEqual([null, 'digest', null]);
  });

  it('of an engine that nobody knows cost no more than their checksums', () => {
    const security = createTrapSecurity(ENGINE, [userNamed('trapuser', 'SHA', 'AES-128', 'not-this-one', 'nor-that-one')]);
    const at = SENT.indexOf(Buffer.from('8000000001020304', 'hex'));
    const from = performance.now();
    const wrong = new Set<string | null>();
    for (let spoofed = 0; spoofed < 5000; spoofed++) {
      const datagram = Buffer.from(SENT);
      datagram.writeUInt32BE(spoofed, at + 4);
      wrong.add(security.open(datagram).wrong);
    }
    const tookMs = performance.now() - from;
    expect([...wrong]).toEqual(['digest']);
    // net-snmp hashes a megabyte for each: 2.7 ms, 13 s of them.
    expect(tookMs).toBeLessThan(2500);
  });
});
