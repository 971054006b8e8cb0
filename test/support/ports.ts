import { createServer } from 'node:net';
import { freeUdpPort } from '../protocol/snmpd.ts';

async function freeTcpPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Environment of a station whose doors keep their ports when it starts again. */
export const freePorts = async (): Promise<Record<string, string>> => ({
  NOC_SYSLOG_UDP_PORT: String(await freeUdpPort()),
  NOC_SYSLOG_TCP_PORT: String(await freeTcpPort()),
  NOC_TRAP_PORT: String(await freeUdpPort()),
});
