export { type Config, configSchema, defaultLimits } from './config.ts';
export { environmentFields } from './environment-fields.ts';
export {
  type ConfigSources,
  loadConfig,
  overlaySettings,
  parseConfig,
  readSettings,
  type Settings,
} from './load-config.ts';
export { durationMs, type TargetSettings, targetNameSchema } from './notification-settings.ts';
export {
  fingerprintKeySource,
  hasKeySource,
  type KeySource,
  readKey,
  siteIdentitySource,
} from './read-key.ts';
export { readKeyFile } from './read-key-file.ts';
