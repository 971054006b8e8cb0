import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { run } from './peers.ts';

export interface Running {
  readonly port: number;
  /** Connections taken so far. */
  connections(): number;
  stop(): Promise<void>;
}

async function listen(server: Server, host: string): Promise<Running> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export const httpServer = (handler: Handler, host = '127.0.0.1'): Promise<Running> =>
  listen(createServer(handler as RequestListener), host);

export const tlsServer = (certificate: Certificate, handler: Handler): Promise<Running> =>
  listen(
    createTlsServer({ cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) }, handler as RequestListener),
    '127.0.0.1',
  );

/** Accepts and does with the connection what it is told: nothing at all is what a tarpit does. */
export const tcpServer = (onConnection: (socket: Socket) => void = () => undefined, host = '127.0.0.1'): Promise<Running> =>
  listen(createTcpServer(onConnection), host);

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A self-signed certificate made by openssl, valid from one day to another (both relative to now). */
export function selfSigned(folder: string, name: string, fromDays: number, toDays: number): Certificate {
  const [cert, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  const day = (offset: number): string =>
    new Date(Date.now() + offset * 86_400_000)
      .toISOString()
      .replace(/[-:T]|\.\d+/g, '')
      .replace('Z', 'Z');
  const common = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-newkey', 'rsa:2048', '-nodes'];
  if (fromDays === 0) {
    run('openssl', 'req', '-x509', ...common, '-out', cert, '-days', String(toDays));
    return { cert, key };
  }
  const [request, index, config] = ['csr', 'index.txt', 'ca.cnf'].map((end) => join(folder, `${name}.${end}`)) as [string, string, string];
  run('openssl', 'req', '-new', ...common, '-out', request);
  run(
    'sh',
    '-c',
    `: > ${index}; echo 01 > ${folder}/${name}.serial; printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=${index}\\nserial=${folder}/${name}.serial\\nnew_certs_dir=${folder}\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' > ${config}`,
  );
  run(
    'openssl',
    'ca',
    '-batch',
    '-selfsign',
    '-config',
    config,
    '-in',
    request,
    '-keyfile',
    key,
    '-out',
    cert,
    '-notext',
    '-startdate',
    day(fromDays),
    '-enddate',
    day(toDays),
  );
  return { cert, key };
}
