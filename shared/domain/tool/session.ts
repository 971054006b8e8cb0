/** How one signs in to a device from afar. */
export const SESSION_KINDS = ['ssh', 'telnet'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** Ports of the IANA registry. */
export const SESSION_PORTS: Readonly<Record<SessionKind, number>> = { ssh: 22, telnet: 23 };

/** A host name or a literal address, IPv6 with its zone; nothing that a program could take for an option, a user or a path. */
export const SESSION_ADDRESS = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9]+)?)$/;

/** The address of a session as programs of the system take it (RFC 4248; draft-ietf-secsh-scp-sftp-ssh-uri); throws RangeError for one that is none. */
export function sessionUrl(kind: SessionKind, address: string, port: number): string {
  if (!SESSION_ADDRESS.test(address) || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw new RangeError('no address of a session');
  // A literal IPv6 address stands in brackets, the sign before its zone is escaped (RFC 6874).
  const host = address.includes(':') ? `[${address.replace('%', '%25')}]` : address;
  return `${kind}://${host}:${port}`;
}

/** The same as a command that a person can paste; no user is named: the device asks, or the system knows. */
export function sessionCommand(kind: SessionKind, address: string, port: number): string {
  sessionUrl(kind, address, port);
  return kind === 'ssh' ? `ssh -p ${port} ${address}` : `telnet ${address} ${port}`;
}
