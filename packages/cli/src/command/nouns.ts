/** What each noun of `netraven <noun> <verb>` is, for the help. */
export const nouns: Readonly<Record<string, string>> = {
  device: 'The inventory: which devices are backed up',
  credential: 'Logins, sealed to the sites that use them',
  site: 'Places with executors of their own',
  job: 'Backups that run or have run',
  schedule: 'Backups at fixed times: cron in a time zone, or an interval',
  notification: 'Who is told of changes and failures',
  key: 'Keys of the operators and of the sites',
  config: 'Stored configurations and their history',
  'config quarantine': 'Captures that were not accepted: the last good one stays until an operator decides',
  platform: 'Kinds of devices netraven knows',
};
