import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Profile } from './schema.ts';

/** A file that is no profile, with what is wrong in it; the others are used. */
export interface Refused {
  readonly file: string;
  readonly problem: string;
}

export interface Profiles {
  readonly all: ReadonlyMap<string, Profile>;
  readonly refused: readonly Refused[];
  /** The profile of a device with everything it includes, its own readings first; `generic` where no prefix fits. */
  choose(sysObjectId: string | null): Profile;
}

/** What a device gets that nobody described. */
export const GENERIC = 'generic';

const EMPTY: Profile = {
  name: GENERIC,
  title: GENERIC,
  sources: [],
  matches: [],
  includes: [],
  facts: [],
  scalars: [],
  tables: [],
  sensors: [],
  panel: [],
};

function readFolder(folder: string, all: Map<string, Profile>, refused: Refused[]): void {
  let files: readonly string[];
  try {
    files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  } catch {
    return;
  }
  for (const file of files.toSorted()) {
    try {
      const profile = Profile.parse(parse(readFileSync(join(folder, file), 'utf8')));
      all.set(profile.name, profile);
    } catch (error) {
      refused.push({ file: join(folder, file), problem: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** True where an OID is the other one or stands below it. */
export const isPrefix = (prefix: string, oid: string): boolean => oid === prefix || oid.startsWith(`${prefix}.`);

/** The profile and all it includes, itself first, each once. */
function partsOf(all: ReadonlyMap<string, Profile>, name: string, seen: Set<string> = new Set()): readonly Profile[] {
  const profile = all.get(name) ?? EMPTY;
  seen.add(name);
  return [profile, ...profile.includes.flatMap((included) => (seen.has(included) ? [] : partsOf(all, included, seen)))];
}

function withIncluded(all: ReadonlyMap<string, Profile>, name: string): Profile {
  const parts = partsOf(all, name);
  return {
    ...(parts[0] ?? EMPTY),
    facts: parts.flatMap(({ facts }) => facts),
    scalars: parts.flatMap(({ scalars }) => scalars),
    tables: parts.flatMap(({ tables }) => tables),
    sensors: [...new Set(parts.flatMap(({ sensors }) => sensors))],
    panel: parts.flatMap(({ panel }) => panel),
    transceivers: parts.find(({ transceivers }) => transceivers !== undefined)?.transceivers,
  };
}

/** Reads the profiles of the folders; a later folder replaces profiles of the same name, a file that is none is refused by itself. */
export function readProfiles(folders: readonly string[]): Profiles {
  const all = new Map<string, Profile>();
  const refused: Refused[] = [];
  for (const folder of folders) readFolder(folder, all, refused);
  const chosen = new Map<string, Profile>();
  const complete = (name: string): Profile => {
    const known = chosen.get(name) ?? withIncluded(all, name);
    chosen.set(name, known);
    return known;
  };
  return {
    all,
    refused,
    choose: (sysObjectId) => {
      if (sysObjectId === null) return complete(GENERIC);
      const fitting = [...all.values()].flatMap(({ name, matches }) =>
        matches.filter((prefix) => isPrefix(prefix, sysObjectId)).map((prefix) => ({ name, length: prefix.split('.').length })),
      );
      const [best] = fitting.toSorted((a, b) => b.length - a.length);
      return complete(best?.name ?? GENERIC);
    },
  };
}
