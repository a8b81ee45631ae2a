/** A refusal of the REST API: HTTP status, Twilio's code and its words. */
export interface ApiError {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

/** Makes a refusal. */
export function apiError(status: number, code: number, message: string): ApiError {
  return { status, code, message };
}

/** The body the vendor sends with it. */
export function apiErrorBody(error: ApiError): Record<string, unknown> {
  return {
    code: error.code,
    message: error.message,
    more_info: `https://www.twilio.com/docs/errors/${error.code}`,
    status: error.status,
  };
}

/** The vendor's 404. */
export function notFound(path: string): ApiError {
  return apiError(404, 20404, `The requested resource ${path} was not found`);
}
