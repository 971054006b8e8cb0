import type { ProbableCause } from '../alarm/record.ts';
import type { MetricDefinition } from '../metric/definition.ts';
import type { FaultKind } from '../observation/fault.ts';

/** One value a person fills in for a check. Without a default it must be given. Limits are inclusive, lengths in UTF-16 units. */
export type Field =
  | { readonly type: 'port'; readonly default?: number }
  | { readonly type: 'integer'; readonly min: number; readonly max: number; readonly default?: number }
  | { readonly type: 'url'; readonly schemes: readonly [string, ...string[]]; readonly max: number }
  /** `pattern`: source of an expression the whole text must match. */
  | { readonly type: 'text'; readonly max: number; readonly default?: string; readonly pattern?: string }
  /** Several entries, one a line; blank lines count for nothing. `pattern`: as for a text, of each entry. */
  | { readonly type: 'lines'; readonly max: number; readonly default: ''; readonly pattern?: string }
  | { readonly type: 'choice'; readonly options: readonly [string, ...string[]]; readonly default: string }
  | { readonly type: 'flag'; readonly default: boolean }
  /** SHA-256 of a certificate in hex, with or without colons; empty for none. */
  | { readonly type: 'fingerprint'; readonly default: '' }
  /** The id of a set of credentials in the vault; the check itself holds no secret. */
  | { readonly type: 'credential' };

export type Fields = Readonly<Record<string, Field>>;

export type ValueOf<F extends Field> = F extends { readonly type: 'port' | 'integer' }
  ? number
  : F extends { readonly type: 'flag' }
    ? boolean
    : F extends { readonly type: 'choice'; readonly options: readonly (infer Option extends string)[] }
      ? Option
      : string;

/** The configuration with every field filled in. */
export type ConfigOf<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

/** A configuration while it is being edited: anything may still be missing. */
export type DraftOf<F extends Fields> = { readonly [Name in keyof F]?: ValueOf<F[Name]> | null | undefined };

/** A configuration of which kind is not known: values by the names of fields. */
export type Values = Readonly<Record<string, ValueOf<Field> | null | undefined>>;

/** A condition of a check that can be seen only when everything further out is well. */
export interface InnerLayer {
  readonly cause: ProbableCause;
  /** The faults that lie here. Every other one but `tool` lies in the outermost layer. */
  readonly faults: readonly FaultKind[];
}

/** Everything about one kind of check but its probe: what the form asks, what is stored, raised, measured and shown follows from it. */
export interface CheckKind {
  readonly protocol: string;
  /** In the order of the form. */
  readonly fields: Fields;
  /** The fields that tell two checks of one resource apart, and name the component. None: a resource has at most one. */
  readonly identity: readonly string[];
  /** Pairs of fields of which the first must not be greater than the second. */
  readonly ordered: readonly (readonly [string, string])[];
  /** Who gives a resource such a check; those of the station itself exist on the local host only, and nobody takes them away. */
  readonly addedBy: 'person' | 'station';
  /** The conditions it can show, from the outside in. */
  readonly layers: readonly [{ readonly cause: ProbableCause }, ...InnerLayer[]];
  /** What it measures; what other kinds measure of the machine as a whole, too, is in metric/platform.ts. */
  readonly metrics: readonly MetricDefinition[];
  /** The metric that is its latency in ms, or null. */
  readonly latency: string | null;
  /** What a check configured like this collects, for the preview; without it all metrics, one series each. */
  collects?(draft: Values): readonly string[];
  /** The device decides how many series there are. */
  readonly isOpenEnded: boolean;
}

/** A kind as it is declared: what it names are its own fields and metrics. */
export interface DeclaredKind<P extends string, F extends Fields, M extends readonly MetricDefinition[]> extends CheckKind {
  readonly protocol: P;
  readonly fields: F;
  readonly identity: readonly (keyof F & string)[];
  readonly ordered: readonly (readonly [keyof F & string, keyof F & string])[];
  readonly metrics: M;
  readonly latency: M[number]['code'] | null;
  collects?(draft: DraftOf<F>): readonly M[number]['code'][];
}

/** The entries of a value of type `lines`, trimmed, in order, each once. */
export const entriesOf = (lines: string): readonly string[] => [
  ...new Set(
    lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** Declares a kind of check; its literal types become those of protocols, fields and metrics. */
export function defineCheck<const P extends string, const F extends Fields, const M extends readonly MetricDefinition[]>(
  kind: DeclaredKind<P, F, M>,
): DeclaredKind<P, F, M> {
  return kind;
}
