import type { z } from 'zod';
import type { Device, DeviceCode, Enrolled } from '../../../../shared/contracts/devices.ts';
import type { Deed, Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import { isDeviceKey, isSameSecret, newCode, newToken, sha256, verifyDevice } from '../../lib/crypto.ts';
import { newId } from '../../lib/ids.ts';
import type { Work } from '../../storage/writer.ts';
import type { DeviceBook, DeviceRecord } from './book.ts';

const CODE_MS = 15 * 60_000;
const NONCE_MS = 60_000;
const NONCES_KEPT = 1000;

/** Text a device signs; the prefix keeps the signature from meaning anything else. */
export const proofText = (nonce: string) => `shouwang-device\n${nonce}`;

/** What the audit keeps of a device: neither its key nor its code. */
function visible({ id, name, kind, createdAt, enrolledAt, revokedAt, codeExpiresAt, publicKey }: DeviceRecord) {
  return { id, name, kind, createdAt, enrolledAt, revokedAt, codeExpiresAt, pending: publicKey === null && revokedAt === null };
}

function deed(device: DeviceRecord, before: DeviceRecord | null): Deed {
  return { objectType: 'device', objectId: device.id, objectName: device.name, before: before && visible(before), after: visible(device) };
}

/** Where the service meets the sessions. */
interface Parts {
  readonly book: DeviceBook;
  readonly clock: Clock;
  /** The key that opened sessions until now opens none any more; takes part in the transaction. */
  onKeyGone(work: Work, device: DeviceRecord): Promise<void>;
  /** True while a session of the device has the live connection. */
  isConnected(deviceId: string): boolean;
}

export interface DeviceService {
  list(): readonly Device[];
  announce(work: Work, name: string, kind: 'wall' | 'workstation'): Promise<Outcome<z.output<typeof DeviceCode>>>;
  /** A new code for a device that has none left, or that shall get another key. */
  renewCode(work: Work, id: string): Promise<Outcome<z.output<typeof DeviceCode>>>;
  enrol(work: Work, code: string, publicKey: string): Promise<Outcome<z.output<typeof Enrolled>>>;
  revoke(work: Work, id: string): Promise<Outcome<Device>>;
  /** A nonce for one device, good for one minute and one use. */
  challenge(deviceId: string): { readonly nonce: string; readonly expiresAt: number };
  /** The device a proof belongs to; uses up the nonce whether right or wrong. Throws the refusal `device.wrongProof`. */
  prove(proof: { readonly deviceId: string; readonly nonce: string; readonly signature: string }): DeviceRecord;
  /** Notes the time; throws the refusal `device.wrongProof` when the device was revoked or got another key since it proved itself. */
  seen(work: Work, device: DeviceRecord): Promise<void>;
  /** Notes the time of every device that is connected; called every minute. */
  sweep(work: Work): Promise<void>;
}

/** Device identity: announced by an administrator, enrolled by short code, proved by a non-extractable P-256 key. */
export function createDeviceService({ book, clock, onKeyGone, isConnected }: Parts): DeviceService {
  const nonces = new Map<string, { readonly deviceId: string; readonly endsMono: number }>();

  function forgetOld(): void {
    for (const [nonce, { endsMono }] of nonces) {
      if (endsMono > clock.monotonic() && nonces.size < NONCES_KEPT) break;
      nonces.delete(nonce);
    }
  }

  function view(device: DeviceRecord): Device {
    const connected = isConnected(device.id);
    return { ...visible(device), connected, lastSeenAt: connected ? clock.now() : device.lastSeenAt };
  }

  function find(work: Work, id: string): DeviceRecord {
    const device = book.within(work).byId(id);
    if (!device) throw new Refusal('device.notFound');
    return device;
  }

  return {
    list: () => book.all().map(view),
    announce: async (work, name, kind) => {
      const now = clock.now();
      const code = newCode();
      const device: DeviceRecord = {
        id: newId(now),
        name,
        kind,
        codeHash: sha256(code),
        codeExpiresAt: now + CODE_MS,
        publicKey: null,
        createdAt: now,
        enrolledAt: null,
        lastSeenAt: null,
        revokedAt: null,
      };
      await book.save(work, device);
      return { response: { id: device.id, code, expiresAt: now + CODE_MS }, deed: deed(device, null) };
    },
    renewCode: async (work, id) => {
      const device = find(work, id);
      if (device.revokedAt !== null) throw new Refusal('device.revoked');
      const code = newCode();
      const codeExpiresAt = clock.now() + CODE_MS;
      const renewed = { ...device, codeHash: sha256(code), codeExpiresAt };
      await book.save(work, renewed);
      return { response: { id, code, expiresAt: codeExpiresAt }, deed: deed(renewed, device) };
    },
    enrol: async (work, code, publicKey) => {
      const hash = sha256(
        code
          .toUpperCase()
          .replace(/[^0-9A-Z]/g, '')
          .replace(/^(.{4})/, '$1-'),
      );
      const now = clock.now();
      const device = book
        .within(work)
        .all()
        .find(
          (one) => one.codeHash !== null && isSameSecret(one.codeHash, hash) && (one.codeExpiresAt ?? 0) > now && one.revokedAt === null,
        );
      if (!device || !isDeviceKey(publicKey)) {
        return {
          refusal: new Refusal('device.wrongCode'),
          deed: {
            objectType: 'device',
            objectId: device?.id ?? null,
            objectName: device?.name ?? '',
            before: null,
            after: { reason: device ? 'key' : 'code' },
          },
        };
      }
      const enrolled = { ...device, codeHash: null, codeExpiresAt: null, publicKey, enrolledAt: now };
      await book.save(work, enrolled);
      if (device.publicKey !== null) await onKeyGone(work, enrolled);
      return { response: { id: device.id, name: device.name, kind: device.kind }, deed: deed(enrolled, device) };
    },
    revoke: async (work, id) => {
      const device = find(work, id);
      const revoked = { ...device, codeHash: null, codeExpiresAt: null, revokedAt: device.revokedAt ?? clock.now() };
      await book.save(work, revoked);
      await onKeyGone(work, revoked);
      return { response: view(revoked), deed: deed(revoked, device) };
    },
    challenge: (deviceId) => {
      forgetOld();
      const nonce = newToken();
      nonces.set(nonce, { deviceId, endsMono: clock.monotonic() + NONCE_MS });
      return { nonce, expiresAt: clock.now() + NONCE_MS };
    },
    prove: ({ deviceId, nonce, signature }) => {
      const given = nonces.get(nonce);
      nonces.delete(nonce);
      const device = book.byId(deviceId);
      const isRight =
        given !== undefined &&
        given.deviceId === deviceId &&
        given.endsMono > clock.monotonic() &&
        device !== undefined &&
        device.revokedAt === null &&
        device.publicKey !== null &&
        verifyDevice(device.publicKey, proofText(nonce), signature);
      if (!isRight) throw new Refusal('device.wrongProof');
      return device;
    },
    seen: async (work, { id, publicKey }) => {
      // Proved before this transaction: it may have been revoked, or enrolled anew, in between.
      const device = book.within(work).byId(id);
      if (!device || device.revokedAt !== null || device.publicKey !== publicKey) throw new Refusal('device.wrongProof');
      await book.save(work, { ...device, lastSeenAt: clock.now() });
    },
    sweep: async (work) => {
      for (const device of book.within(work).all())
        if (isConnected(device.id)) await book.save(work, { ...device, lastSeenAt: clock.now() });
    },
  };
}
