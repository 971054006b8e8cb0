/** Perceived severity of ITU-T X.733: 紧急, 重要, 次要, 提示. Most severe first; the order of every counter. */
export const SEVERITIES = ['critical', 'major', 'minor', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 0 for critical ... 3 for warning: smaller is more severe. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** True when `a` is more severe than `b`. */
export function isMoreSevere(a: Severity, b: Severity): boolean {
  return severityRank(a) < severityRank(b);
}

/** The more severe of two. */
export function worse(a: Severity, b: Severity): Severity {
  return isMoreSevere(b, a) ? b : a;
}
