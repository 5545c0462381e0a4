import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The signals by which a command is asked to stop. */
export interface Interrupt {
  /** Starts to listen at the first call. */
  signal(): AbortSignal;
  /** 128 and the signal's number, once one arrived. */
  exitCode(): number | undefined;
  close(): void;
}

/**
 * The first signal fires the abort signal, Ctrl-C after it ends the process at once. A further SIGTERM or SIGHUP does
 * not: a service manager, a terminal and a parent process each send one for the same stop.
 */
export function openInterrupt(): Interrupt {
  const controller = new AbortController();
  let received: (typeof signals)[number] | undefined;
  let isListening = false;
  const onSignal = (name: (typeof signals)[number]) => {
    if (received !== undefined) {
      if (name === 'SIGINT') process.exit(codeOf(name));
      return;
    }
    received = name;
    controller.abort();
  };
  return {
    signal: () => {
      if (!isListening) for (const name of signals) process.on(name, onSignal);
      isListening = true;
      return controller.signal;
    },
    exitCode: () => (received === undefined ? undefined : codeOf(received)),
    close: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

function codeOf(name: (typeof signals)[number]): number {
  return 128 + constants.signals[name];
}
