import { Popover, UnstyledButton } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { useState } from "react";
import styles from "./measure.module.css";

/** What a figure means, as the answer of the API says it. */
export interface Definition {
  readonly id: string;
  readonly title: string;
  readonly counts: string;
  readonly leavesOut: string;
}

/** A mouse that passes over a page of figures opens none of them. */
const restMs = 300;

/** The name of a figure; resting on it or a tap on it tells what counts and what is left out. */
export function DefinitionTip({ definition, label }: { readonly definition: Definition; readonly label?: string }) {
  // Open while the mouse rests on it, and for good after a tap.
  const [isPinned, setIsPinned] = useState(false);
  const [isHovered, setIsHovered] = useState(false);
  const rest = useTimeout(() => setIsHovered(true), restMs);
  const leave = () => {
    rest.clear();
    setIsHovered(false);
  };
  return (
    <Popover
      opened={isPinned || isHovered}
      onChange={(opened) => {
        if (opened) return;
        setIsPinned(false);
        setIsHovered(false);
      }}
      width={300}
      position="bottom-start"
      shadow="md"
      withArrow={false}
    >
      <Popover.Target>
        <UnstyledButton
          className={styles.term}
          onKeyDown={({ key }) => {
            if (key !== "Escape") return;
            leave();
            setIsPinned(false);
          }}
          onClick={() => {
            leave();
            setIsPinned(!isPinned);
          }}
          onPointerEnter={({ pointerType }) => pointerType === "mouse" && rest.start()}
          onPointerLeave={leave}
        >
          {label ?? definition.title}
          <span className="visually-hidden">: what is this?</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.definition}>
        <p className={styles.definitionTitle}>{definition.title}</p>
        <p>{definition.counts}</p>
        <p>
          <strong>Left out:</strong> {definition.leavesOut}
        </p>
        <p className={styles.definitionId}>{definition.id}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
