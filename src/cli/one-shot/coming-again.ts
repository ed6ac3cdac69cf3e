/**
 * So often a server may ask to come again before that is taken for its answer, as kubectl does (client-go's
 * rest/with_retry.go: `Retry-After` with 429 or 5xx, ten times).
 */
export const MOST_AGAIN = 10;

/** Asks again where the server asks for that, after the time that it names. */
export async function comingAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let times = 0; ; times++) {
    try {
      return await ask();
    } catch (error) {
      const { retryAfterMs } = error as { retryAfterMs?: number };
      if (!isBusy(error as { code?: number }) || retryAfterMs === undefined || times === MOST_AGAIN)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    }
  }
}

const isBusy = ({ code = 0 }: { readonly code?: number }): boolean => code === 429 || code >= 500;
