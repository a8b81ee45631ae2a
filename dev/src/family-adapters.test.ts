// The adapters of the TwiML family and the fake phone network, one against the other, over real HTTP.
import { describe, expect, test } from "vitest";
import { business, caller, desk, staff, type Vendor, vendors } from "./adapter-desk.ts";

describe.each(Object.keys(vendors) as Vendor[])("%s", (vendor) => {
  const { provider } = vendors[vendor];
  /** What this vendor says of two phones that were, or were not, connected. */
  const said = (bridged: boolean) => (provider.abilities.bridgedFlag ? bridged : null);

  test("a call nobody answers becomes a voicemail, whose audio and words arrive", async () => {
    await using at = await desk(vendor);
    const call = at.network.placeCall({
      from: caller,
      to: business,
      stirVerstat: "TN-Validation-Passed-A",
      script: [{ say: "Hi, this is Dana, my boiler is leaking" }, { hangUp: true }],
    });
    await at.network.clock.advance(120);
    const told = at.told();
    expect(told[0]).toBe("arrived");
    expect(told.filter((word) => word === "leg-no-answer")).toHaveLength(2);
    for (const word of ["dial-ended", "voicemail-left", "recording-ready", "transcript-ready", "ended"]) {
      expect(told.filter((other) => other === word)).toEqual([word]);
    }
    expect(new Set(at.notices.map(({ key }) => key)).size).toBe(at.notices.length);
    const dial = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "dial-ended");
    expect(dial).toMatchObject({
      callId: call.sid,
      event: { status: "no-answer", bridged: said(false) },
      arrival: { from: caller },
    });
    // 20 seconds of ringing, some of which the vendor adds to what it is told.
    const rang = call.transcript
      .find(({ kind }) => kind === "say")
      ?.at.since(call.transcript[0]?.at ?? at.network.clock.now());
    expect(Math.round(rang?.total("seconds") ?? 0)).toBe(vendor === "twilio" ? 20 : 25);
    const recording = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "recording-ready");
    if (recording?.kind !== "call" || recording.event.kind !== "recording-ready") throw new Error("no recording");
    const { contentType, audio } = await provider.fetchRecording(at.account, recording.event.recordingId);
    expect(contentType).toMatch(/^audio\//);
    expect(audio.length).toBeGreaterThan(1_000);
    expect(
      at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "transcript-ready"),
    ).toMatchObject({
      event: { text: expect.stringContaining("boiler"), recordingId: recording.event.recordingId },
    });
    const log = await provider.fetchCall(at.account, call.sid);
    expect(log?.map(({ kind }) => kind)).toEqual([
      "arrived",
      "leg-progress",
      "leg-progress",
      "leg-progress",
      "leg-progress",
      "dial-ended",
      "voicemail-left",
      "recording-ready",
      "ended",
    ]);
    expect(await provider.fetchCall(at.account, `CA${"0".repeat(32)}`)).toBeNull();
  });

  test("a person who presses 1 is connected", async () => {
    await using at = await desk(vendor);
    at.network.phone(staff, { kind: "answers", afterSeconds: 4, presses: "1", talksForSeconds: 30 });
    const call = at.network.placeCall({ from: caller, to: business });
    await at.network.clock.advance(90);
    const accepted = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "leg-accepted");
    expect(accepted).toMatchObject({ callId: call.sid, event: { memberId: "m-1" } });
    const dial = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "dial-ended");
    expect(dial).toMatchObject({
      event: { status: "completed", bridged: said(true), talkSeconds: expect.any(Number) },
    });
    expect(call.transcript.map(({ kind }) => kind)).toContain("bridged");
  });

  test("a mobile's own voicemail is no person", async () => {
    await using at = await desk(vendor);
    at.network.phone(staff, { kind: "voicemail", afterSeconds: 5 });
    at.network.placeCall({
      from: caller,
      to: business,
      script: [{ say: "Please call me back soon" }, { hangUp: true }],
    });
    await at.network.clock.advance(180);
    expect(at.told()).toContain("screening-asked");
    expect(at.told()).not.toContain("leg-accepted");
    const dial = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "dial-ended");
    expect(dial).toMatchObject({ event: { bridged: said(false) } });
    expect(at.told()).toContain("voicemail-left");
  });

  test("a person who presses another key is not connected", async () => {
    await using at = await desk(vendor);
    at.network.phone(staff, { kind: "answers", afterSeconds: 2, presses: "5" });
    at.network.placeCall({
      from: caller,
      to: business,
      script: [{ say: "Please call me back soon" }, { hangUp: true }],
    });
    await at.network.clock.advance(180);
    expect(at.told()).toContain("screening-declined");
    expect(at.told()).not.toContain("leg-accepted");
  });

  test("when our voice URL is broken, the fallback takes the voicemail and says so", async () => {
    await using at = await desk(vendor);
    at.break("/voice");
    const call = at.network.placeCall({
      from: caller,
      to: business,
      script: [{ say: "Is anybody there at all" }, { hangUp: true }],
    });
    await at.network.clock.advance(120);
    const failed = at.notices.find((notice) => notice.kind === "call" && notice.event.kind === "system-failed");
    expect(failed).toMatchObject({
      callId: call.sid,
      event: { code: "11200" },
      arrival: { from: caller, to: business },
    });
    expect(at.told()).toContain("voicemail-left");
  });

  test("a call back rings the staff member, then the caller, and is never an inbound call", async () => {
    await using at = await desk(vendor);
    at.network.phone(staff, { kind: "answers", afterSeconds: 3, presses: "1" });
    at.network.phone(caller, { kind: "answers", afterSeconds: 3, talksForSeconds: 20 });
    const call = { staffPhone: staff, caller, from: business, whisper: "Dana", attemptId: "at-1" };
    const { callId } = await provider.startCall(at.account, call);
    await at.network.clock.advance(120);
    expect(at.notices.every((notice) => notice.kind.startsWith("attempt-"))).toBe(true);
    expect(at.told()).toEqual(expect.arrayContaining(["attempt-asked", "attempt-accepted"]));
    const ofCaller = at.notices.filter((notice) => notice.kind === "attempt-progress" && notice.leg === "caller");
    expect(ofCaller).toEqual(
      expect.arrayContaining([expect.objectContaining({ status: "completed", bridged: said(true), callId })]),
    );
    const ofStaff = at.notices.filter((notice) => notice.kind === "attempt-progress" && notice.leg === "staff");
    expect(ofStaff.at(-1)).toMatchObject({ status: "completed", callId });
    const child = at.network.call(callId)?.children[0];
    expect(child?.facts).toMatchObject({ from: business, to: caller });
  });

  test("a staff mailbox never gets a caller connected to it", async () => {
    await using at = await desk(vendor);
    at.network.phone(staff, { kind: "voicemail", afterSeconds: 3 });
    const call = { staffPhone: staff, caller, from: business, whisper: "Dana", attemptId: "at-2" };
    const { callId } = await provider.startCall(at.account, call);
    await at.network.clock.advance(120);
    expect(at.told()).not.toContain("attempt-accepted");
    expect(at.network.call(callId)?.children).toEqual([]);
  });

  test("a text is delivered, found again and reported; refusals have a meaning", async () => {
    await using at = await desk(vendor);
    const since = at.network.clock.now();
    const text = { from: business, to: caller, body: "Sorry we missed you – Joe & Sons", validitySeconds: 900 };
    const sent = await provider.sendMessage(at.account, text);
    if (sent.outcome !== "accepted") throw new Error(sent.outcome);
    expect(await provider.findSentMessage(at.account, { ...text, since })).toMatchObject({ messageId: sent.messageId });
    expect(await provider.findSentMessage(at.account, { ...text, body: "another", since })).toBeNull();
    const except = new Set([sent.messageId]);
    expect(await provider.findSentMessage(at.account, { ...text, since, except })).toBeNull();
    await at.network.clock.advance(60);
    expect(at.notices).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "message-status", messageId: sent.messageId, state: "delivered" }),
      ]),
    );
    at.network.phone("+15551230009", undefined, "landline");
    const toLandline = await provider.sendMessage(at.account, { ...text, to: "+15551230009" });
    await at.network.clock.advance(60);
    expect(at.notices.at(-1)).toMatchObject({ kind: "message-status", state: "undelivered", errorCode: "30006" });
    expect(toLandline).toMatchObject({ outcome: "accepted" });
    at.network.phone("+15551230008", undefined, "opted-out");
    expect(await provider.sendMessage(at.account, { ...text, to: "+15551230008" })).toMatchObject({
      means: "opted-out",
    });
    at.network.phone("+15551230007", undefined, "not-mobile");
    expect(await provider.sendMessage(at.account, { ...text, to: "+15551230007" })).toMatchObject({
      means: "not-sms-capable",
    });
  });

  if (vendor === "twilio")
    test("texts go through the messaging service of the campaign, from the number the caller dialed", async () => {
      await using at = await desk(vendor);
      const { sid } = at.network.addMessagingService(at.customer, { numbers: [business, "+15559870001"] });
      const account = { ...at.account, settings: { messagingServiceSid: sid } };
      const text = { from: business, to: caller, body: "Sorry we missed you", validitySeconds: 900 };
      const since = at.network.clock.now();
      const sent = await provider.sendMessage(account, text);
      expect(sent).toMatchObject({ outcome: "accepted", state: "sent" });
      expect(at.network.messages).toMatchObject([{ from: business, messagingServiceSid: sid }]);
      expect(await provider.findSentMessage(account, { ...text, since })).toMatchObject({ state: "sent" });
      const outside = { ...text, from: "+15559879999" };
      expect(await provider.sendMessage(account, outside)).toMatchObject({
        outcome: "refused",
        means: "configuration",
      });
    });

  test("a text that comes in is understood", async () => {
    await using at = await desk(vendor);
    at.network.sendText({ from: caller, to: business, body: "Yes please & thank you 😀" });
    await at.network.clock.advance(5);
    expect(at.notices).toMatchObject([
      {
        kind: "message-received",
        from: caller,
        to: business,
        body: "Yes please & thank you 😀",
        providerReplies: provider.abilities.repliesToStop,
      },
    ]);
  });

  test("webhooks are installed and put back", async () => {
    await using at = await desk(vendor);
    expect(at.installed.before).toMatchObject({ SmsUrl: "https://before.example/sms", VoiceUrl: "" });
    expect(await provider.findNumber(at.account, business)).toMatchObject({ webhooks: "installed", warnings: [] });
    await provider.restoreSettings(at.account, at.number.providerNumberId, at.installed.before);
    expect(await provider.findNumber(at.account, business)).toMatchObject({ settings: at.installed.before });
    expect(await provider.checkCredentials(at.account)).toMatchObject({ ok: true });
    expect(await provider.checkCredentials({ ...at.account, secret: "wrong" })).toMatchObject({ ok: false });
  });

  test("all its numbers are listed, page by page", async () => {
    await using at = await desk(vendor);
    for (let n = 0; n < 130; n += 1) at.network.addNumber(at.customer, `+1555987${1000 + n}`);
    const small: typeof fetch = (url, init) => fetch(String(url).replace(/PageSize=\d+/, "PageSize=50"), init);
    const found = await vendors[vendor].create({ fetch: small }).listNumbers(at.account);
    expect(new Set(found.map(({ number }) => number)).size).toBe(131);
    expect(found.filter(({ webhooks }) => webhooks === "installed").map(({ number }) => number)).toEqual([business]);
  });
});
