/** The worker that `boot.js` started before the page's code was here, and what it has said since. */
export interface EarlyWorker {
  readonly worker: Worker;
  readonly name: string;
  readonly messages: readonly unknown[];
  readonly failed: boolean;
}

const place = globalThis as { tidebookWorker?: EarlyWorker };

/** The early worker for whoever asks first; null when there is none, or it has failed already. */
export const takeEarlyWorker = (): EarlyWorker | null => {
  const early = place.tidebookWorker;
  delete place.tidebookWorker;
  if (!early) return null;
  early.worker.onmessage = null;
  early.worker.onerror = null;
  if (!early.failed) return early;
  early.worker.terminate();
  return null;
};
