import type { CallbackCase } from "@ringback/contract/callbacks.ts";
import { callerWords } from "#components/phone-words.ts";
import { useDial } from "#components/use-dial.ts";
import { BottomSheet } from "#ui/bottom-sheet.tsx";
import { SheetItem, SheetLink, SheetList } from "#ui/sheet-list.tsx";
import type { ActionName, CaseActions } from "./use-case-actions.ts";

interface MoreSheetProps {
  readonly story: CallbackCase;
  readonly actions: CaseActions;
  readonly onClose: () => void;
}

const more: readonly { readonly name: ActionName; readonly words: string }[] = [
  { name: "text", words: "Text" },
  { name: "claim", words: "Claim" },
  { name: "release", words: "Release" },
  { name: "snooze", words: "Snooze" },
  { name: "unsnooze", words: "Bring back now" },
  { name: "reassign", words: "Reassign" },
  { name: "record-attempt", words: "Record an attempt" },
];

/** What else can be done with a case, in a thumb's reach. */
export function MoreSheet({ story, actions, onClose }: MoreSheetProps) {
  const dial = useDial(story);
  const act = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <BottomSheet title={callerWords(story)} onClose={onClose}>
      <SheetList>
        {more
          .filter(({ name }) => actions.of(name).refusal === null)
          .map(({ name, words }) => (
            <SheetItem key={name} words={words} onClick={act(actions.of(name).run)} />
          ))}
        {dial !== null && (
          <SheetLink
            href={dial.href}
            words={`Dial ${callerWords(story)} with this phone`}
            onClick={act(dial.onClick)}
          />
        )}
      </SheetList>
    </BottomSheet>
  );
}
