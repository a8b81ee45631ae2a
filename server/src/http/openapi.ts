import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

/** The OpenAPI document at `/api/openapi.json`, made from the contract, and its readable form at `/api/docs`. */
export async function installOpenApi(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Ringback",
        version,
        description: "Detect, acknowledge, classify, route and recover every missed call.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          cookie: {
            type: "apiKey",
            in: "cookie",
            name: "ringback_session",
            description: "A person's session; with it the header ringback-account chooses the business.",
          },
          key: { type: "http", scheme: "bearer", description: "An API key of one business and role." },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  await server.register(swaggerUi, {
    routePrefix: "/api/docs",
    staticCSP: false,
    uiConfig: { docExpansion: "none", deepLinking: true },
  });
  server.get("/api/openapi.json", { schema: { hide: true } }, async () => server.swagger());
}
