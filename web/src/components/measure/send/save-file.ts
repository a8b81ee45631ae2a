import { noteReachable } from "#api/connection.ts";
import { Problem, problemOf } from "#api/problem.ts";

/** Fetches a file and hands it to the browser to keep, under the name the server gave it. @throws Problem */
export async function saveFile(address: string): Promise<void> {
  const response = await fetch(address, { credentials: "same-origin" }).catch(() => {
    noteReachable(false);
    throw new Problem({ title: "The server cannot be reached", status: 0, code: "unreachable" });
  });
  if (!response.ok) throw await problemOf(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "report";
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it only after the click has ended.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
