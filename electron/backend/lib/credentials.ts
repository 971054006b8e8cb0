import { SecretValues } from '../../../shared/contracts/credentials.ts';
import type { CredentialSettings, Secrets } from '../../../shared/domain/credential/snmp.ts';
import { type Log, toLogFormat } from './log.ts';
import { readVault, sealName } from './vault.ts';

/** A set of credentials on its way to who uses it. */
export interface SealedCredential {
  readonly id: string;
  readonly settings: CredentialSettings;
  /** By the vault, bound to `sealName` of the id. */
  readonly sealed: string;
}

/** A set of credentials with its secrets in clear, for the moment of use. */
export interface OpenCredential {
  readonly settings: CredentialSettings;
  readonly secrets: Secrets;
}

export interface Credentials {
  readonly opened: {
    /** The set of this id, or null where there is none or the vault does not open it. */
    get(id: string): OpenCredential | null;
  };
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
