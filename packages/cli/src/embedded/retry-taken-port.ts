const TRIES = 3;
/** As nats-server and PostgreSQL say it. */
const TAKEN = /address already in use|could not create any TCP\/IP sockets/i;

/**
 * Starts a server that chooses its own ports, and once more with others when one of them was taken: a port that was free
 * when it was chosen may not be by the time the server asks for it.
 * @throws what the last start threw
 */
export async function retryTakenPort<T>(start: () => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await start();
    } catch (error) {
      if (left === 0 || !(error instanceof Error && TAKEN.test(error.message))) throw error;
    }
  }
}
