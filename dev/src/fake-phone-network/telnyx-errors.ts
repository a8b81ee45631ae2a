import type { ApiError } from "./api-error.ts";
import type { Answer } from "./http-io.ts";

/** The network's refusals in Telnyx's numbers: status, code and title. */
const refusals: Readonly<Record<number, readonly [status: number, code: string, title: string]>> = {
  20003: [401, "10009", "Authentication failed"],
  20404: [404, "10005", "Resource not found"],
  21201: [422, "10004", "Missing required parameter"],
  21211: [400, "40310", "Invalid 'to' address"],
  21212: [400, "40305", "Invalid 'from' address"],
  21408: [400, "40309", "Invalid destination region"],
  21602: [422, "10004", "Missing required parameter"],
  21604: [422, "10004", "Missing required parameter"],
  21606: [400, "40305", "Invalid 'from' address"],
  21610: [403, "40300", "Blocked due to STOP message"],
  21612: [400, "40001", "Not routable"],
  21614: [400, "40001", "Not routable"],
};

/** Delivery errors of the network in Telnyx's numbers. */
const deliveryErrors: Readonly<Record<number, string>> = {
  30003: "40006",
  30004: "40004",
  30005: "40008",
  30006: "40001",
  30007: "40002",
  30034: "40010",
};

/** A refusal as Telnyx writes it. */
export function telnyxRefusal(error: ApiError): Answer {
  const [status, code, title] = refusals[error.code] ?? [422, "10015", "Bad Request"];
  return telnyxError(status, code, title, error.message);
}

export function telnyxError(status: number, code: string, title: string, detail = title): Answer {
  return {
    status,
    body: { errors: [{ code, title, detail, meta: { url: `https://developers.telnyx.com/api/errors/${code}` } }] },
  };
}

export function telnyxDeliveryError(code: number): string {
  return deliveryErrors[code] ?? "40008";
}
