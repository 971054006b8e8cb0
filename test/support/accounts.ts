import { argon2Sync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const MEMORY_KIB = 64;
const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** A PHC string as the station stores it, of a cost that only a test may have. */
function cheapHash(password: string): string {
  const nonce = randomBytes(16);
  const tag = argon2Sync('argon2id', { message: password, nonce, parallelism: 1, tagLength: 32, memory: MEMORY_KIB, passes: 1 });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=1,p=1$${text(nonce)}$${text(tag)}`;
}

/** In the data folder of a stopped station: makes checking these passwords cheap, and nothing else. Hashes made later cost what they must. */
export function cheapenPasswords(dataFolder: string, passwords: Readonly<Record<string, string>>): void {
  const db = new Database(join(dataFolder, 'core.db'), { fileMustExist: true });
  try {
    const update = db.prepare('update user set password = ? where account = ?');
    for (const [account, password] of Object.entries(passwords))
      if (update.run(cheapHash(password), account).changes !== 1) throw new Error(`no account ${account}`);
  } finally {
    db.close();
  }
}
