import type { AuditRecord } from '../../../../shared/contracts/audit.ts';
import type { AnyRoute } from '../../../../shared/contracts/route.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import { linkPayload } from '../../../../shared/domain/audit/chain.ts';
import type { AuditWriter, Context, Deed } from '../../http/mount.ts';
import { createBuckets } from '../../lib/buckets.ts';
import type { Clock } from '../../lib/clock.ts';
import { sha256 } from '../../lib/crypto.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import type { Work, Writer } from '../../storage/writer.ts';
import { insertRecord, readHead } from './repository.ts';

type Actor = Pick<AuditRecord, 'actorKind' | 'actorId' | 'actorName' | 'actorRoles'>;
type Unlinked = Omit<AuditRecord, 'seq' | 'at' | 'prevHash' | 'hash'>;

// Refused calls one address may leave in the audit: a burst, then one a second; the rest is counted.
const REFUSALS = { burst: 60, perSecond: 1 };

export interface Audit extends AuditWriter {
  /** A deed of the station itself (unattended set-up, verification at night), in the caller's transaction. */
  system(work: Work, action: string, deed: Deed): Promise<void>;
}

function actorOf(caller: Caller | null): Actor {
  if (!caller) return { actorKind: 'anonymous', actorId: null, actorName: '', actorRoles: [] };
  return { actorKind: caller.kind, actorId: idOf(caller), actorName: caller.name, actorRoles: [...caller.roles] };
}

function idOf(caller: Caller): string | null {
  switch (caller.kind) {
    case 'person':
      return caller.userId;
    case 'wall':
      return caller.deviceId;
    case 'token':
      return caller.tokenId;
    case 'shell':
      return null;
    default:
      return caller satisfies never;
  }
}

const SYSTEM: Actor = { actorKind: 'system', actorId: null, actorName: 'station', actorRoles: [] };
const HERE: AuditRecord['origin'] = { address: 'local', device: null, agent: '' };

/** Appends to the chain: SHA-256 over the canonical JSON (RFC 8785) of each record, which names the hash before it. */
export function createAudit(write: Writer['write'], clock: Clock, log: Log): Audit {
  const buckets = createBuckets(REFUSALS, clock);
  const suppressed = new Map<string, number>();

  async function append(work: Work, record: Unlinked): Promise<void> {
    const head = await readHead(work.db);
    const linked = { ...record, seq: head.seq + 1, at: clock.now(), prevHash: head.hash };
    await insertRecord(work.db, { ...linked, hash: sha256(linkPayload(linked)) });
  }

  function isAllowed(address: string): boolean {
    const missed = suppressed.get(address) ?? 0;
    if (!buckets.take(address)) {
      suppressed.set(address, missed + 1);
      return false;
    }
    if (missed > 0) log.warn({ address, suppressed: missed }, 'refused calls were not audited one by one');
    suppressed.delete(address);
    return true;
  }

  function recordOf(route: AnyRoute, context: Context, deed: Deed, code: string | null): Unlinked {
    const { objectType, objectId, objectName, before, after, actor } = deed;
    return {
      ...actorOf(actor ?? context.caller),
      action: route.id,
      objectType,
      objectId,
      objectName,
      before: before as AuditRecord['before'],
      after: after as AuditRecord['after'],
      result: code === null ? 'done' : 'refused',
      code,
      origin: context.origin,
      requestId: context.requestId,
    };
  }

  return {
    append: (work, route, context, deed, refusal) => append(work, recordOf(route, context, deed, refusal?.code ?? null)),
    system: (work, action, { objectType, objectId, objectName, before, after, actor }) =>
      append(work, {
        ...(actor ? actorOf(actor) : SYSTEM),
        action,
        objectType,
        objectId,
        objectName,
        before: before as AuditRecord['before'],
        after: after as AuditRecord['after'],
        result: 'done',
        code: null,
        origin: HERE,
        requestId: '',
      }),
    refused: async (route, context, code, params) => {
      if (!isAllowed(context.origin.address)) return;
      const id = typeof params === 'object' && params !== null && 'id' in params ? String(params.id).slice(0, 100) : null;
      const deed: Deed = { objectType: route.path.split('/')[1] ?? '', objectId: id, objectName: '', before: null, after: null };
      await write('audit.refused', (work) => append(work, recordOf(route, context, deed, code))).catch((error: unknown) => {
        log.error({ error: toLogFormat(error), route: route.id, code }, 'a refused call could not be audited');
      });
    },
  };
}
