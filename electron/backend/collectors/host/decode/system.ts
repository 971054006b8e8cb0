/** Load averages of 1, 5 and 15 minutes from /proc/loadavg. */
export function decodeLoad(loadavg: string): readonly [number, number, number] | null {
  const [one, five, fifteen] = loadavg.split(' ').map(Number);
  return one === undefined || five === undefined || fifteen === undefined || Number.isNaN(one + five + fifteen)
    ? null
    : [one, five, fifteen];
}

/** Seconds since boot from /proc/uptime. */
export function decodeUptime(uptime: string): number | null {
  const seconds = Number.parseFloat(uptime);
  return Number.isNaN(seconds) ? null : seconds;
}

/** The name of the distribution from /etc/os-release; null where it does not say. */
export function decodeOsName(osRelease: string): string | null {
  const match = /^PRETTY_NAME=(?:"([^"]*)"|(\S*))$/m.exec(osRelease);
  return match?.[1] ?? match?.[2] ?? null;
}
