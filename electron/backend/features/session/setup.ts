import type { ProblemField } from '../../../../shared/contracts/problems.ts';
import type { Setup } from '../../../../shared/contracts/session.ts';
import type { Caller } from '../../../../shared/domain/access/can.ts';
import type { PersonRole } from '../../../../shared/domain/access/roles.ts';
import type { Outcome } from '../../http/mount.ts';
import { Refusal } from '../../http/problem.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Work } from '../../storage/writer.ts';
import { prepareUser, type UserBook, type UserRecord } from '../users/index.ts';
import type { SetupToken } from './setupToken.ts';

/** Who acts before there is anybody. */
export const SETUP_CALLER: Caller = { kind: 'shell', name: 'setup', roles: ['shell'] };

const ROLES_OF = [
  ['systemAdministrator', ['systemAdministrator']],
  ['securityAdministrator', ['securityAdministrator']],
  ['auditAdministrator', ['auditAdministrator']],
  ['operator', ['shiftLeader', 'operator']],
] as const satisfies readonly (readonly [Exclude<keyof Setup, 'stationName'>, readonly PersonRole[]])[];

/** Fields where one person would take two of the four places; the three administrators and the watch are four people (R-8.4.3-d1-1). */
export function conflictsOf(setup: Setup): readonly ProblemField<'setup.conflict'>[] {
  const found: ProblemField<'setup.conflict'>[] = [];
  ROLES_OF.forEach(([place], index) => {
    for (const [earlier] of ROLES_OF.slice(0, index)) {
      for (const field of ['account', 'staffNumber'] as const) {
        if (setup[place][field].toLowerCase() === setup[earlier][field].toLowerCase())
          found.push({ path: `body.${place}.${field}`, message: `same_as_${earlier}` });
      }
    }
  });
  return found;
}

export interface SetupService {
  isNeeded(): boolean;
  /** Hashes the four passwords; throws the refusal `setup.conflict` naming the fields. */
  prepare(setup: Setup): Promise<readonly UserRecord[]>;
  complete(work: Work, setup: Setup, people: readonly UserRecord[]): Promise<Outcome<{ done: true }>>;
}

/** First start: three separate administrators and the first person on watch. */
export function createSetup(users: UserBook, token: SetupToken, clock: Clock): SetupService {
  return {
    isNeeded: () => users.all().length === 0,
    prepare: async (setup) => {
      const conflicts = conflictsOf(setup);
      if (conflicts.length > 0) throw new Refusal('setup.conflict', { fields: conflicts });
      return Promise.all(ROLES_OF.map(([place, roles]) => prepareUser(setup[place], roles, clock.now())));
    },
    complete: async (work, setup, people) => {
      if (users.within(work).all().length > 0) throw new Refusal('setup.done');
      for (const person of people) await users.save(work, person);
      const now = clock.now();
      await work.db
        .insertInto('setting')
        .values({ key: 'station.name', value: setup.stationName, updated_at: now })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: setup.stationName, updated_at: now }))
        .execute();
      work.onCommit(() => token.retire());
      const after = {
        station: setup.stationName,
        people: people.map(({ account, name, staffNumber, roles }) => ({ account, name, staffNumber, roles: [...roles] })),
      };
      return {
        response: { done: true },
        deed: { objectType: 'station', objectId: null, objectName: setup.stationName, before: null, after, actor: SETUP_CALLER },
      };
    },
  };
}
