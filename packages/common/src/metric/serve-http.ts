import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { NetravenError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { SECOND } from '../time.ts';
import { parseListen } from './parse-listen.ts';

/** What a path answers with. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface MonitoringServer extends AsyncDisposable {
  /** `host:port`, with the port that was taken. */
  readonly address: string;
}

const MOST_CONNECTIONS = 64;
const REQUEST_LIMIT_MS = 5 * SECOND;
const KEEP_ALIVE_MS = 5 * SECOND;

/**
 * Serves read-only pages over HTTP, without a body in any request, bounded in connections and time.
 * @param pages path → what it answers
 * @throws NETRAVEN_METRICS_LISTEN when the address cannot be taken
 */
export async function serveHttp(
  listen: string,
  pages: Readonly<Record<string, () => Promise<HttpAnswer>>>,
  log: Logger,
): Promise<MonitoringServer> {
  const address = parseListen(listen);
  const server = createServer(
    { requestTimeout: REQUEST_LIMIT_MS, headersTimeout: REQUEST_LIMIT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void answer(pages, request, response, log),
  );
  server.maxConnections = MOST_CONNECTIONS;
  await listenOn(server, address, listen);
  server.on('error', (error) => log.warn({ err: error }, 'monitoring port'));
  const taken = server.address();
  const port = taken !== null && typeof taken === 'object' ? taken.port : address.port;
  return {
    address: `${shownHost(address.host)}:${port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function shownHost(host: string): string {
  if (host === '') return '0.0.0.0';
  return host.includes(':') ? `[${host}]` : host;
}

async function listenOn(
  server: Server,
  { host, port }: { host: string; port: number },
  listen: string,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new NetravenError('NETRAVEN_METRICS_LISTEN', `metrics.listen ${listen}: ${cause.message}`, { cause }),
      ),
    );
    // Without a host Node takes every address of both families, or of the one there is.
    server.listen({ port, ...(host === '' ? {} : { host }) }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

async function answer(
  pages: Readonly<Record<string, () => Promise<HttpAnswer>>>,
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
): Promise<void> {
  const { status, contentType, body } = await pageOf(pages, request, log);
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function pageOf(
  pages: Readonly<Record<string, () => Promise<HttpAnswer>>>,
  { method, url = '/' }: IncomingMessage,
  log: Logger,
): Promise<HttpAnswer> {
  if (method !== 'GET' && method !== 'HEAD') return textAnswer(405, 'only GET and HEAD\n');
  const path = url.split('?', 1)[0] ?? '/';
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return textAnswer(404, `${Object.keys(pages).join('\n')}\n`);
  try {
    return await page();
  } catch (error) {
    log.warn({ err: error, path }, 'monitoring page failed');
    return textAnswer(500, 'failed, see the log\n');
  }
}

function textAnswer(status: number, body: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

export function jsonAnswer(status: number, body: object): HttpAnswer {
  return { status, contentType: 'application/json', body: `${JSON.stringify(body)}\n` };
}
