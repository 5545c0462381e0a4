import { Migration } from '@mikro-orm/migrations';

/**
 * What is to be told of devices. Triggers write it with the rows it is made of, so that no path to an outcome or a
 * version can pass it by; without a target they write nothing.
 */
export class Migration0005Notifications extends Migration {
  override name = '0005-notifications';

  override up(): void {
    this.addSql(`
      create table notification_target (
        name text primary key,
        terms jsonb not null,
        failures_in_row int not null,
        seen_at timestamptz not null,
        message jsonb,
        message_id text,
        made_at timestamptz,
        retry_at timestamptz,
        attempts int not null default 0,
        last_error text,
        last_failed_at timestamptz,
        last_sent_at timestamptz,
        last_given_up_at timestamptz,
        sent_count bigint not null default 0,
        given_up_count bigint not null default 0
      );
      create table notice (
        id bigserial primary key,
        at timestamptz not null,
        topic text not null,
        device_id int,
        device_name text not null,
        site text not null,
        platform text not null,
        tags text[] not null default '{}',
        version_id bigint,
        change text,
        outcome text,
        outcome_before text,
        outcome_at timestamptz,
        failures int not null default 0,
        failures_before int not null default 0,
        error_code text,
        serial text,
        serial_before text
      );
      create table notification_item (
        id bigserial primary key,
        target text not null,
        kind text not null,
        state_before text,
        at timestamptz not null,
        added_at timestamptz not null,
        device_id int,
        device_name text not null,
        site text not null,
        platform text not null,
        version_id bigint,
        change text,
        outcome_at timestamptz,
        failures int not null default 0,
        error_code text,
        serial text,
        serial_before text
      );
      create index notification_item_target_index on notification_item (target, id);

      create function note_device_outcome() returns trigger language plpgsql as $$
      begin
        insert into notice (at, topic, device_id, device_name, site, platform, tags, outcome, outcome_before,
          outcome_at, failures, failures_before, error_code)
        select clock_timestamp(), 'outcome', new.id, new.name, new.site, new.platform, new.tags, new.last_outcome,
          old.last_outcome, new.last_outcome_at, new.failures_in_row, old.failures_in_row, new.last_error_code
        where exists (
          select from notification_target t
          where new.last_outcome <> 'failed' or t.failures_in_row >= new.failures_in_row
        );
        return null;
      end $$;
      create trigger device_outcome_notice after update of last_outcome on device for each row
        when (new.last_outcome_at is distinct from old.last_outcome_at
          and (new.last_outcome in ('failed', 'quarantined') or old.last_outcome in ('failed', 'quarantined')))
        execute function note_device_outcome();

      create function note_device_serial() returns trigger language plpgsql as $$
      begin
        insert into notice (at, topic, device_id, device_name, site, platform, tags, serial, serial_before)
        select clock_timestamp(), 'serial', new.id, new.name, new.site, new.platform, new.tags,
          new.facts ->> 'serial', old.facts ->> 'serial'
        where exists (select from notification_target);
        return null;
      end $$;
      create trigger device_serial_notice after update of facts on device for each row
        when (new.facts ->> 'serial' <> old.facts ->> 'serial')
        execute function note_device_serial();

      create function note_versions() returns trigger language plpgsql as $$
      begin
        if exists (select from notification_target) then
          insert into notice (at, topic, device_id, device_name, site, platform, tags, version_id, change)
          select v.captured_at, 'version', v.device_id, v.device_name, v.site, v.platform, coalesce(d.tags, '{}'),
            v.id, v.change
          from added v left join device d on d.id = v.device_id
          where v.committed_at > now() - interval '1 day'
          order by v.id;
        end if;
        return null;
      end $$;
      create trigger version_notice after insert on config_version referencing new table as added
        for each statement execute function note_versions();
    `);
  }
}
