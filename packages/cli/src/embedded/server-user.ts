/** The user a server runs as where it must not be the caller. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY = 65_534;

/** PostgreSQL refuses to run as root; then it runs as `nobody`, which needs no entry in `/etc/passwd`. */
export function postgresUser(): ServerUser | undefined {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
}
