import type { Handlers } from "#http/mount.ts";
import type { ApiParts } from "./api-parts.ts";
import { installationHandlers } from "./installation.ts";

/** All handlers of the API: one file a resource, one line here. */
export function createHandlers(parts: ApiParts): Partial<Handlers> {
  return {
    ...installationHandlers(parts),
  };
}
