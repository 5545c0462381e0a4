import { Migration } from '@mikro-orm/migrations';

/** Since when no executor of a site has answered, while somebody waits for one. */
export class Migration0006AwaySites extends Migration {
  override name = '0006-away-sites';

  override up(): void {
    this.addSql('alter table site add column away_since timestamptz;');
  }
}
