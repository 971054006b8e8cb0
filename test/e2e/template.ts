import { cheapenPasswords } from '../support/accounts.ts';
import { PEOPLE, startStation, TEMPLATE } from './station.ts';

/**
 * Before all specs: a station is set up once and stopped. Each test starts its own from a copy, and is spared the cost of password hashes.
 * Returns what removes it.
 */
export default async function makeTemplate(): Promise<() => void> {
  const { dataFolder, stop, remove } = await startStation();
  await stop();
  const { systemAdministrator, securityAdministrator, auditAdministrator, operator } = PEOPLE;
  const people = [systemAdministrator, securityAdministrator, auditAdministrator, operator];
  cheapenPasswords(dataFolder, Object.fromEntries(people.map(({ account, password }) => [account, password])));
  process.env[TEMPLATE] = dataFolder;
  return remove;
}
