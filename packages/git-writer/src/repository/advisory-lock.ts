import { SECOND } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import { limitTime } from '../limit-time.ts';

const CONFIRM_LIMIT_MS = 5 * SECOND;
/** One writer per database. */
const KEY = 'netraven git-writer';

/**
 * The session learns within half a minute that its client's machine is gone, instead of two hours: the lock is free
 * for the standby then. Over a Unix socket these have no effect and need none.
 */
const NOTICE_DEATH =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

/** A lock of PostgreSQL that lives as long as one database session. */
export interface AdvisoryLock {
  /** Identifies server and database, so that another writer can tell whether it shares this lock. */
  readonly database: string;
  /** Whether the session, and so the lock, is still there. */
  isHeld(): Promise<boolean>;
  /** Gives it back; on return another may take it. */
  release(): Promise<void>;
}

/** The part of a connection of `pg` that is used here. */
interface Session {
  query(sql: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  release(destroy: boolean): void;
}

/** Takes the lock if it is free, else returns null. It keeps one connection of the pool. */
export async function tryAdvisoryLock(inventory: Inventory): Promise<AdvisoryLock | null> {
  const pool: { connect(): Promise<Session> } = await inventory.em.getConnection().getNativeClient();
  const session = await pool.connect();
  try {
    await session.query(NOTICE_DEATH);
    const { rows } = await session.query(
      `select pg_try_advisory_lock(hashtextextended($1, 0)) as locked, pg_backend_pid() as backend,
         (select system_identifier from pg_control_system()) || '/' ||
         (select oid from pg_database where datname = current_database()) as database`,
      [KEY],
    );
    const { locked, backend, database } = rows[0] ?? {};
    if (locked === true) return holdLock(session, Number(backend), String(database));
  } catch (error) {
    session.release(true);
    throw error;
  }
  session.release(false);
  return null;
}

/** Another backend behind the same connection would be a pooler's doing, and would not hold the lock. */
function holdLock(session: Session, backend: number, database: string): AdvisoryLock {
  return {
    database,
    isHeld: async () => {
      try {
        const answer = await limitTime(session.query('select pg_backend_pid() as backend'), CONFIRM_LIMIT_MS);
        return Number(answer.rows[0]?.backend) === backend;
      } catch {
        return false;
      }
    },
    release: async () => {
      // The end of a session frees its locks too, but only some time later.
      await limitTime(session.query('select pg_advisory_unlock_all()'), CONFIRM_LIMIT_MS).catch(
        () => undefined,
      );
      session.release(true);
    },
  };
}
