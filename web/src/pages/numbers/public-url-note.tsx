import { Alert } from "@mantine/core";
import { IconWorldOff } from "@tabler/icons-react";

interface PublicUrlNoteProps {
  readonly url: string;
  readonly reach: "loopback" | "configured";
  /** Whether a real provider is connected, which has to reach us. */
  readonly real: boolean;
}

/** Says when a real provider could not reach this server. */
export function PublicUrlNote({ url, reach, real }: PublicUrlNoteProps) {
  if (reach === "configured" || !real) return null;
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconWorldOff size={18} />}
      title="Your provider cannot reach this server yet"
      mb="md"
    >
      Its address is {url}, which exists only on this machine. Set <code>RINGBACK_PUBLIC_URL</code> to the address the
      internet sees, start again, then install the webhooks.
    </Alert>
  );
}
