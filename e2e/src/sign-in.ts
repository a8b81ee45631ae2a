import type { Page } from "playwright-core";
import { type EmptyTown, ownerEmail, password } from "./town.ts";

/** Lets a member of the team sign in with this e-mail and the test password, as after an invitation. */
export async function giveSignIn({ ringback, look }: EmptyTown, memberId: string, email: string): Promise<void> {
  const signIn = await ringback.auth.createSignIn({ name: "Test", email, password });
  if (!signIn.ok) throw new Error(signIn.refusal);
  await look("update ringback.member set user_id = $1 where id = $2", [signIn.userId, memberId]);
}

/** Signs in at the page, as the town's owner unless told otherwise, and waits for Today. */
export async function signInAt(page: Page, email = ownerEmail): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
}
