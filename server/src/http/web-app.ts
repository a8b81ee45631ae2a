import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { answerNotFound } from "./errors.ts";

const missing = "<!doctype html><title>Ringback</title><p>The web app is not built yet. Run: npm start";

/**
 * Serves the built web app; every address that is not the API's, a webhook's or a file's is one of its screens.
 * @param folder web/dist, absolute.
 */
export async function installWebApp(server: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(`${folder}/index.html`);
  if (built) {
    await server.register(fastifyStatic, {
      root: folder,
      index: false,
      wildcard: false,
      setHeaders: (reply, path) => {
        // Vite puts the content's hash into names below assets/; all else may change with a release.
        const hashed = path.startsWith(`${folder}/assets/`);
        reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    const isScreen = request.method === "GET" || request.method === "HEAD";
    if (!isScreen || /^\/(api|hooks|assets)(\/|$)/.test(path) || /\.\w+$/.test(path))
      return answerNotFound(request, reply);
    reply.header("cache-control", "no-cache");
    return built
      ? reply.sendFile("index.html", { cacheControl: false })
      : reply.type("text/html; charset=utf-8").send(missing);
  });
}
