import { chosenAccount } from "./chosen-account.ts";
import { Problem, problemOf } from "./problem.ts";

/** A picture or file that the server keeps until it is sent. */
export interface UploadedFile {
  readonly id: string;
  /** By its own first bytes. */
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  readonly name: string;
  readonly picture: boolean;
}

/** Brings one picture or file that is to go with a message. @throws Problem when it is not taken, in words. */
export async function uploadFile(file: Blob, signal: AbortSignal): Promise<UploadedFile> {
  const response = await send("POST", "/api/v1/media", signal, file);
  if (response.status === 413) throw new Problem({ title: "It is larger than 5 MB.", status: 413, code: "too-large" });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as UploadedFile; // the server's own tests keep it to this
}

/** Lets go of a file that is not to be sent. What fails here is let go of by itself after a day. */
export async function removeUpload(id: string): Promise<void> {
  await send("DELETE", `/api/v1/media/${id}`, AbortSignal.timeout(10_000)).catch(() => {});
}

async function send(method: string, address: string, signal: AbortSignal, body?: Blob): Promise<Response> {
  const account = chosenAccount();
  return await fetch(address, {
    method,
    credentials: "same-origin",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/octet-stream" }),
      ...(account === null ? {} : { "ringback-account": account }),
    },
    ...(body === undefined ? {} : { body }),
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new Problem({ title: "No connection. Attach it when you are back.", status: 0, code: "unreachable" });
  });
}
