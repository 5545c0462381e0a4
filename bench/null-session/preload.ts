import { replaceModule } from '../../test/chaos/sabotage/replace-module.ts';

replaceModule('executor/src/capture/capture-device.ts', new URL('./null-capture.ts', import.meta.url));
