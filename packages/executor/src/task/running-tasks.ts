import { NetravenError } from '@netraven/common';

/** The tasks in a session right now, so that one can be stopped from outside. */
export class RunningTasks {
  readonly #controllers = new Map<string, AbortController>();

  get count(): number {
    return this.#controllers.size;
  }

  /**
   * The signal that stops this task; `end` must follow.
   * @param ends signals of this task alone that stop it too, with their reasons
   */
  begin(taskId: string, ends: readonly AbortSignal[] = []): AbortSignal {
    const controller = new AbortController();
    for (const end of ends) {
      // `AbortSignal.any` would do as well, at several times the cost.
      end.addEventListener('abort', () => controller.abort(end.reason), { once: true });
      if (end.aborted) controller.abort(end.reason);
    }
    this.#controllers.set(taskId, controller);
    return controller.signal;
  }

  end(taskId: string): void {
    this.#controllers.delete(taskId);
  }

  cancel(taskId: string): void {
    this.#controllers
      .get(taskId)
      ?.abort(new NetravenError('NETRAVEN_TASK_CANCELLED', 'the job was cancelled'));
  }

  /** Hands everything back: what runs is stopped and runs again elsewhere. */
  stopAll(): void {
    for (const controller of this.#controllers.values()) {
      controller.abort(new NetravenError('NETRAVEN_TASK_STOPPED', 'the executor is stopping'));
    }
  }
}
