import { chosenAccount } from "./chosen-account.ts";
import { api } from "./client.ts";
import { Problem, problemOf } from "./problem.ts";

const triesMax = 4;
const pauseMs = 800;

/** Brings a file in pieces, so that it may be of any size, and answers the import's id. A piece that fails is sent again. */
export async function uploadLog(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
  brings: "calls" | "contacts" = "calls",
): Promise<string> {
  const { id, chunkBytes } = await api.beginImport({ body: { fileName: file.name, bytes: file.size, brings } });
  for (let number = 0; number * chunkBytes < file.size; number += 1) {
    const piece = file.slice(number * chunkBytes, (number + 1) * chunkBytes);
    await sendPiece(`/api/v1/imports/${id}/chunks/${number}`, piece, signal);
    onProgress(Math.min(1, ((number + 1) * chunkBytes) / file.size));
  }
  return id;
}

async function sendPiece(address: string, piece: Blob, signal: AbortSignal): Promise<void> {
  const account = chosenAccount();
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(address, {
      method: "PUT",
      credentials: "same-origin",
      headers: {
        "content-type": "application/octet-stream",
        ...(account === null ? {} : { "ringback-account": account }),
      },
      body: piece,
      signal,
    }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return null;
    });
    if (response?.ok) return;
    if (response !== null && response.status < 500 && response.status !== 429) throw await problemOf(response);
    if (attempt === triesMax)
      throw new Problem({ title: "The server cannot be reached", status: 0, code: "unreachable" });
    await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
  }
}

/** Where the list of rows left out can be had as a file. */
export function rejectsAddress(importId: string): string {
  const account = chosenAccount();
  return `/api/v1/imports/${importId}/rejects.csv${account === null ? "" : `?account=${account}`}`;
}
