import { Migration } from '@mikro-orm/migrations';

/** To whom originals in quarantine are sealed, and one open row per device and text: the newest capture of it. */
export class Migration0003Quarantine extends Migration {
  override name = '0003-quarantine';

  override up(): void {
    this.addSql(`
      alter table quarantine add column sealed_to text;
      delete from quarantine where id in (
        select id from (
          select id, row_number() over (
            partition by device_name, hash order by string_to_array(fence, '-')::bigint[] desc, id desc
          ) as age from quarantine where state = 'open'
        ) ranked where age > 1
      );
      create unique index quarantine_open_index on quarantine (device_name, hash) where state = 'open';
      create index quarantine_decided_index on quarantine (decided_at) where state <> 'open';
    `);
  }
}
