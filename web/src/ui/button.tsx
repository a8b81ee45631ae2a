import { Button as MantineButton, Tooltip } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { KbdHint } from "./kbd-hint.tsx";

export interface ButtonProps {
  /** The words on it. A button with only an icon is an IconButton. */
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly type?: "button" | "submit";
  readonly tone?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "small" | "normal" | "large";
  readonly icon?: ReactNode;
  /** The key that does the same, shown on it where there is a keyboard. */
  readonly hotkey?: string;
  /** Why it cannot be used now. It stays in the tab order, so that everyone can learn the reason. */
  readonly refusal?: string | null;
  readonly busy?: boolean;
  readonly wide?: boolean;
  /** Makes it a link, e.g. `tel:`; `onClick` runs besides. */
  readonly href?: string | undefined;
}

const looks = {
  primary: { variant: "filled" },
  plain: { variant: "default" },
  quiet: { variant: "subtle" },
  danger: { variant: "filled", color: "red" },
} as const;
const sizes = { small: "compact-sm", normal: "sm", large: "md" } as const;

/** A button. A refused one is shown and can be reached, but does nothing and says why. */
export function Button(props: ButtonProps) {
  const { children, onClick, type = "button", tone = "plain", size = "normal", refusal = null } = props;
  const reasonId = useId();
  const target =
    props.href === undefined || refusal !== null ? { type } : { component: "a" as const, href: props.href };
  const button = (
    <MantineButton
      {...target}
      {...looks[tone]}
      size={sizes[size]}
      leftSection={props.icon}
      rightSection={props.hotkey === undefined ? undefined : <KbdHint>{props.hotkey}</KbdHint>}
      loading={props.busy === true}
      fullWidth={props.wide === true}
      onClick={(event) => {
        event.stopPropagation();
        if (refusal === null) onClick?.();
        else event.preventDefault();
      }}
      {...(refusal === null ? {} : { "data-disabled": true, "aria-disabled": true, "aria-describedby": reasonId })}
    >
      {children}
    </MantineButton>
  );
  if (refusal === null) return button;
  return (
    <>
      <Tooltip label={refusal} events={{ hover: true, focus: true, touch: true }}>
        {button}
      </Tooltip>
      <span id={reasonId} className="visually-hidden">
        {refusal}
      </span>
    </>
  );
}
