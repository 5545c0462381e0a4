import type { Config } from '@netraven/common/config';
import { inInstance } from '../instance/instance-paths.ts';
import type { RoleFacts } from './role-configs.ts';

/** Where an executor of a site finds its keys on this machine: where the operator says, else in the instance's folder. */
export function keySources({
  paths,
  config,
  site,
}: Pick<RoleFacts, 'paths' | 'config' | 'site'>): Partial<Config['secrets']> {
  const { identityFile, identityCommand, fingerprintKeyFile, fingerprintKeyCommand, distinctKinds } =
    config.secrets;
  const inFolder = (file: string) => inInstance(paths, file);
  return {
    ...(distinctKinds === undefined ? {} : { distinctKinds }),
    ...(identityCommand === undefined
      ? { identityFile: inFolder(identityFile ?? paths.siteIdentity(site)) }
      : { identityCommand, ...(identityFile === undefined ? {} : { identityFile }) }),
    ...(fingerprintKeyCommand === undefined
      ? { fingerprintKeyFile: inFolder(fingerprintKeyFile ?? paths.fingerprintKey) }
      : { fingerprintKeyCommand, ...(fingerprintKeyFile === undefined ? {} : { fingerprintKeyFile }) }),
  };
}
