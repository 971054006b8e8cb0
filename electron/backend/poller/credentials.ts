import { SecretValues } from '../../../shared/contracts/credentials.ts';
import type { CollectorContext, OpenCredential } from '../collectors/collector.ts';
import { type Log, toLogFormat } from '../lib/log.ts';
import { readVault, sealName } from '../lib/vault.ts';
import type { SealedCredential } from './messages.ts';

export interface Credentials {
  readonly opened: CollectorContext['credentials'];
  /** The sets there are now; the ones of before are forgotten. */
  take(sealed: readonly SealedCredential[]): void;
}

/** Opens the sets of credentials that came with the assignments, each when it is first used and once. The key never comes over the link. */
export function createCredentials(dataFolder: string, log: Log): Credentials {
  let known = new Map<string, SealedCredential>();
  let opened = new Map<string, OpenCredential | null>();

  function open({ id, settings, sealed }: SealedCredential): OpenCredential | null {
    try {
      const vault = readVault(dataFolder);
      if (!vault) return null;
      return { settings, secrets: SecretValues.parse(JSON.parse(vault.open(sealName(id), sealed))) };
    } catch (error) {
      log.error({ credential: id, error: toLogFormat(error) }, 'credentials not opened');
      return null;
    }
  }

  return {
    take: (sealed) => {
      known = new Map(sealed.map((one) => [one.id, one]));
      opened = new Map();
    },
    opened: {
      get: (id) => {
        const set = known.get(id);
        if (!set) return null;
        const before = opened.get(id);
        if (before !== undefined) return before;
        const now = open(set);
        opened.set(id, now);
        return now;
      },
    },
  };
}
