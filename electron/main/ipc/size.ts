/**
 * True when a value that came by structured clone is larger than `limit`, counted as characters of strings and 8 for anything else.
 * Stops counting there, so a hostile value costs no more than the limit; a cycle counts until it exceeds it.
 */
export function isLargerThan(value: unknown, limit: number): boolean {
  let left = limit;
  const pending: unknown[] = [value];
  while (pending.length > 0 && left >= 0) {
    const item = pending.pop();
    if (typeof item === 'string') left -= item.length;
    else if (ArrayBuffer.isView(item) || item instanceof ArrayBuffer) left -= item.byteLength;
    else {
      left -= 8;
      const many = item instanceof Map || item instanceof Set ? item.size : Array.isArray(item) ? item.length : undefined;
      if (many !== undefined) {
        left -= many * 8;
        // Not spread into one call: its arguments would not fit on the stack.
        if (left >= 0) for (const part of item as Iterable<unknown>) pending.push(part);
      } else if (typeof item === 'object' && item !== null)
        for (const [name, part] of Object.entries(item)) {
          left -= name.length;
          pending.push(part);
        }
    }
  }
  return left < 0;
}
