import { replaceModule } from './replace-module.ts';

replaceModule('git-writer/src/snapshot/decide-snapshot.ts', new URL('./broken-fence.ts', import.meta.url));
