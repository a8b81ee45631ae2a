import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

interface IconButtonProps {
  /** What it does, in words: the tooltip and the name for screen readers. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly size?: "small" | "normal" | "large";
  readonly filled?: boolean;
}

const sizes = { small: 28, normal: 36, large: 44 } as const;

/** A button with only an icon; it does not compile without its words. */
export function IconButton({ label, icon, onClick, pressed, size = "normal", filled = false }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        variant={filled ? "filled" : "subtle"}
        {...(filled ? {} : { color: "var(--soft)" })}
        size={sizes[size]}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
