import type { InstancePaths } from '../instance/instance-paths.ts';
import type { Api } from '../instance/open-api.ts';
import type { Terminal } from '../output/terminal.ts';

/** What a command works with: everything outside of it comes from here. */
export interface CommandContext {
  /** Folders and files of the selected instance; they need not exist. */
  readonly paths: InstancePaths;
  /** The folder, if it was typed with this very command. */
  readonly typedDir: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether results are printed as JSON. */
  readonly isJson: boolean;
  readonly terminal: Terminal;
  /** The control API, connected at the first call; it is closed when the command ends. */
  api(): Promise<Api>;
  /**
   * Fires at the first SIGINT, SIGTERM or SIGHUP. From the first call on, a signal no longer ends the process by
   * itself; a second one does.
   */
  interrupted(): AbortSignal;
}
