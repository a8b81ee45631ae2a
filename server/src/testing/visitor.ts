import type { RequestOf } from "@ringback/contract/route.ts";
import { type RouteName, type Routes, routes } from "@ringback/contract/routes.ts";
import { type TestHttp, testPublicUrl } from "./http.ts";

/** An answer of the API: its status and body, parsed when it is JSON. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly account?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser without a screen: keeps its cookie and says where its requests come from. */
export class Visitor {
  readonly #http: TestHttp;
  /** Each visitor comes from an address of its own, so that limits by address do not bind strangers together. */
  readonly #address = nextAddress();
  #cookie = "";
  account: string | null = null;

  constructor(http: TestHttp) {
    this.#http = http;
  }

  /** Calls a route of the contract by its name. */
  async call<Name extends RouteName>(
    name: Name,
    parts?: Partial<RequestOf<Routes[Name]>>,
    options: CallOptions = {},
  ): Promise<Answer> {
    const { method, path } = routes[name];
    const {
      params = {},
      query = {},
      body,
    } = (parts ?? {}) as {
      params?: Record<string, string>;
      query?: Record<string, string>;
      body?: object;
    };
    const filled = path.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(params[part] ?? ""));
    const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
    return await this.send(method, `/api/v1${filled}${search.size > 0 ? `?${search}` : ""}`, body, options);
  }

  async send(
    method: string,
    url: string,
    body?: object | string,
    { account, headers }: CallOptions = {},
  ): Promise<Answer> {
    const chosen = account ?? this.account;
    const response = await this.#http.server.inject({
      method: method as "GET",
      url,
      headers: {
        "x-forwarded-for": this.#address,
        ...(method === "GET" ? {} : { origin: testPublicUrl }),
        ...(this.#cookie === "" ? {} : { cookie: this.#cookie }),
        ...(chosen === null ? {} : { "ringback-account": chosen }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const set = response.headers["set-cookie"];
    for (const line of set === undefined ? [] : [set].flat()) {
      const [pair = ""] = line.split(";");
      this.#cookie = /max-age=0/i.test(line) ? "" : pair;
    }
    const isJson = /[/+]json/.test(String(response.headers["content-type"] ?? ""));
    return { status: response.statusCode, body: isJson ? response.json() : response.body, headers: response.headers };
  }

  /** Takes over another visitor's session. */
  adopt(cookie: string): void {
    this.#cookie = cookie;
  }

  get cookie(): string {
    return this.#cookie;
  }

  async signUp(email: string, password = goodPassword, name = email.split("@")[0] ?? ""): Promise<Answer> {
    return await this.send("POST", "/api/auth/sign-up/email", { name, email, password });
  }

  async signIn(email: string, password = goodPassword): Promise<Answer> {
    return await this.send("POST", "/api/auth/sign-in/email", { email, password });
  }

  /** Creates a business, and chooses it. */
  async openBusiness(name = "Ace Plumbing"): Promise<string> {
    const { body } = await this.call("createAccount", {
      body: { name, timeZone: "America/Chicago", trade: "home_services" },
    });
    this.account = body.id;
    return body.id;
  }
}

let visitors = 0;
function nextAddress(): string {
  visitors += 1;
  return `10.0.${(visitors >> 8) & 255}.${visitors & 255}`;
}

export const goodPassword = "seventeen quiet herons";

/** The first owner, signed in, with a business. */
export async function firstOwner(http: TestHttp, email = "ann@example.com"): Promise<Visitor> {
  const visitor = new Visitor(http);
  await visitor.signUp(email);
  await visitor.openBusiness();
  return visitor;
}

/** Somebody with a sign-in of their own and, if `role` is given, a place in the owner's business. */
export async function someone(
  http: TestHttp,
  email: string,
  owner?: Visitor,
  role?: "owner" | "coordinator" | "agent" | "viewer",
): Promise<Visitor> {
  const visitor = new Visitor(http);
  await http.auth.createSignIn({ name: email.split("@")[0] ?? "", email, password: goodPassword });
  await visitor.signIn(email);
  if (owner === undefined || role === undefined) return visitor;
  const added = await owner.call("addMember", { body: { name: email, email, phone: null, role } });
  const invited = await owner.call("inviteMember", { params: { id: added.body.id } });
  const token = String(invited.body.link).split("/").at(-1) ?? "";
  await visitor.call("acceptInvitation", { params: { token }, body: {} });
  visitor.account = owner.account;
  return visitor;
}
