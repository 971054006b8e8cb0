/** Source of the expression a set of status codes matches: `401, 500-503`; empty for none. */
export const STATUS_SET_PATTERN = '(?:[1-5][0-9]{2}(?:-[1-5][0-9]{2})?(?:, ?(?!$)|$))*';

/** True for a status that is in the set. */
export function isInStatusSet(set: string, status: number): boolean {
  return set.split(',').some((part) => {
    const [from = Number.NaN, to = from] = part.trim().split('-').map(Number);
    return part.trim() !== '' && status >= from && status <= to;
  });
}
