import type { Answer } from "./http-io.ts";
import type { OwnNumber } from "./state.ts";
import { telnyxError } from "./telnyx-errors.ts";
import { pageAnswer, type TelnyxCall, type TelnyxRoute } from "./telnyx-route.ts";

/** Numbers, and the applications and profiles they belong to (docs/rules.md T4.6). */
export const numberRoutes: readonly TelnyxRoute[] = [
  {
    method: "GET",
    pattern: /^\/phone_numbers$/,
    answer: (call) => {
      const digits = call.query.get("filter[phone_number]") ?? "";
      // "Non-numerical characters will result in no values being returned", and parts match too.
      const found = /\D/.test(digits) ? [] : ownNumbers(call).filter(({ phoneNumber }) => phoneNumber.includes(digits));
      return pageAnswer(
        call,
        found.map((number) => shownNumber(call, number)),
      );
    },
  },
  {
    method: "GET",
    pattern: /^\/phone_numbers\/(?<id>[^/]+)$/,
    answer: (call) => dataOf(findNumber(call), (number) => shownNumber(call, number)),
  },
  {
    method: "PATCH",
    pattern: /^\/phone_numbers\/(?<id>[^/]+)$/,
    answer: (call) => {
      const number = findNumber(call);
      if (number === undefined) return notFound();
      const connection = call.json.connection_id;
      if (typeof connection === "string") call.books.connectionOf.set(number.phoneNumber, connection);
      call.books.apply(call.core);
      return dataOf(number, () => shownNumber(call, number));
    },
  },
  {
    method: "GET",
    pattern: /^\/texml_applications\/(?<id>[^/]+)$/,
    answer: ({ books, parts }) => dataOf(books.applications.get(parts.id ?? ""), (application) => ({ ...application })),
  },
  {
    method: "PATCH",
    pattern: /^\/texml_applications\/(?<id>[^/]+)$/,
    answer: (call) => {
      if (typeof call.json.friendly_name !== "string" || typeof call.json.voice_url !== "string")
        return telnyxError(422, "10004", "Missing required parameter", "friendly_name and voice_url");
      return change(call, call.books.applications.get(call.parts.id ?? ""));
    },
  },
  {
    method: "GET",
    pattern: /^\/messaging_profiles$/,
    answer: (call) => pageAnswer(call, [...call.books.profiles.values()]),
  },
  {
    method: "GET",
    pattern: /^\/messaging_profiles\/(?<id>[^/]+)$/,
    answer: ({ books, parts }) => dataOf(books.profiles.get(parts.id ?? ""), (profile) => ({ ...profile })),
  },
  {
    method: "PATCH",
    pattern: /^\/messaging_profiles\/(?<id>[^/]+)$/,
    answer: (call) => change(call, call.books.profiles.get(call.parts.id ?? "")),
  },
  {
    method: "GET",
    pattern: /^\/messaging_profiles\/(?<id>[^/]+)\/phone_numbers$/,
    answer: (call) =>
      pageAnswer(
        call,
        ownNumbers(call).filter(({ phoneNumber }) => call.books.profileOf.get(phoneNumber) === call.parts.id),
      ),
  },
];

/** Takes over what is known of the thing and leaves the rest. */
function change(call: TelnyxCall, thing: object | undefined): Answer {
  if (thing === undefined) return notFound();
  const known = Object.entries(call.json).filter(([name]) => name in thing && name !== "id");
  Object.assign(thing, Object.fromEntries(known));
  call.books.apply(call.core);
  return { status: 200, body: { data: { ...thing } } };
}

function ownNumbers({ core, account }: TelnyxCall): OwnNumber[] {
  return [...core.numbers.values()].filter(({ accountSid }) => accountSid === account.sid);
}

function findNumber(call: TelnyxCall): OwnNumber | undefined {
  return ownNumbers(call).find(({ sid }) => sid === call.parts.id);
}

function shownNumber({ books }: TelnyxCall, number: OwnNumber): Record<string, unknown> {
  return {
    id: number.sid,
    record_type: "phone_number",
    phone_number: number.phoneNumber,
    status: "active",
    phone_number_type: "local",
    connection_id: books.connectionOf.get(number.phoneNumber) ?? null,
    messaging_profile_id: books.profileOf.get(number.phoneNumber) ?? null,
    customer_reference: number.friendlyName,
    created_at: number.dateCreated.toString(),
    updated_at: number.dateUpdated.toString(),
  };
}

function dataOf<Thing>(thing: Thing | undefined, show: (thing: Thing) => object): Answer {
  return thing === undefined ? notFound() : { status: 200, body: { data: show(thing) } };
}

function notFound(): Answer {
  return telnyxError(404, "10005", "Resource not found");
}
