import {
  type Discovery,
  decideCandidates,
  getCandidate,
  getDiscovery,
  importHosts,
  listCandidates,
  listDiscoveries,
  startDiscovery,
  steerDiscovery,
  undoDiscovery,
} from '../../../../shared/contracts/discovery.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { Mount } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ReadDb } from '../../storage/database.ts';
import type { ResourceBook } from '../resources/index.ts';
import type { DiscoveryBook, DiscoveryRecord } from './book.ts';
import { readIdentities, readRows, readSummaries, readTallies } from './repository.ts';
import type { DiscoveryService } from './service.ts';
import { candidateView, discoveryView } from './view.ts';

interface Parts {
  readonly mount: Mount;
  readonly book: DiscoveryBook;
  readonly service: DiscoveryService;
  readonly resources: ResourceBook;
  readonly read: ReadDb;
  readonly clock: Clock;
}

const nameOf = (caller: Caller | null): string => (caller?.kind === 'person' ? caller.name : '');

/** Discovery: runs, imported lists, the rows of their reviews. */
export function discoveryRoutes({ mount, book, service, resources, read, clock }: Parts): void {
  function find(id: string): DiscoveryRecord {
    const record = book.byId(id);
    if (!record) throw new Refusal('discovery.notFound');
    return record;
  }
  const one = async (id: string): Promise<Discovery> => discoveryView(find(id), await readTallies(read, id));

  mount.read(listDiscoveries, async () => {
    const tallies = await readTallies(read, null);
    const items = book.all().map((record) =>
      discoveryView(
        record,
        tallies.filter(({ discoveryId }) => discoveryId === record.id),
      ),
    );
    return { at: clock.now(), items };
  });
  mount.read(getDiscovery, async ({ params }) => one(params.id));
  mount.read(listCandidates, async ({ params }) => {
    const { version } = find(params.id);
    const rows = await readSummaries(read, params.id);
    return { at: clock.now(), version, items: rows.map((row) => candidateView(row, resources)) };
  });
  mount.read(getCandidate, async ({ params }) => {
    find(params.id);
    const [row] = await readRows(read, params.id, [params.candidateId]);
    const summary = (await readSummaries(read, params.id, params.candidateId))[0];
    if (!row || !summary) throw new Refusal('discovery.notFound');
    const known = row.resourceId === null ? null : ((await readIdentities(read, row.resourceId)).get(row.resourceId) ?? null);
    const copy = <I extends { readonly macs: readonly string[]; readonly addresses: readonly string[] }>(identity: I) => ({
      ...identity,
      macs: [...identity.macs],
      addresses: [...identity.addresses],
    });
    return {
      ...candidateView(summary, resources),
      findings: row.candidate.findings.map((finding) => ({ ...finding, identity: copy(finding.identity) })),
      known: known && copy(known),
    };
  });

  mount.command(startDiscovery, async ({ body }, { caller, commit }) => commit((work) => service.start(work, body, nameOf(caller))));
  mount.command(importHosts, async ({ body }, { caller, commit }) => commit((work) => service.importHosts(work, body, nameOf(caller))));
  mount.command(steerDiscovery, async ({ params, body }, { commit }) =>
    commit((work) => service.steer(work, params.id, body.version, body.how)),
  );
  mount.command(decideCandidates, async ({ params, body }, { caller, commit }) =>
    commit((work) => service.decide(work, params.id, body, nameOf(caller))),
  );
  mount.command(undoDiscovery, async ({ params, body }, { caller, commit }) => {
    const person = caller?.kind === 'person' ? { id: caller.userId, name: caller.name } : null;
    return commit((work) => service.undo(work, params.id, body.version, person));
  });
}
