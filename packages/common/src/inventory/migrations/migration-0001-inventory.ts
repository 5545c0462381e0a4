import { Migration } from '@mikro-orm/migrations';

/** The tables of the first release. */
export class Migration0001Inventory extends Migration {
  override name = '0001-inventory';

  override up(): void {
    this.addSql(`
      create table site (
        name text primary key,
        recipient text,
        created_at timestamptz not null
      );
      create table device (
        id serial primary key,
        name text not null unique,
        host text not null,
        port int not null default 22,
        platform text not null,
        site text not null references site (name),
        tags text[] not null default '{}',
        path text not null unique,
        algorithms text not null default 'modern',
        host_key_policy text not null default 'trust-on-first-use',
        limits jsonb not null default '{}',
        jumps text[] not null default '{}',
        epoch int not null default 1,
        moved_from text,
        settled_fence text,
        facts jsonb,
        facts_fence text,
        last_outcome text,
        last_outcome_at timestamptz,
        last_error_code text,
        failures_in_row int not null default 0,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create index device_site_index on device (site);
      create index device_tags_index on device using gin (tags);
      create table credential (
        id serial primary key,
        name text not null unique,
        username text not null,
        sealed jsonb not null,
        tags text[] not null default '{}',
        priority int not null default 100,
        holds text[] not null default '{}',
        created_at timestamptz not null
      );
      create table host_key (
        id serial primary key,
        device_id int not null references device (id) on delete cascade,
        type text not null,
        fingerprint text not null,
        fence text,
        pinned_at timestamptz not null,
        unique (device_id, fingerprint)
      );
      create table job (
        id text primary key,
        status text not null,
        lane text not null,
        selection jsonb not null,
        requested_by text not null default '',
        reason text not null default '',
        requested_at timestamptz not null,
        deadline_at timestamptz,
        expanded_at timestamptz,
        finished_at timestamptz,
        cancelled_at timestamptz,
        task_count int not null default 0,
        warnings jsonb not null default '[]',
        outcomes jsonb,
        traceparent text
      );
      create index job_status_index on job (status);
      create index job_requested_at_index on job (requested_at desc);
      create index job_open_index on job (requested_at) where finished_at is null;
      create table task (
        id text primary key,
        job_id text not null references job (id) on delete cascade,
        device_id int references device (id) on delete set null,
        device_name text not null,
        site text not null,
        lane text not null,
        requested_at timestamptz not null,
        published_at timestamptz,
        republished int not null default 0,
        hold_until timestamptz,
        withdrawn_at timestamptz,
        coalesced_into text,
        captured_at timestamptz,
        outcome text,
        attempts int not null default 0,
        executor text,
        error_code text,
        error_message text,
        error_hint text,
        capture text,
        fence text,
        commit text,
        started_at timestamptz,
        finished_at timestamptz,
        session_ms int,
        unique (job_id, device_name)
      );
      create index task_device_index on task (device_id, requested_at);
      create index task_open_index on task (job_id) where outcome is null;
      create index task_device_open_index on task (device_id) where outcome is null;
      create index task_unpublished_index on task (lane desc, requested_at, id)
        where outcome is null and published_at is null and coalesced_into is null;
      create index task_withdraw_index on task (id)
        where outcome = 'cancelled' and published_at is not null and withdrawn_at is null;
      create index task_coalesced_index on task (coalesced_into) where outcome is null and coalesced_into is not null;
      create table job_log (
        id bigserial primary key,
        job_id text not null references job (id) on delete cascade,
        task_id text,
        device_name text,
        attempt int not null default 0,
        seq int not null default 0,
        at timestamptz not null,
        level text not null,
        message text not null,
        unique nulls not distinct (job_id, task_id, attempt, seq)
      );
      create index job_log_device_index on job_log (device_name, id);
      create index job_log_at_index on job_log using brin (at);
      create table connection_log (
        id bigserial primary key,
        job_id text not null references job (id) on delete cascade,
        task_id text not null,
        device_name text not null,
        attempt int not null,
        at timestamptz not null,
        text text not null,
        unique (task_id, attempt)
      );
      create index connection_log_device_index on connection_log (device_name, id);
      create index connection_log_at_index on connection_log using brin (at);
      create table config_version (
        id bigserial primary key,
        capture text not null unique,
        device_id int references device (id) on delete set null,
        device_name text not null,
        site text not null,
        path text not null,
        platform text not null,
        fence text not null,
        job_id text not null,
        task_id text not null,
        commit text not null unique,
        blob text not null,
        hash text not null,
        bytes int not null,
        lines int not null,
        captured_at timestamptz not null,
        committed_at timestamptz not null,
        added int not null,
        removed int not null,
        change text not null,
        diff text not null
      );
      create index config_version_device_index on config_version (device_name, id);
      create table config_head (
        device_name text primary key,
        device_id int references device (id) on delete set null,
        version_id bigint references config_version (id),
        fence text not null,
        commit text not null,
        hash text not null,
        bytes int not null,
        text text not null,
        captured_at timestamptz not null,
        latest_sealed text,
        latest_sealed_fence text
      );
      create table quarantine (
        id serial primary key,
        capture text not null unique,
        task_id text not null,
        device_id int references device (id) on delete set null,
        device_name text not null,
        fence text not null,
        state text not null default 'open',
        reason_code text not null,
        reason_message text not null,
        captured_at timestamptz not null,
        hash text not null,
        bytes int not null,
        text text not null,
        sealed text,
        decided_at timestamptz
      );
      create index quarantine_device_index on quarantine (device_name, state);
      create table writer_head (
        repository text primary key,
        commit text not null,
        updated_at timestamptz not null
      );
    `);
  }
}
