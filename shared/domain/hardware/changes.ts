import type { Part } from './part.ts';

/** What happened to a part between two tellings of its device. */
export const CHANGE_KINDS = ['added', 'removed', 'replaced', 'changed'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface PartChange {
  /** `replaced`: another serial number in the same place; `changed`: the same part, of another model or version than it was said to be. */
  readonly kind: ChangeKind;
  readonly component: string;
  readonly before: Part | null;
  readonly after: Part | null;
}

const WATCHED: ReadonlySet<Part['class']> = new Set(['chassis', 'stack', 'module', 'powerSupply', 'fan', 'battery', 'storageDrive', 'cpu']);
/** Parts that are looked for, and whose coming and going somebody wants to know of; ports and cages come and go with what is plugged in. */
export const isWatched = (part: Part): boolean => part.serial !== '' || WATCHED.has(part.class);

const VERSIONED = ['model', 'hardware', 'firmware', 'software', 'manufacturer'] as const;

/** The parts with names that no two of them have: behind the second stands its index. */
export function named(parts: readonly Part[]): readonly Part[] {
  const taken = new Set<string>();
  return parts.map((part) => {
    let { component } = part;
    while (taken.has(component)) component = `${component}#${part.index}`;
    taken.add(component);
    return component === part.component ? part : { ...part, component };
  });
}

function changeOf(before: Part, after: Part): PartChange | null {
  const both = { component: after.component, before, after };
  if (before.serial !== '' && after.serial !== '' && before.serial !== after.serial) return { kind: 'replaced', ...both };
  // What is not said any more, or was not before, is no change of the part.
  const isOther = VERSIONED.some((what) => before[what] !== '' && after[what] !== '' && before[what] !== after[what]);
  return isOther ? { kind: 'changed', ...both } : null;
}

/**
 * What changed of the parts of a device, in the order of its parts, those that are gone last. Parts have the same names in both; `isCut`
 * when not all were read, of which none is known to be gone.
 */
export function changesOf(before: readonly Part[], after: readonly Part[], isCut: boolean): readonly PartChange[] {
  const known = new Map(before.map((part) => [part.component, part]));
  const now = new Set(after.map(({ component }) => component));
  const found = after.flatMap((part): readonly PartChange[] => {
    const old = known.get(part.component);
    if (old) return [changeOf(old, part) ?? []].flat();
    return isWatched(part) ? [{ kind: 'added', component: part.component, before: null, after: part }] : [];
  });
  const gone = isCut ? [] : before.filter((part) => !now.has(part.component) && isWatched(part));
  return [...found, ...gone.map((part): PartChange => ({ kind: 'removed', component: part.component, before: part, after: null }))];
}
