/** What fping said of one address: round-trip times in ms in the order of the echoes, null for one without a reply. */
export interface Echoes {
  readonly rtts: readonly (number | null)[];
  /** An ICMP error some router or the host itself sent back, as fping words it; null where there was none. */
  readonly icmpError: string | null;
}

const RESULT = /^(\S+)\s+:((?: +(?:-|\d+(?:\.\d+)?))+)$/;
const ICMP_ERROR = /^(ICMP .+?) from \S+ for ICMP Echo sent to (\S+?)(?: \(.*\))?$/;

/** Reads what `fping -C n` writes to its standard error: a line per address, and lines about ICMP errors between them. Other lines are left out. */
export function decodeEchoes(text: string): ReadonlyMap<string, Echoes> {
  const errors = new Map<string, string>();
  const found = new Map<string, Echoes>();
  for (const line of text.split('\n')) {
    const error = ICMP_ERROR.exec(line.trim());
    if (error?.[1] && error[2]) errors.set(error[2], error[1]);
    const result = RESULT.exec(line.trim());
    if (!result?.[1] || !result[2]) continue;
    const rtts = result[2]
      .trim()
      .split(/ +/)
      .map((field) => (field === '-' ? null : Number(field)));
    found.set(result[1], { rtts, icmpError: errors.get(result[1]) ?? null });
  }
  return found;
}

const ECHO = /^\S+\s+: \[(\d+)\], (?:\d+ bytes, (\d+(?:\.\d+)?) ms|timed out)/;

/** What `fping -C n` writes to its standard output for one echo while it goes on; null for any other line. */
export function decodeEcho(line: string): { readonly index: number; readonly rtt: number | null } | null {
  const [, index, rtt] = ECHO.exec(line.trim()) ?? [];
  return index === undefined ? null : { index: Number(index), rtt: rtt === undefined ? null : Number(rtt) };
}

/** An ICMP error with who sent it back, one for every packet it answers. */
export interface IcmpError {
  readonly error: string;
  readonly from: string;
}

const ICMP_ERROR_FROM = /^(ICMP .+?) from (\S+) for ICMP Echo sent to \S+/;

/** The ICMP errors among what `fping` writes to its standard error, in their order. */
export function decodeIcmpErrors(text: string): readonly IcmpError[] {
  return text.split('\n').flatMap((line) => {
    const [, error, from] = ICMP_ERROR_FROM.exec(line.trim()) ?? [];
    return error !== undefined && from !== undefined ? [{ error, from }] : [];
  });
}

/** Lost echoes in per cent, and the mean time of those that came back, null when none did. */
export function summarise({ rtts }: Echoes): { readonly lossPercent: number; readonly rttMs: number | null } {
  const replies = rtts.filter((rtt) => rtt !== null);
  if (replies.length === 0) return { lossPercent: 100, rttMs: null };
  return {
    lossPercent: (100 * (rtts.length - replies.length)) / rtts.length,
    rttMs: replies.reduce((sum, rtt) => sum + rtt, 0) / replies.length,
  };
}
