import type { z } from 'zod';
import type { Problem } from '../../../shared/contracts/problems.ts';
import { Setup } from '../../../shared/contracts/session.ts';

/** The four people, in the order in which they are asked for. */
export const PLACES = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator', 'operator'] as const;
export type Place = (typeof PLACES)[number];
export const ADMINISTRATORS = PLACES.slice(0, 3);

export const FIELDS = ['account', 'name', 'staffNumber', 'password'] as const;
export type Field = (typeof FIELDS)[number];
export type Person = Readonly<Record<Field, string>>;

export type Draft = Readonly<Record<Place, Person>> & { readonly stationName: string };
export type Input = z.input<typeof Setup>;

const NOBODY: Person = { account: '', name: '', staffNumber: '', password: '' };
export const EMPTY_DRAFT: Draft = {
  stationName: '',
  systemAdministrator: NOBODY,
  securityAdministrator: NOBODY,
  auditAdministrator: NOBODY,
  operator: NOBODY,
};

/** What is wrong with a field: empty, against a rule, or the same person in two places. */
export type Issue = { readonly kind: 'empty' } | { readonly kind: 'rule' } | { readonly kind: 'same'; readonly other: Place };
export type Issues = Readonly<Partial<Record<`${Place}.${Field}` | 'stationName', Issue>>>;

/** Every issue of the draft. The rules of single fields are those of the contract; that four people are four is ours to say early (R-8.4.3-d1-1). */
export function issuesOf(draft: Draft): Issues {
  const issues: Partial<Record<`${Place}.${Field}` | 'stationName', Issue>> = {};
  const name = check(Setup.shape.stationName, draft.stationName);
  if (name) issues.stationName = name;
  for (const place of PLACES) {
    for (const field of FIELDS) {
      const issue = check(Setup.shape[place].shape[field], draft[place][field]) ?? sameAs(draft, place, field);
      if (issue) issues[`${place}.${field}`] = issue;
    }
  }
  return issues;
}

function check(schema: z.ZodType, value: string): Issue | null {
  if (value.trim() === '') return { kind: 'empty' };
  return schema.safeParse(value).success ? null : { kind: 'rule' };
}

/** The earlier place that holds the same account or the same staff number. */
function sameAs(draft: Draft, place: Place, field: Field): Issue | null {
  if (field !== 'account' && field !== 'staffNumber') return null;
  const own = normal(draft[place][field]);
  const other = PLACES.slice(0, PLACES.indexOf(place)).find((earlier) => normal(draft[earlier][field]) === own);
  return other === undefined ? null : { kind: 'same', other };
}

const normal = (value: string): string => value.trim().toLowerCase();

/** The place whose password is the same, where there is one: two people should not share one. */
export function samePassword(draft: Draft, place: Place): Place | null {
  const own = draft[place].password;
  return own === '' ? null : (PLACES.find((other) => other !== place && draft[other].password === own) ?? null);
}

/** Places with an issue, in order. */
export function openPlaces(issues: Issues, places: readonly Place[]): readonly Place[] {
  return places.filter((place) => FIELDS.some((field) => issues[`${place}.${field}`] !== undefined));
}

/** Issues the station named in its refusal (`body.operator.account`, `same_as_auditAdministrator`). */
export function issuesOfProblem(problem: Problem | null): Issues {
  const issues: Partial<Record<string, Issue>> = {};
  for (const { path, message } of problem?.fields ?? []) {
    const other = PLACES.find((place) => message === `same_as_${place}`);
    issues[path.replace(/^body\./, '')] = other === undefined ? { kind: 'rule' } : { kind: 'same', other };
  }
  return issues as Issues;
}

/** What is sent; blanks around account, name and number do not count, those of a password do. */
export function inputOf(draft: Draft): Input {
  const person = (place: Place): Person => {
    const { account, name, staffNumber, password } = draft[place];
    return { account: account.trim(), name: name.trim(), staffNumber: staffNumber.trim(), password };
  };
  return {
    stationName: draft.stationName.trim(),
    systemAdministrator: person('systemAdministrator'),
    securityAdministrator: person('securityAdministrator'),
    auditAdministrator: person('auditAdministrator'),
    operator: person('operator'),
  };
}

/** The token in a pasted text: the token itself, or a whole link that ends in `#token=…`; null where there is none. */
export function tokenIn(text: string): string | null {
  const trimmed = text.trim();
  const inLink = /[#&]token=([^&\s]+)/.exec(trimmed)?.[1];
  if (inLink !== undefined) return decodeURIComponent(inLink);
  return /^[A-Za-z0-9_-]{16,200}$/.test(trimmed) ? trimmed : null;
}
