import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./bottom-sheet.module.css";
import { usePhone } from "./use-phone.ts";

interface BottomSheetProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A dialog that on a phone comes up from below, where the thumb is, and stands in the middle of a larger screen. */
export function BottomSheet({ title, children, onClose }: BottomSheetProps) {
  const isPhone = usePhone();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered={!isPhone}
      closeButtonProps={{ "aria-label": "Close this dialog", ...(isPhone ? { size: 44 } : {}) }}
      {...(isPhone
        ? {
            transitionProps: { transition: "slide-up" as const },
            classNames: {
              inner: styles.inner ?? "",
              content: styles.content ?? "",
              header: styles.header ?? "",
              body: styles.body ?? "",
            },
          }
        : {})}
    >
      {children}
    </Modal>
  );
}
