import { ConfigInvalid } from '../config/load.ts';
import type { LabIdentity } from '../lab/index.ts';
import type { Work } from '../storage/writer.ts';
import type { Stores } from './books.ts';

const KEY = 'lab.seed';

/** The database names the laboratory that made it; in the transaction that makes its people. */
export async function tieToLab(work: Work, { seed }: LabIdentity, now: number): Promise<void> {
  await work.db.insertInto('setting').values({ key: KEY, value: seed, updated_at: now }).execute();
}

type Held = Pick<Stores, 'users' | 'resources'>;

/** What a database that no laboratory has made yet may hold at most: the local host, which every start adds. */
function isUntouched({ users, resources }: Held): boolean {
  return users.all().length === 0 && resources.all().every(({ isLocal }) => isLocal);
}

/** Made by a laboratory before its database named it: every resource but the local host is simulated, which nothing else can make it. */
function isEarlierLab({ resources }: Held): boolean {
  const others = resources.all().filter(({ isLocal }) => !isLocal);
  return others.length > 0 && others.every(({ isSimulated }) => isSimulated);
}

/**
 * Throws ConfigInvalid where lab.json and the database do not belong together: a lab.json beside real data would hand out sign-in links for
 * real accounts, and a laboratory without its lab.json would be taken for real.
 */
export async function requireLabTie(
  stores: Pick<Stores, 'core' | 'users' | 'resources'>,
  lab: LabIdentity | null,
  data: string,
): Promise<void> {
  const row = await stores.core.read.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
  if (!lab && (row || isEarlierLab(stores)))
    throw new ConfigInvalid(
      `数据目录 ${data} 的数据由实验环境写成，而 lab.json 已不在:请用 NOC_DATA 指定别的目录。`,
      `The data in ${data} are a laboratory's, and its lab.json is gone: set NOC_DATA to another folder.`,
    );
  if (!lab || (row ? row.value === lab.seed : isUntouched(stores) || isEarlierLab(stores))) return;
  throw new ConfigInvalid(
    `数据目录 ${data} 的数据不是由它的 lab.json 所指的实验环境写成:真实数据请移走 lab.json 并去掉 --lab，否则请用 NOC_DATA 指定空目录。`,
    `The data in ${data} were not made by the laboratory of its lab.json: take lab.json away and start without --lab if they are real, else set NOC_DATA to an empty folder.`,
  );
}
