/** What echoes come to; times in ms, null where none came back. */
export interface EchoStatistics {
  readonly sent: number;
  readonly received: number;
  readonly lossPercent: number;
  readonly leastMs: number | null;
  readonly meanMs: number | null;
  readonly mostMs: number | null;
  /** Standard deviation, as ping(8) names it mdev. */
  readonly deviationMs: number | null;
}

/** Statistics of echo requests by their round-trip times in ms, null for one without a reply. */
export function echoStatistics(rtts: readonly (number | null)[]): EchoStatistics {
  const replies = rtts.filter((rtt) => rtt !== null);
  const common = { sent: rtts.length, received: replies.length };
  if (replies.length === 0)
    return { ...common, lossPercent: rtts.length === 0 ? 0 : 100, leastMs: null, meanMs: null, mostMs: null, deviationMs: null };
  const meanMs = replies.reduce((sum, rtt) => sum + rtt, 0) / replies.length;
  const variance = replies.reduce((sum, rtt) => sum + (rtt - meanMs) ** 2, 0) / replies.length;
  return {
    ...common,
    lossPercent: (100 * (rtts.length - replies.length)) / rtts.length,
    leastMs: Math.min(...replies),
    meanMs,
    mostMs: Math.max(...replies),
    deviationMs: Math.sqrt(variance),
  };
}
