/** A small HTTP client with a cookie, as a browser or a script has. */
export class Client {
  readonly #base: string;
  #cookie = "";

  constructor(base: string) {
    this.#base = base;
  }

  /** Sends JSON and answers JSON. @throws Error for anything but 2xx. */
  async send<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        origin: this.#base,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    if (cookies.length > 0) this.#cookie = cookies.join("; ");
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as Answer;
  }
}
