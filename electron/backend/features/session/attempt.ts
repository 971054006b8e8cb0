import { Refusal } from '../../http/problem.ts';
import { hashPassword, verifyPassword } from '../../lib/crypto.ts';

/** What a password turned out to be, worked out before the transaction because hashing is slow on purpose. */
export interface Attempt {
  readonly account: string;
  /** What is stored for the password that was given; null when that was wrong. */
  readonly hash: string | null;
  /** What will be stored for the password that takes its place, of no use where `hash` is null; null where none was chosen. */
  readonly newHash: string | null;
}

interface Given {
  readonly account: string;
  readonly password: string;
  readonly newPassword?: string | undefined;
}

/**
 * Costs as many hashes for a wrong password and for an account that does not exist (`stored` undefined, `decoy` in its place) as for the right
 * one: an account that is locked out answers all alike, and so must its time. Throws the refusal `request.invalid` for a new password that is
 * the old one.
 */
export async function attemptOf({ account, password, newPassword }: Given, stored: string | undefined, decoy: string): Promise<Attempt> {
  if (newPassword !== undefined && newPassword.normalize('NFKC') === password.normalize('NFKC'))
    throw new Refusal('request.invalid', { fields: [{ path: 'body.newPassword', message: 'unchanged' }] });
  const isRight = await verifyPassword(password, stored ?? decoy);
  const newHash = newPassword === undefined ? null : await hashPassword(newPassword);
  return { account, hash: isRight && stored !== undefined ? stored : null, newHash };
}
