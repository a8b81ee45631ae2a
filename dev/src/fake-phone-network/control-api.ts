import type { ServerResponse } from "node:http";
import { type ReadRequest, writeAnswer } from "./http-io.ts";
import type { PhoneNetwork } from "./network.ts";

export function isControlPath(path: string): boolean {
  return path.startsWith("/control/");
}

export async function answerControl(
  _network: PhoneNetwork,
  _request: ReadRequest,
  response: ServerResponse,
): Promise<void> {
  writeAnswer(response, { status: 404 });
}
