// Signing in: who a person is. What a person may do in which business is decided elsewhere (core/people, http/access.ts).
// The library's tables stand in the schema `auth` of the same database, reached through a small pool of its own.
import { apiKey } from "@better-auth/api-key";
import type { Role } from "@ringback/core/people/may.ts";
import { APIError, betterAuth } from "better-auth";
import pg from "pg";
import type { Log } from "#log.ts";
import { type AccountKey, type CheckedKey, checkKey, createKey, deleteKey, listKeys } from "./api-keys.ts";
import { claimFirstOwner, hasUsers } from "./first-owner.ts";
import { hashPassword, verifyPassword } from "./password-hash.ts";
import { type PasswordRefusal, passwordRefusal, passwordWords } from "./password-rules.ts";

/** A person who is signed in. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

export type CreateSignInRefusal = PasswordRefusal | "email-taken";

/** Everything the rest of the server asks of signing in. */
export interface Auth {
  /** Answers a request below `/api/auth/`. Errors are answers too. */
  handle(request: Request): Promise<Response>;
  /** The person whose session cookie this is. */
  findPerson(headers: Headers): Promise<Person | null>;
  /** False until the first person has a sign-in. */
  hasUsers(): Promise<boolean>;
  /** Creates a sign-in past the rule that only the first owner may sign up: for accepted invitations and the demo. */
  createSignIn(person: {
    name: string;
    email: string;
    password: string;
  }): Promise<{ ok: true; userId: string } | { ok: false; refusal: CreateSignInRefusal }>;
  /** The person with this e-mail and password, or null. Takes as long for an unknown e-mail as for a wrong password. */
  checkPassword(email: string, password: string): Promise<Person | null>;
  /** The account, role and member behind an API key that is not revoked. */
  checkKey(key: string): Promise<CheckedKey | null>;
  /** Creates a key of an account; the key itself is answered here and never again. */
  createKey(key: {
    accountId: string;
    role: Role;
    memberId: string;
    userId: string;
    name: string;
  }): Promise<{ id: string; key: string }>;
  listKeys(accountId: string): Promise<AccountKey[]>;
  /** False when the account has no such key. */
  deleteKey(accountId: string, id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** What `createAuth` is given. */
export interface AuthOptions {
  readonly connectionString: string;
  /** RINGBACK_SECRET or the generated one; at least 32 characters. */
  readonly secret: string;
  /** Where the browser finds us, without trailing slash. https makes cookies secure. */
  readonly publicUrl: string;
  readonly log: Log;
  /** Told after each successful sign-in, for the audit trail. */
  readonly onSignIn?: (userId: string) => Promise<void>;
}

const nameLengthMax = 80;
const minute = 60;
const day = 24 * 60 * minute;

/** Opens signing in on a migrated database. */
export async function createAuth(options: AuthOptions): Promise<Auth> {
  const pool = new pg.Pool({ connectionString: options.connectionString, max: 4, options: "-c search_path=auth" });
  // A connection the database cut is heard by whoever asks next; unheard errors would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  const library = createLibrary(pool, options);
  const context = await library.$context;
  return {
    handle: (request) => library.handler(request),
    findPerson: async (headers) => {
      const found = await library.api.getSession({ headers });
      return found === null ? null : personOf(found.user);
    },
    hasUsers: () => hasUsers(pool),
    createSignIn: async ({ name, email, password }) => {
      const refusal = passwordRefusal(password, { email, name });
      if (refusal !== null) return { ok: false, refusal };
      const known = await context.internalAdapter.findUserByEmail(email.toLowerCase());
      if (known !== null) return { ok: false, refusal: "email-taken" };
      const user = await context.internalAdapter.createUser(
        { name, email: email.toLowerCase(), emailVerified: false },
        { method: "admin" },
      );
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: "credential",
        accountId: user.id,
        password: await hashPassword(password),
      });
      return { ok: true, userId: user.id };
    },
    checkPassword: async (email, password) => {
      const found = await context.internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
      const hash = found?.accounts.find((account) => account.providerId === "credential")?.password;
      const right = await verifyPassword({ hash: hash ?? nobodysHash, password });
      return found !== null && right ? personOf(found.user) : null;
    },
    checkKey: (key) => checkKey(library.api, key),
    createKey: (key) => createKey(library.api, key),
    listKeys: (accountId) => listKeys(pool, accountId),
    deleteKey: (accountId, id) => deleteKey(pool, accountId, id),
    close: () => pool.end(),
  };
}

/** A hash that no password has, so that an unknown e-mail costs the same time. */
const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

function personOf(user: { id: string; name: string; email: string }): Person {
  return { userId: user.id, name: user.name, email: user.email };
}

/** The library with our settings. Exported for the tool that prints its tables. */
export function createLibrary(
  pool: pg.Pool,
  { secret, publicUrl, log, onSignIn }: Omit<AuthOptions, "connectionString">,
) {
  const secure = publicUrl.startsWith("https://");
  // `__Host-` binds the cookie to this very host; browsers refuse the name without https.
  const cookieName = secure ? "__Host-ringback_session" : "ringback_session";
  return betterAuth({
    appName: "Ringback",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    database: pool,
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 1, // our own rule below says more than a length
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: 14 * day, updateAge: day, freshAge: 15 * minute, cookieCache: { enabled: false } },
    // http/sign-in.ts limits by address and e-mail.
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: false, // we give whole names; the library would put its own prefix before them
      defaultCookieAttributes: { secure, sameSite: "lax", httpOnly: true, path: "/" },
      cookies: {
        session_token: { name: cookieName },
        dont_remember: { name: `${cookieName}_short` },
      },
      ipAddress: { disableIpTracking: true },
    },
    // The message only: its further arguments hold e-mails. A wrong key is no failure of ours.
    logger: {
      log: (level, message) => log[/^Failed to validate/.test(message) ? "debug" : level](`sign-in: ${message}`),
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user, context) => {
            // Without a request it is `createSignIn`, which has its own rules.
            if (context?.path === "/sign-up/email" && !(await claimFirstOwner(pool, user.email))) throw signUpClosed();
            return { data: { ...user, name: user.name.trim().slice(0, nameLengthMax) } };
          },
        },
      },
      session: { create: { after: async (session) => void (await onSignIn?.(session.userId)) } },
    },
    hooks: { before: async (context) => await refusePasswords(pool, context) },
    plugins: [
      apiKey({
        defaultPrefix: "rb_",
        enableMetadata: true,
        enableSessionForAPIKeys: false,
        rateLimit: { enabled: false }, // ours counts by person
        startingCharactersConfig: { shouldStore: true, charactersLength: 8 },
        maximumNameLength: 60,
      }),
    ],
  });
}

async function refusePasswords(pool: pg.Pool, context: { path?: string; body?: unknown }): Promise<void> {
  const body: Readonly<Record<string, unknown>> = typeof context.body === "object" ? { ...context.body } : {};
  // Before anything is looked up, so that a closed sign-up tells nothing about who has one.
  if (context.path === "/sign-up/email" && (await hasUsers(pool))) throw signUpClosed();
  const field = context.path === "/sign-up/email" ? "password" : "newPassword";
  if (context.path !== "/sign-up/email" && context.path !== "/change-password") return;
  const refusal = passwordRefusal(String(body[field] ?? ""), {
    email: String(body["email"] ?? ""),
    name: String(body["name"] ?? ""),
  });
  if (refusal !== null) {
    throw new APIError("BAD_REQUEST", {
      code: refusal.toUpperCase().replaceAll("-", "_"),
      message: passwordWords[refusal],
    });
  }
}

function signUpClosed(): APIError {
  return new APIError("FORBIDDEN", {
    code: "SIGN_UP_CLOSED",
    message: "Signing up needs an invitation. Ask the owner of the business for one.",
  });
}
