import type { IncomingHttpHeaders } from 'node:http';

/** Host and Origin values the station answers to; anything else is DNS rebinding or another site's page. */
export interface OriginPolicy {
  /** True when the request's Host, and its Origin where it has one, are the station's own. */
  isAllowed(headers: IncomingHttpHeaders): boolean;
}

/** Allow-list of the addresses a station listens on. `port` is asked per request: it is known only after listening. */
export function createOriginPolicy(options: {
  readonly host: string;
  readonly names: readonly string[];
  readonly isTls: boolean;
  port(): number;
}): OriginPolicy {
  const hosts = ['127.0.0.1', 'localhost', '[::1]', options.host, ...options.names];
  const [scheme, usualPort] = options.isTls ? (['https', 443] as const) : (['http', 80] as const);
  return {
    isAllowed: ({ host, origin }) => {
      const port = options.port();
      // Browsers leave out the port that goes without saying.
      const known = hosts.flatMap((name) => (port === usualPort ? [name, `${name}:${port}`] : [`${name}:${port}`]));
      if (!host || !known.includes(host.toLowerCase())) return false;
      return origin === undefined || known.some((name) => origin.toLowerCase() === `${scheme}://${name}`);
    },
  };
}
