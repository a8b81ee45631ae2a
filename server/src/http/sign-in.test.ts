import { expect, test } from "vitest";
import { createTestHttp } from "#testing/http.ts";
import { firstOwner, goodPassword, Visitor } from "#testing/visitor.ts";

test("the first person signs up as owner and nobody after them", async () => {
  await using http = await createTestHttp();
  const ann = new Visitor(http);
  expect((await ann.call("installation")).body).toMatchObject({ needsFirstOwner: true });
  const signedUp = await ann.signUp("ann@example.com");
  expect(signedUp).toMatchObject({ status: 200, body: { ok: true } });
  expect(signedUp.headers["set-cookie"]).toMatch(/HttpOnly.*SameSite=Lax/);
  expect((await ann.call("me")).body).toMatchObject({ user: { email: "ann@example.com" }, accounts: [] });
  const account = await ann.openBusiness();
  expect((await ann.call("me")).body.accounts).toMatchObject([{ id: account, role: "owner", setupDone: false }]);
  expect((await ann.call("installation")).body).toMatchObject({ needsFirstOwner: false });

  const bob = new Visitor(http);
  const [other, same] = [await bob.signUp("bob@example.com"), await bob.signUp("ann@example.com")];
  expect(other).toMatchObject({ status: 403, body: { code: "sign-up-closed" } });
  expect(same.body, "an e-mail that exists is refused in the same words").toEqual(other.body);
  expect(bob.cookie).toBe("");
});

test("of several people signing up at once one becomes the owner", async () => {
  await using http = await createTestHttp();
  const answers = await Promise.all(
    ["a@example.com", "b@example.com", "c@example.com"].map((email) => new Visitor(http).signUp(email)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
});

test("a wrong password and an unknown e-mail get the same answer", async () => {
  await using http = await createTestHttp();
  await firstOwner(http);
  const visitor = new Visitor(http);
  const wrong = await visitor.signIn("ann@example.com", "not the password at all");
  const unknown = await visitor.signIn("nobody@example.com", "not the password at all");
  expect(wrong).toMatchObject({ status: 401, body: { code: "sign-in-failed", status: 401 } });
  expect(unknown.body).toEqual(wrong.body);
  expect(visitor.cookie).toBe("");
  expect(await visitor.signIn("ann@example.com")).toMatchObject({ status: 200 });
});

test.each([
  ["short", "password-too-short"],
  ["Password123456", "password-common"],
  ["123456789012", "password-common"],
  ["ringback!!!!", "password-common"],
  ["aaaaaaaaaaaaaaaa", "password-common"],
  ["ann-longname@example.com", "password-personal"],
  ["x".repeat(201), "password-too-long"],
])("the password %s is refused as %s", async (password, code) => {
  await using http = await createTestHttp();
  const answer = await new Visitor(http).signUp("ann-longname@example.com", password);
  expect(answer).toMatchObject({ status: 400, body: { code } });
  expect((await new Visitor(http).call("installation")).body.needsFirstOwner).toBe(true);
});

test("guessing a password is slowed down for that e-mail, not for others", async () => {
  await using http = await createTestHttp();
  await firstOwner(http);
  const guesser = new Visitor(http);
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 7; attempt += 1)
    statuses.push((await guesser.signIn("ann@example.com", `guess number ${attempt}`)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  const limited = await guesser.signIn("Ann@Example.com");
  expect(limited).toMatchObject({ status: 429, body: { code: "too-many-requests" } });
  expect(Number(limited.headers["retry-after"])).toBeGreaterThan(0);
  expect((await guesser.signIn("bob@example.com")).status).toBe(401);
});

test("guessing is slowed down however the address is written", async () => {
  await using http = await createTestHttp();
  await firstOwner(http);
  const guesser = new Visitor(http);
  const statuses: number[] = [];
  for (const path of ["/api", "/%61pi", "/a%70i", "/api", "/%61pi", "/ap%69"]) {
    const body = { email: "ann@example.com", password: "a guess of twelve" };
    statuses.push((await guesser.send("POST", `${path}/auth/sign-in/email`, body)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
});

test("signing out ends the session, also for a copy of its cookie", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const { cookie } = ann;
  expect((await ann.send("POST", "/api/auth/sign-out", {})).status).toBe(200);
  const stolen = await new Visitor(http).send("GET", "/api/v1/me", undefined, { headers: { cookie } });
  expect(stolen).toMatchObject({ status: 401, body: { code: "sign-in-required" } });
});

test("a changed password works and the old one does not", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  const change = (newPassword: string) =>
    ann.send("POST", "/api/auth/change-password", {
      currentPassword: goodPassword,
      newPassword,
      revokeOtherSessions: true,
    });
  expect(await change("password1234")).toMatchObject({ status: 400, body: { code: "password-common" } });
  expect((await change("eleven loud cormorants")).status).toBe(200);
  expect((await new Visitor(http).signIn("ann@example.com")).status).toBe(401);
  expect((await new Visitor(http).signIn("ann@example.com", "eleven loud cormorants")).status).toBe(200);
});

test.each([
  "api-key/create",
  "api-key/update",
  "api-key/list",
  "api-key/delete",
  "update-user",
  "delete-user",
  "get-session",
])("the library's door %s stays shut", async (door) => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  for (const method of ["GET", "POST"])
    expect((await ann.send(method, `/api/auth/${door}`, method === "POST" ? {} : undefined)).status).toBe(404);
});

test("a foreign page cannot sign a browser in", async () => {
  await using http = await createTestHttp();
  await firstOwner(http);
  const answer = await new Visitor(http).send(
    "POST",
    "/api/auth/sign-in/email",
    { email: "ann@example.com", password: goodPassword },
    { headers: { origin: "https://evil.example" } },
  );
  expect(answer).toMatchObject({ status: 403, body: { code: "foreign-origin" } });
});

test("under https the cookie is bound to the host and secure", async () => {
  await using http = await createTestHttp({ publicUrl: "https://ringback.example" });
  const answer = await new Visitor(http).send(
    "POST",
    "/api/auth/sign-up/email",
    { name: "Ann", email: "ann@example.com", password: goodPassword },
    { headers: { origin: "https://ringback.example" } },
  );
  expect(answer.headers["set-cookie"]).toMatch(/^__Host-ringback_session=.*Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test("a sign-in stands in the audit trail", async () => {
  await using http = await createTestHttp();
  const ann = await firstOwner(http);
  await new Visitor(http).signIn("ann@example.com");
  const { rows } = await http.context.db.pool.query(
    "select action from ringback.audit_event where account_id = $1 order by at, id",
    [ann.account],
  );
  expect(rows.map(({ action }) => action)).toEqual(["account-created", "signed-in"]);
});
