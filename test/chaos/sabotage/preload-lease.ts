import { replaceModule } from './replace-module.ts';

replaceModule('executor/src/task/device-lease.ts', new URL('./broken-lease.ts', import.meta.url));
