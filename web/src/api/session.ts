import { Problem } from "./problem.ts";

/** Signs in by cookie; rejects with a {@link Problem}. */
export async function signIn(email: string, password: string): Promise<void> {
  await post("sign-in/email", { email, password });
}

/** Creates a sign-in and signs in with it; rejects with a {@link Problem}. */
export async function signUp(name: string, email: string, password: string): Promise<void> {
  await post("sign-up/email", { name, email, password });
}

/** Ends the session on this device. */
export async function signOut(): Promise<void> {
  await post("sign-out", {});
}

/** The auth library answers in its own form, `{ code, message }`; here it becomes a problem like every other. */
async function post(path: string, body: object): Promise<void> {
  const response = await fetch(`/api/auth/${path}`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Problem({ title: "The server cannot be reached", status: 0, code: "unreachable" });
  });
  if (response.ok) return;
  const answer: unknown = await response.json().catch(() => null);
  throw new Problem({ title: "Not possible", status: response.status, ...wordsOf(answer, response.status) });
}

function wordsOf(answer: unknown, status: number): { code: string; detail?: string } {
  if (typeof answer !== "object" || answer === null) return { code: `http-${status}` };
  const code = "code" in answer && typeof answer.code === "string" ? answer.code.toLowerCase() : `http-${status}`;
  if ("detail" in answer && typeof answer.detail === "string") return { code, detail: answer.detail };
  if ("message" in answer && typeof answer.message === "string") return { code, detail: answer.message };
  return { code };
}
