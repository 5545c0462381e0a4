import { diffConfig } from './config-diff.ts';
import { listHistory } from './config-history.ts';
import { showSealed } from './config-sealed.ts';
import { searchConfigs } from './config-search.ts';
import { showConfig } from './config-show.ts';
import { addCredential } from './credential-add.ts';
import { listCredentials } from './credential-list.ts';
import { removeCredential } from './credential-remove.ts';
import { listCopies, shareCredential } from './credential-share.ts';
import { forgetHostKey } from './device-forget-host-key.ts';
import { importDevices } from './device-import.ts';
import { listDevices } from './device-list.ts';
import { removeDevices } from './device-remove.ts';
import { resetDevice } from './device-reset.ts';
import { selectDevices } from './device-select.ts';
import { describeSession } from './device-session.ts';
import { showDevice } from './device-show.ts';
import type { Handlers } from './handler.ts';
import { rebuildIndex } from './index-rebuild.ts';
import { cancelJobById } from './job-cancel.ts';
import { listJobs } from './job-list.ts';
import { retryJob } from './job-retry.ts';
import { showJob } from './job-show.ts';
import { listTasks } from './job-tasks.ts';
import { listConnections } from './log-connection.ts';
import { listLog } from './log-list.ts';
import { listNotificationTargets } from './notification-list.ts';
import { testNotification } from './notification-test.ts';
import { acceptQuarantined } from './quarantine-accept.ts';
import { dropQuarantined } from './quarantine-drop.ts';
import { listQuarantined } from './quarantine-list.ts';
import { showQuarantined } from './quarantine-show.ts';
import { repairQueues } from './queue-repair.ts';
import { addSchedule } from './schedule-add.ts';
import { checkSchedules } from './schedule-check.ts';
import { disableSchedule, enableSchedule } from './schedule-enable.ts';
import { listSchedules } from './schedule-list.ts';
import { removeSchedule } from './schedule-remove.ts';
import { runSchedule } from './schedule-run.ts';
import { setSchedule } from './schedule-set.ts';
import { showSchedule } from './schedule-show.ts';
import { listSeals } from './seal-list.ts';
import { putSealChunk, replaceLatestSeal, replaceSeal } from './seal-replace.ts';
import { addSite } from './site-add.ts';
import { listSites } from './site-list.ts';
import { prepareSite } from './site-prepare.ts';
import { removeSite } from './site-remove.ts';
import { showSite } from './site-show.ts';
import { showStatus } from './status.ts';
import { checkSystem } from './system-check.ts';
import { showOverview } from './system-overview.ts';

export const handlers: Handlers = {
  'device.import': importDevices,
  'device.list': listDevices,
  'device.show': showDevice,
  'device.session': describeSession,
  'device.remove': removeDevices,
  'device.select': selectDevices,
  'device.reset': resetDevice,
  'device.forget-host-key': forgetHostKey,
  'site.list': listSites,
  'site.show': showSite,
  'site.add': addSite,
  'site.prepare': prepareSite,
  'site.remove': removeSite,
  'credential.add': addCredential,
  'credential.list': listCredentials,
  'credential.copies': listCopies,
  'credential.share': shareCredential,
  'credential.remove': removeCredential,
  'job.list': listJobs,
  'job.show': showJob,
  'job.tasks': listTasks,
  'job.cancel': cancelJobById,
  'job.retry': retryJob,
  'schedule.add': addSchedule,
  'schedule.set': setSchedule,
  'schedule.list': listSchedules,
  'schedule.show': showSchedule,
  'schedule.remove': removeSchedule,
  'schedule.enable': enableSchedule,
  'schedule.disable': disableSchedule,
  'schedule.run': runSchedule,
  'schedule.check': checkSchedules,
  'notification.list': listNotificationTargets,
  'notification.test': testNotification,
  'config.show': showConfig,
  'config.diff': diffConfig,
  'config.history': listHistory,
  'config.search': searchConfigs,
  'quarantine.list': listQuarantined,
  'quarantine.show': showQuarantined,
  'quarantine.accept': acceptQuarantined,
  'quarantine.drop': dropQuarantined,
  'config.sealed': showSealed,
  'seal.list': listSeals,
  'seal.chunk': putSealChunk,
  'seal.replace': replaceSeal,
  'seal.replace-latest': replaceLatestSeal,
  'log.list': listLog,
  'log.connection': listConnections,
  status: showStatus,
  'system.overview': showOverview,
  'system.check': checkSystem,
  'queue.repair': repairQueues,
  'index.rebuild': rebuildIndex,
};
