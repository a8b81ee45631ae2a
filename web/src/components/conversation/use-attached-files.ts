import { filesRefusalWords, mostOutgoingFiles, refuseFiles } from "@ringback/core/conversations/outgoing-files.ts";
import { useEffect, useRef, useState } from "react";
import { removeUpload, type UploadedFile, uploadFile } from "#api/upload-file.ts";
import { shrinkPicture } from "./shrink-picture.ts";

/** One file beside the words that are written. */
export interface AttachedFile {
  readonly key: string;
  /** As the writer calls it. */
  readonly name: string;
  /** To look at before it is sent; null for what is no picture. */
  readonly preview: string | null;
  readonly state: "coming" | "here" | "refused";
  readonly uploaded: UploadedFile | null;
  /** Why it cannot be sent. */
  readonly words: string | null;
}

/** The pictures and files that shall go with a message: they are brought to the server at once, and sent with the words. */
export function useAttachedFiles(channel: "text" | "email", refusal: string | null) {
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const stops = useRef(new Map<string, AbortController>());
  const previews = useRef(new Set<string>());
  // Not sent, they are let go of by the server itself; only what this page holds is freed here.
  useEffect(() => {
    const held = { stops: stops.current, previews: previews.current };
    return () => {
      for (const stop of held.stops.values()) stop.abort();
      for (const preview of held.previews) URL.revokeObjectURL(preview);
    };
  }, []);
  const change = (key: string, to: Partial<AttachedFile>) =>
    setFiles((now) => now.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const bring = async (key: string, file: File) => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    try {
      const uploaded = await uploadFile(await shrinkPicture(file), stop.signal);
      change(key, { state: "here", uploaded });
    } catch (error) {
      if (!stop.signal.aborted) change(key, { state: "refused", words: error instanceof Error ? error.message : "" });
    }
  };
  const add = (given: Iterable<File>) => {
    const list = [...given];
    if (list.length === 0) return;
    if (refusal !== null) return setSaid(refusal);
    const room = mostOutgoingFiles - files.length;
    setSaid(list.length > room ? `${filesRefusalWords["too-many-files"]}.` : null);
    const added = list.slice(0, Math.max(0, room)).map((file) => {
      const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
      if (preview !== null) previews.current.add(preview);
      const key = crypto.randomUUID();
      void bring(key, file);
      return { key, name: file.name, preview, state: "coming", uploaded: null, words: null } as const;
    });
    setFiles((now) => [...now, ...added]);
  };
  const forget = (file: AttachedFile) => {
    stops.current.get(file.key)?.abort();
    if (file.preview !== null) {
      URL.revokeObjectURL(file.preview);
      previews.current.delete(file.preview);
    }
  };
  const remove = (file: AttachedFile) => {
    forget(file);
    if (file.uploaded !== null) void removeUpload(file.uploaded.id);
    setSaid(null);
    setFiles((now) => now.filter(({ key }) => key !== file.key));
  };
  const here = files.flatMap(({ uploaded }) => (uploaded === null ? [] : [uploaded]));
  const unfit = files.length === 0 ? null : (refusal ?? wordsOf(refuseFiles(here, channel)));
  return {
    files,
    ids: here.map(({ id }) => id),
    add,
    remove,
    /** They have gone. */
    clear: () => {
      for (const file of files) forget(file);
      setFiles([]);
      setSaid(null);
    },
    /** What is to be said beside them; null where all is well. */
    words: said ?? unfit,
    /** Why nothing can be sent as they are. */
    refusal: files.some(({ state }) => state === "coming")
      ? "A picture is still on its way."
      : files.some(({ state }) => state === "refused")
        ? "Remove what cannot be sent."
        : unfit,
  };
}
export type AttachedFiles = ReturnType<typeof useAttachedFiles>;

function wordsOf(refusal: ReturnType<typeof refuseFiles>): string | null {
  return refusal === null ? null : `${filesRefusalWords[refusal]}.`;
}
