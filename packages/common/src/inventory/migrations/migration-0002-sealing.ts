import { Migration } from '@mikro-orm/migrations';

/** To whom originals and credentials are sealed, so that a new key finds what is still sealed to the old one. */
export class Migration0002Sealing extends Migration {
  override name = '0002-sealing';

  override up(): void {
    this.addSql(`
      alter table config_head add column sealed_to text, add column latest_sealed_to text;
      alter table credential add column operator_copy text, add column every_site boolean not null default true;
    `);
  }
}
