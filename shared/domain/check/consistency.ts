import { PLATFORM } from '../metric/platform.ts';
import { type CheckDraft, collectedBy, identityOf, kindOf } from './index.ts';

/** What is wrong with a check that no single field tells. `field` null: the check as a whole. */
export interface Inconsistency {
  readonly index: number;
  readonly field: string | null;
  readonly code: 'duplicate' | 'overlapping' | 'local_only' | 'inverted' | 'credentials' | 'unsecured';
}

function invertedIn(check: CheckDraft, index: number): readonly Inconsistency[] {
  return kindOf(check.protocol).ordered.flatMap(([least, most]): Inconsistency[] => {
    const [from, to] = [check[least], check[most]];
    return typeof from === 'number' && typeof to === 'number' && from > to ? [{ index, field: least, code: 'inverted' }] : [];
  });
}

/** A password in an address would stand in lists, exports and the audit for ever. */
function credentialsIn(check: CheckDraft, index: number): readonly Inconsistency[] {
  return Object.entries(kindOf(check.protocol).fields).flatMap(([field, { type }]): Inconsistency[] =>
    type === 'url' && /^[^/]*:\/\/[^/?#]*@/.test(String(check[field] ?? '')) ? [{ index, field, code: 'credentials' }] : [],
  );
}

/** A pinned certificate that no connection would ever show. */
function unsecuredIn(check: CheckDraft, index: number): readonly Inconsistency[] {
  const fields = Object.entries(kindOf(check.protocol).fields);
  const isPlain = fields.some(([field, { type }]) => type === 'url' && /^http:/i.test(String(check[field] ?? '')));
  return fields.flatMap(([field, { type }]): Inconsistency[] =>
    isPlain && type === 'fingerprint' && (check[field] ?? '') !== '' ? [{ index, field, code: 'unsecured' }] : [],
  );
}

/** True for two checks of which a resource may have one only, since both measure the machine as a whole. */
export function measuresSame(a: CheckDraft, b: CheckDraft): boolean {
  const others = new Set(collectedBy(b));
  return collectedBy(a).some((code) => code in PLATFORM && others.has(code));
}

/** The same check twice, two that measure the same figures, one that only the local host may have, a range upside down, a password in an address, a pinned certificate without TLS: in the order of the checks of one resource. */
export function inconsistenciesOf(checks: readonly CheckDraft[], isLocal: boolean): readonly Inconsistency[] {
  const seen = new Set<string>();
  return checks.flatMap((check, index): Inconsistency[] => {
    const key = `${check.protocol} ${identityOf(check)}`;
    const isKnown = seen.has(key);
    seen.add(key);
    return [
      ...(isKnown ? [{ index, field: null, code: 'duplicate' as const }] : []),
      ...(!isKnown && checks.slice(0, index).some((other) => measuresSame(other, check))
        ? [{ index, field: null, code: 'overlapping' as const }]
        : []),
      ...(kindOf(check.protocol).addedBy === 'station' && !isLocal ? [{ index, field: null, code: 'local_only' as const }] : []),
      ...invertedIn(check, index),
      ...credentialsIn(check, index),
      ...unsecuredIn(check, index),
    ];
  });
}
