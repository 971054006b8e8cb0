import type { z } from 'zod';
import type { AuditRecord } from '../../../shared/contracts/audit.ts';

type Json = z.output<typeof AuditRecord>['before'];

/** One field before and after. Paths of nested objects are joined by dots; arrays are compared whole. */
export interface FieldDiff {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly isChanged: boolean;
}

/** Every field of both sides, changed ones first, each side `undefined` where it did not have the field. A side that is null has no fields at all. */
export function diffFields(before: Json, after: Json): readonly FieldDiff[] {
  const old = flatten(before);
  const next = flatten(after);
  const paths = [...new Set([...old.keys(), ...next.keys()])].filter(
    (path) => !isOutgrown(path, old, next) && !isOutgrown(path, next, old),
  );
  const fields = paths.map((path) => ({
    path,
    before: old.get(path),
    after: next.get(path),
    isChanged: JSON.stringify(old.get(path)) !== JSON.stringify(next.get(path)),
  }));
  return [...fields.filter((field) => field.isChanged), ...fields.filter((field) => !field.isChanged)];
}

/** True for a null of one side that is an object on the other: its fields say it all. */
function isOutgrown(path: string, side: ReadonlyMap<string, Json>, other: ReadonlyMap<string, Json>): boolean {
  return side.get(path) === null && [...other.keys()].some((key) => key.startsWith(`${path}.`));
}

function flatten(value: Json, prefix = ''): Map<string, Json> {
  if (!isRecord(value) || Object.keys(value).length === 0) return value === null && prefix === '' ? new Map() : new Map([[prefix, value]]);
  const fields = new Map<string, Json>();
  for (const [key, item] of Object.entries(value)) {
    for (const [path, leaf] of flatten(item, prefix === '' ? key : `${prefix}.${key}`)) fields.set(path, leaf);
  }
  return fields;
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
