import { useQuery } from "@tanstack/react-query";
import { read } from "#api/queries.ts";
import { useAccount } from "#api/use-account.ts";
import { Card } from "#ui/card.tsx";
import { CopyField } from "#ui/copy-field.tsx";

/** Whether e-mail is part of the threads, and where the mailbox has to hand its mail over. */
export function MailCard() {
  const { role } = useAccount();
  const { data } = useQuery({ ...read("mailSetUp"), enabled: role === "owner" });
  if (role !== "owner" || data === undefined) return null;
  return (
    <Card title="E-mail in conversations">
      {!data.sends || data.repliesTo === null ? (
        <p>
          E-mail is off: {data.sends ? "no mailbox for answers is named" : "no mail server is set up"}. Whoever runs
          this server finds how in the operator's guide, under E-mail in conversations.
        </p>
      ) : (
        <>
          <p>
            E-mails go out with an answer address of {data.repliesTo}. Have that mailbox post each mail it gets, whole,
            to this address. Keep it secret: whoever has it may post mail.
          </p>
          <CopyField label="Address for incoming mail" value={data.hookUrl} />
        </>
      )}
    </Card>
  );
}
