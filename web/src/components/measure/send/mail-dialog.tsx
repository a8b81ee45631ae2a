import { Modal, SegmentedControl, Stack } from "@mantine/core";
import type { ReportQuery } from "@ringback/contract/reports.ts";
import { type ReportFormat, type ReportName, reportTitles } from "@ringback/core/measurement/report/report-names.ts";
import { type FormEvent, useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { useAct } from "#api/use-act.ts";
import { sayDone } from "#components/undo.tsx";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { formatChoices } from "./choices.ts";
import { type Recipients, recipientsProblem, typedAddresses } from "./recipients.ts";
import { RecipientsFields } from "./recipients-fields.tsx";

interface MailDialogProps {
  readonly report: ReportName;
  readonly asked: ReportQuery;
  readonly onClose: () => void;
}

/** Mails what is on the screen as a file, once. */
export function MailDialog({ report, asked, onClose }: MailDialogProps) {
  const { memberId } = useAccount();
  const [to, setTo] = useState<Recipients>({ memberIds: [memberId], others: "" });
  const [format, setFormat] = useState<ReportFormat>("pdf");
  const [shown, setShown] = useState(false);
  const problem = recipientsProblem(to);
  const mail = useAct("mailReport", {
    ownErrors: true,
    onDone: ({ mails }) => {
      sayDone(mails === 1 ? "The report is on its way" : `The report is on its way to ${mails} people`);
      onClose();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    if (problem !== null) return;
    const recipients = { memberIds: [...to.memberIds], addresses: typedAddresses(to.others) };
    mail.mutate({ params: { report }, body: { ...recipients, format, query: asked } });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Mail “${reportTitles[report]}”`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form noValidate onSubmit={send}>
        <Stack gap="sm">
          <RecipientsFields value={to} onChange={setTo} problem={shown ? problem : null} />
          <SegmentedControl
            fullWidth
            aria-label="Attached as"
            data={[...formatChoices]}
            value={format}
            onChange={(value) => setFormat(value as ReportFormat)}
          />
          {report === "weekly" && (
            <p style={{ margin: 0, color: "var(--soft)" }}>
              Your team reads names and numbers of callers in it; anybody else gets it without.
            </p>
          )}
          <ProblemNote error={mail.error} />
          <Button type="submit" tone="primary" wide busy={mail.isPending}>
            Mail it
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
