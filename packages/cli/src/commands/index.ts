import type { CliCommand } from '../command/command.ts';
import { backup } from './backup.ts';
import { configDiff } from './config-diff.ts';
import { configHistory } from './config-history.ts';
import { configQuarantineAccept } from './config-quarantine-accept.ts';
import { configQuarantineDrop } from './config-quarantine-drop.ts';
import { configQuarantineList } from './config-quarantine-list.ts';
import { configQuarantineShow } from './config-quarantine-show.ts';
import { configRestore } from './config-restore.ts';
import { configSearch } from './config-search.ts';
import { configShow } from './config-show.ts';
import { credentialAdd } from './credential-add.ts';
import { credentialList } from './credential-list.ts';
import { credentialRemove } from './credential-remove.ts';
import { credentialShare } from './credential-share.ts';
import { demo } from './demo.ts';
import { deviceAdd } from './device-add.ts';
import { deviceForgetHostKey } from './device-forget-host-key.ts';
import { deviceImport } from './device-import.ts';
import { deviceList } from './device-list.ts';
import { deviceRemove } from './device-remove.ts';
import { deviceReset } from './device-reset.ts';
import { deviceShow } from './device-show.ts';
import { dispatcher } from './dispatcher.ts';
import { doctor } from './doctor.ts';
import { executor } from './executor.ts';
import { gitWriter } from './git-writer.ts';
import { init } from './init.ts';
import { jobCancel } from './job-cancel.ts';
import { jobList } from './job-list.ts';
import { jobRetry } from './job-retry.ts';
import { jobShow } from './job-show.ts';
import { jobWatch } from './job-watch.ts';
import { keyRotate } from './key-rotate.ts';
import { log } from './log.ts';
import { notificationList } from './notification-list.ts';
import { notificationTest } from './notification-test.ts';
import { platformCheck } from './platform-check.ts';
import { platformList } from './platform-list.ts';
import { platformRecord } from './platform-record.ts';
import { platformShow } from './platform-show.ts';
import { redact } from './redact.ts';
import { scheduleAdd } from './schedule-add.ts';
import { scheduleDisable, scheduleEnable } from './schedule-enable.ts';
import { scheduleList } from './schedule-list.ts';
import { scheduleRemove } from './schedule-remove.ts';
import { scheduleRun } from './schedule-run.ts';
import { scheduleSet } from './schedule-set.ts';
import { scheduleShow } from './schedule-show.ts';
import { siteAdd } from './site-add.ts';
import { siteList } from './site-list.ts';
import { siteRemove } from './site-remove.ts';
import { siteRotate } from './site-rotate.ts';
import { siteShow } from './site-show.ts';
import { top } from './top.ts';
import { up } from './up.ts';

/** Every command, in the order of the help. */
export const commands: readonly CliCommand[] = [
  demo,
  init,
  up,
  backup,
  deviceAdd,
  deviceImport,
  deviceList,
  deviceShow,
  deviceRemove,
  deviceReset,
  deviceForgetHostKey,
  credentialAdd,
  credentialList,
  credentialRemove,
  credentialShare,
  jobList,
  jobShow,
  jobWatch,
  jobRetry,
  jobCancel,
  scheduleAdd,
  scheduleList,
  scheduleShow,
  scheduleSet,
  scheduleEnable,
  scheduleDisable,
  scheduleRun,
  scheduleRemove,
  notificationList,
  notificationTest,
  configShow,
  configDiff,
  configHistory,
  configSearch,
  configRestore,
  configQuarantineList,
  configQuarantineShow,
  configQuarantineAccept,
  configQuarantineDrop,
  top,
  log,
  siteAdd,
  siteList,
  siteShow,
  siteRotate,
  siteRemove,
  keyRotate,
  platformList,
  platformShow,
  platformCheck,
  platformRecord,
  redact,
  doctor,
  dispatcher,
  executor,
  gitWriter,
];
