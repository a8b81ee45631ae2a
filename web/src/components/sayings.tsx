import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Where notifications appear. */
export function Sayings() {
  return <Notifications position="bottom-center" limit={3} />;
}
