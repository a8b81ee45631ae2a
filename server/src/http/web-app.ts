import { existsSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { answerNotFound } from "./errors.ts";

const missing = "<!doctype html><title>Ringback</title><p>The web app is not built yet. Run: npm start";

/** Files of the build: at its top or among its assets, so no address can climb out of the folder. */
const fileAddress = /^\/(assets\/)?[\w-][\w.-]*\.\w+$/;

/**
 * Serves the built web app; every address that is not the API's, a webhook's or a file's is one of its screens. Files are
 * looked up when they are asked for, so that a build under a running server is found.
 * @param folder web/dist, absolute.
 */
export async function installWebApp(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, { root: folder, serve: false });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    if (request.method !== "GET" && request.method !== "HEAD") return answerNotFound(request, reply);
    if (fileAddress.test(path) && existsSync(`${folder}${path}`)) {
      // Vite puts the content's hash into names below assets/; all else may change with a release.
      const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
      return reply.header("cache-control", caching).sendFile(path, { cacheControl: false });
    }
    if (/^\/(api|hooks|assets)(\/|$)/.test(path) || fileAddress.test(path)) return answerNotFound(request, reply);
    reply.header("cache-control", "no-cache");
    // What a link shows is for whoever was given it.
    if (path.startsWith("/r/")) reply.header("x-robots-tag", "noindex, nofollow");
    return existsSync(`${folder}/index.html`)
      ? reply.sendFile("index.html", { cacheControl: false })
      : reply.type("text/html; charset=utf-8").send(missing);
  });
}
