/** A variable as rules read it: its identifier in dots and its value as text. */
export interface EventVariable {
  readonly oid: string;
  readonly text: string;
}

/** True for an identifier and everything below it. */
export function isUnder(oid: string, base: string): boolean {
  return oid === base || oid.startsWith(`${base}.`);
}

/** The first variable of a column, whatever its row. */
export function variableUnder(variables: readonly EventVariable[], oid: string): EventVariable | undefined {
  return variables.find((one) => isUnder(one.oid, oid));
}
