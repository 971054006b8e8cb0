import { NewResource } from '../../../shared/contracts/resources.ts';
import type { Setup } from '../../../shared/contracts/session.ts';
import type { Role } from '../../../shared/domain/access/roles.ts';
import type { CredentialService } from '../features/credentials/index.ts';
import type { ResourceService } from '../features/resources/index.ts';
import { SETUP_CALLER, SIGN_IN_LINK_MS, type SignInLinks } from '../features/session/index.ts';
import { prepareUser } from '../features/users/index.ts';
import type { Deed, Outcome } from '../http/mount.ts';
import type { LabIdentity, LabPerson, LabResource, Province } from '../lab/index.ts';
import type { Clock } from '../lib/clock.ts';
import { newToken } from '../lib/crypto.ts';
import type { Work } from '../storage/writer.ts';
import type { Stores } from './books.ts';
import { tieToLab } from './labTie.ts';
import type { People } from './people.ts';

interface Parts {
  readonly stores: Stores;
  readonly people: People;
  readonly resourceService: ResourceService;
  readonly credentialService: CredentialService;
  readonly lab: LabIdentity;
  readonly province: Province;
  readonly clock: Clock;
}

function done<R>(outcome: Outcome<R>): { readonly response: R; readonly deed: Deed } {
  if ('refusal' in outcome) throw outcome.refusal;
  return outcome;
}

/** Nobody is told a password: people of a laboratory come by links. */
const withPassword = ({ account, name, staffNumber }: LabPerson) => ({ account, name, staffNumber, password: newToken() });

/** The four of every set-up, and who else there is. */
function placesOf({ file }: Province): { readonly setup: Setup; readonly others: readonly LabPerson[] } {
  const holder = (role: LabPerson['roles'][number]) => {
    const person = file.people.find(({ roles }) => roles.includes(role));
    if (!person) throw new Error(`nobody in the province is ${role}`);
    return person;
  };
  const four = (['systemAdministrator', 'securityAdministrator', 'auditAdministrator', 'shiftLeader'] as const).map(holder);
  const [systemAdministrator, securityAdministrator, auditAdministrator, operator] = four.map(withPassword) as [
    Setup['operator'],
    Setup['operator'],
    Setup['operator'],
    Setup['operator'],
  ];
  return {
    setup: { stationName: file.stationName, systemAdministrator, securityAdministrator, auditAdministrator, operator },
    others: file.people.filter((person) => !four.includes(person)),
  };
}

async function seedPeople({ stores, people, lab, province, clock }: Parts): Promise<void> {
  const { setup, others } = placesOf(province);
  const four = await people.setup.prepare(setup);
  const more = await Promise.all(
    others.map(async (person) => {
      const draft = withPassword(person);
      return { person, password: draft.password, user: await prepareUser(draft, [], clock.now()) };
    }),
  );
  await stores.core.write('lab.people', async (work) => {
    await tieToLab(work, lab, clock.now());
    const { deed } = done(await people.setup.complete(work, setup, four));
    await stores.audit.system(work, 'completeSetup', { ...deed, actor: SETUP_CALLER });
    for (const { person, password, user } of more) {
      await stores.audit.system(work, 'createUser', done(await people.users.create(work, user, password)).deed);
      const granted = await people.users.change(work, user.id, user.version, (one) => ({ ...one, roles: person.roles }));
      await stores.audit.system(work, 'grantRoles', done(granted).deed);
    }
  });
}

/** The ids of the sets of credentials by their keys in the province. */
async function seedCredentials(work: Work, { stores, credentialService, province }: Parts): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const [key, credential] of Object.entries(province.file.credentials)) {
    const { response, deed } = done(await credentialService.create(work, credential));
    await stores.audit.system(work, 'createCredential', deed);
    ids.set(key, response.id);
  }
  return ids;
}

function inputOf({ resource, address, port }: LabResource, credential: string) {
  return NewResource.parse({ ...resource, address, checks: [{ protocol: 'snmp', port, credential }] });
}

async function seedResources(parts: Parts): Promise<void> {
  const { stores, resourceService, province } = parts;
  await stores.core.write('lab.resources', async (work) => {
    const credentials = await seedCredentials(work, parts);
    for (const one of province.resources) {
      const input = inputOf(one, credentials.get(one.credential) ?? '');
      const { deed } = done(await resourceService.create(work, input, { isSimulated: true }));
      await stores.audit.system(work, 'createResource', deed);
    }
  });
}

/** People and devices of a laboratory, by the same services as a request's, each in one transaction; what is there stays. */
export async function seedLab(parts: Parts): Promise<void> {
  if (parts.people.setup.isNeeded()) await seedPeople(parts);
  if (!parts.stores.resources.all().some(({ isSimulated }) => isSimulated)) await seedResources(parts);
}

const ROLE_NAMES: Readonly<Partial<Record<Role, readonly [zh: string, en: string]>>> = {
  systemAdministrator: ['系统管理员', 'system administrator'],
  securityAdministrator: ['安全管理员', 'security administrator'],
  auditAdministrator: ['审计管理员', 'audit administrator'],
  shiftLeader: ['值班长', 'shift leader'],
  operator: ['值班员', 'operator'],
};

interface Offer {
  readonly stores: Stores;
  readonly links: SignInLinks;
  readonly clock: Clock;
  origin(): string;
  print(line: string): void;
}

/** Prints a new one-time link for everybody who has none that is good: at the start, and after one was used or has expired. */
export async function offerLinks({ stores, links, clock, origin, print }: Offer): Promise<void> {
  const waiting = stores.users.all().filter(({ id, roles, disabledAt }) => disabledAt === null && roles.length > 0 && !links.isOpen(id));
  for (const user of waiting) {
    const token = links.make(user.id);
    await stores.core.write('session.offerLink', (work) =>
      stores.audit.system(work, 'session.offerLink', {
        objectType: 'user',
        objectId: user.id,
        objectName: `${user.account} ${user.name}`,
        before: null,
        after: { expiresAt: clock.now() + SIGN_IN_LINK_MS },
      }),
    );
    const [zh, en] = ROLE_NAMES[user.roles[0] ?? 'operator'] ?? ['', ''];
    print(`实验环境一次性登录链接(一小时内有效)/ One-time sign-in: ${zh} ${en} ${user.name} ${origin()}/sign-in/link#token=${token}`);
  }
}
