import type { Dialect } from "./dialect.ts";
import { twilioSignature } from "./signature.ts";

/** Fields that SignalWire's documents do not have. */
const unknownFields = new Set(["DialBridged", "CallToken", "StirVerstat", "Caller", "Called", "OptOutType"]);

/** SignalWire's compatibility API (docs/rules.md T4.1, T4.2), after its documentation. */
export const signalWireDialect: Dialect = {
  name: "signalwire",
  restRoot: "/api/laml/2010-04-01",
  id: (id) => id.replace(/^[A-Z]{2}(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  signingKey: ({ signingKey, authToken }) => signingKey ?? authToken,
  sign: (key, { url, fields }) => ({ "x-signalwire-signature": twilioSignature(key, url, fields) }),
  fields: (_kind, fields) =>
    fields.filter(([name]) => !unknownFields.has(name) && !/^(From|To)(City|State|Zip|Country)$/.test(name)),
  call: (resource) => ({
    ...resource,
    direction: resource.direction === "inbound" ? "inbound" : "outbound",
    duration: Number(resource.duration ?? 0),
    forwarded_from: null,
    caller_name: null,
  }),
  managesOptOuts: false,
};
