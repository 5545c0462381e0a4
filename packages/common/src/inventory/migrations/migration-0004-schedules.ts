import { Migration } from '@mikro-orm/migrations';

/** Schedules, and which of them a job is of. */
export class Migration0004Schedules extends Migration {
  override name = '0004-schedules';

  override up(): void {
    this.addSql(`
      create table schedule (
        name text primary key,
        cron text,
        every_seconds int,
        anchor_at timestamptz not null,
        time_zone text not null,
        selection jsonb not null,
        lane text not null,
        reason text not null default '',
        jitter_seconds int not null default 0,
        windows text[] not null default '{}',
        blackouts text[] not null default '{}',
        outside_window text not null default 'wait',
        missed text not null default 'run',
        deadline_seconds int,
        enabled boolean not null default true,
        disabled_at timestamptz,
        next_due_at timestamptz,
        starts_at timestamptz,
        last_due_at timestamptz,
        last_job text,
        problem text,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((cron is null) <> (every_seconds is null))
      );
      create index schedule_starts_at_index on schedule (starts_at) where starts_at is not null;
      alter table job add column schedule text, add column due_at timestamptz;
      create index job_schedule_index on job (schedule, requested_at desc) where schedule is not null;
    `);
  }
}
