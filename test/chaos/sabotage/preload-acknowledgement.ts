import { replaceModule } from './replace-module.ts';

replaceModule(
  'git-writer/src/snapshot/open-intake.ts',
  new URL('./broken-acknowledgement.ts', import.meta.url),
);
