import { NetravenError } from '../errors.ts';

export interface ListenAddress {
  /** Empty: every address of the machine. */
  readonly host: string;
  readonly port: number;
}

const WRITTEN = /^(?:\[([0-9A-Fa-f:.%]+)\]|([A-Za-z0-9._-]*)):(\d{1,5})$/;

/**
 * Reads `host:port`, `[::1]:port`, or `:port` for every address of the machine; port 0 takes a free one.
 * @throws NETRAVEN_CONFIG_INVALID
 */
export function parseListen(listen: string): ListenAddress {
  const [, six, host, port] = WRITTEN.exec(listen) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new NetravenError(
      'NETRAVEN_CONFIG_INVALID',
      `metrics.listen: must be HOST:PORT or :PORT, got "${listen.slice(0, 60)}"`,
    );
  }
  return { host: six ?? host ?? '', port: Number(port) };
}
