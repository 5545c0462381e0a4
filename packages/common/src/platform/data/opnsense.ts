import type { PlatformData } from '../platform.ts';
import { senseFacts, senseLike, senseVolatile } from './pfsense.ts';

/** Sources: Oxidized `opnsense`; a recorded OPNsense 23.7. */
export const opnsense: PlatformData = {
  ...senseLike,
  name: 'opnsense',
  title: 'OPNsense',
  proven: 'recording',
  configuration: {
    commands: ['cat /conf/config.xml'],
    endMarker: '^</opnsense>$',
    ...senseFacts,
  },
  facts: [{ command: 'opnsense-version', version: '^OPNsense (\\S+)' }],
  volatile: senseVolatile,
};
