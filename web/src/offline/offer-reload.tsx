import { notifications } from "@mantine/notifications";
import { Button } from "#ui/button.tsx";

const id = "new-version";

/** Says that a newer version of the app is there. It comes when the person wants it, never under their hands. */
export function offerReload(reload: () => void): void {
  notifications.show({
    id,
    color: "accent",
    title: "A new version is here",
    autoClose: false,
    message: (
      <div style={{ marginTop: 6 }}>
        <Button size="small" onClick={reload}>
          Reload
        </Button>
      </div>
    ),
  });
}
