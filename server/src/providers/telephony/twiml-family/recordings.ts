import { ProviderError, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { demandFile, fetchFile } from "./fetch-file.ts";
import { pathId, type RestOptions, readAtMost } from "./rest.ts";

const largestRecordingBytes = 20 * 1024 * 1024;

/** The audio of a recording. @throws ProviderError; `retryable` while it may not be there yet or the other side is broken. */
export async function fetchRecording(
  options: RestOptions,
  account: TelephonyAccount,
  recordingId: string,
): Promise<{ readonly contentType: string; readonly audio: Buffer }> {
  return await fetchFile(
    options,
    account,
    { path: `/Recordings/${pathId(recordingId)}`, what: "recording" },
    readAudio,
  );
}

/** The audio of an answer, if it is one. @throws ProviderError */
export async function readAudio(response: Response): Promise<{ contentType: string; audio: Buffer }> {
  await demandFile(response, "recording");
  const audio = await readAtMost(response, largestRecordingBytes);
  const contentType = audioTypeOf(audio);
  if (contentType === null)
    throw new ProviderError("The recording is no audio.", { code: "no-audio", retryable: false });
  return { contentType, audio };
}

/** The type of audio by its first bytes, whatever a header claims; null for anything else. */
function audioTypeOf(bytes: Buffer): string | null {
  const text = (start: number, end: number) => bytes.toString("latin1", start, end);
  if (text(0, 4) === "RIFF" && text(8, 12) === "WAVE") return "audio/wav";
  if (text(0, 4) === "OggS") return "audio/ogg";
  const [first = 0, second = 0] = bytes;
  if (text(0, 3) === "ID3" || (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0))
    return "audio/mpeg";
  return null;
}
