import { IconBell, IconBellOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type PushState, pushState, subscribePush, unsubscribePush } from "#api/push.ts";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import styles from "./phone-push.module.css";

const stateKey = ["device", "push"] as const;

/** A finger is what a phone is pointed at with; a narrow window on a desk is still a computer. */
const tellMe = matchMedia("(pointer: coarse)").matches ? "Tell me on this phone" : "Tell me on this computer";

const words: { readonly [State in PushState]: { readonly title: string; readonly advice: string } } = {
  on: {
    title: "This device tells you",
    advice: "Callbacks that are yours, alarms and replies, also with the app closed.",
  },
  off: {
    title: tellMe,
    advice: "A message when a callback becomes yours, an alarm rises or a caller replies, also with the app closed.",
  },
  blocked: {
    title: "Messages are blocked on this device",
    advice:
      "Your browser was told no. Tap the sign beside the address (in an installed app: the system's settings for Ringback), choose Notifications, allow them, and come back.",
  },
  "needs-home-screen": {
    title: "First put Ringback on the home screen",
    advice:
      "An iPhone tells you only from apps on its home screen: tap Share, “Add to Home Screen”, open Ringback there, and tap here again.",
  },
  "needs-https": {
    title: "Not possible at this address",
    advice: "Browsers allow messages only under https. Whoever runs Ringback here can set it up.",
  },
  unsupported: {
    title: "Not possible in this browser",
    advice: "It cannot receive messages, or this is a private window. Texts and e-mails reach you all the same.",
  },
  "server-cannot": {
    title: "Ringback cannot push here",
    advice: "The server has no key for it. Texts and e-mails reach you all the same.",
  },
};

/** Whether this device tells its person, the button that asks for it, and what to do where it cannot. */
export function PhonePush() {
  const client = useQueryClient();
  const { data: state } = useQuery({ queryKey: stateKey, queryFn: pushState, staleTime: 0 });
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (state === undefined) return null;
  const change = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      const answered = await act();
      if (answered === "server-cannot") return client.setQueryData(stateKey, answered);
      await client.invalidateQueries({ queryKey: stateKey });
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === "myNotices" });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const { title, advice } = words[state];
  return (
    <section className={styles.box} aria-label="Messages on this device">
      {state === "on" ? <IconBell size={22} aria-hidden="true" /> : <IconBellOff size={22} aria-hidden="true" />}
      <div className={styles.words}>
        <strong>{title}</strong>
        <p>{advice}</p>
        <ProblemNote error={error} />
        {state === "off" && (
          <Button tone="primary" size="large" busy={isBusy} onClick={() => void change(subscribePush)}>
            {tellMe}
          </Button>
        )}
        {state === "on" && (
          <Button busy={isBusy} onClick={() => void change(unsubscribePush)}>
            Not on this device any more
          </Button>
        )}
      </div>
    </section>
  );
}
