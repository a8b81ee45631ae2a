/** An account's service for hearing or reading, as an adapter needs it. The key is opened for the one request. */
export interface AiService {
  /** Without a slash at the end, such as `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
  /** Instead of the vendor's usual path; null: the usual one. */
  readonly path: string | null;
  readonly model: string;
  /** Local servers often want none. */
  readonly apiKey: string | null;
}

/** Why a service did not do what it was asked. Words, so that a screen can say what to do about it. */
export type AiFailure =
  | "unreachable"
  | "timeout"
  | "unauthorized"
  /** The service does not know the path, the model or what it is asked to do. */
  | "misconfigured"
  | "rate-limited"
  | "refused"
  | "too-large"
  | "broken-answer"
  | "unavailable";

/** A service failed. The message is for developers and holds nothing that a caller said, and no key. */
export class AiServiceError extends Error {
  override name = "AiServiceError";
  readonly failure: AiFailure;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** How long the service asked us to wait; null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(failure: AiFailure, message: string, more: { retryable: boolean; retryAfterMs?: number | null }) {
    super(message);
    this.failure = failure;
    this.retryable = more.retryable;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}
