import { Modal } from "@mantine/core";
import type { Attachment } from "@ringback/contract/conversations.ts";
import { IconDownload, IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import { useAccount } from "#api/use-account.ts";
import { fileSizeWords } from "#components/file-size-words.ts";
import styles from "./conversation.module.css";

interface AttachmentsProps {
  readonly attachments: readonly Attachment[];
  /** How many came; those that are not among `attachments` are to be seen at the phone provider. */
  readonly count: number;
  /** Who sent them, for those who cannot see the picture. */
  readonly by: string;
}

/** Pictures and files of a text: pictures to look at, the rest to save, and why one is not to be had. */
export function Attachments({ attachments, count, by }: AttachmentsProps) {
  const elsewhere = count - attachments.length;
  return (
    <>
      {attachments.map((one) =>
        one.state !== "fetched" ? (
          <p key={one.id} className={styles.file}>
            <IconPaperclip size={16} aria-hidden="true" />
            {one.words}
          </p>
        ) : one.picture ? (
          <Picture key={one.id} attachment={one} by={by} />
        ) : (
          <FileRow key={one.id} attachment={one} />
        ),
      )}
      {elsewhere > 0 && (
        <p className={styles.file}>
          <IconPaperclip size={16} aria-hidden="true" />
          {elsewhere === 1 ? "A picture or file" : `${elsewhere} pictures or files`}, to be seen at the phone provider
        </p>
      )}
    </>
  );
}

function Picture({ attachment, by }: { readonly attachment: Attachment; readonly by: string }) {
  const [large, setLarge] = useState(false);
  const [broken, setBroken] = useState(false);
  const address = useAddress(attachment);
  const title = `${attachment.name.replace(/\.\w+$/, "")} from ${by}`;
  if (broken) return <FileRow attachment={attachment} />;
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        aria-label={`${title}, show it large`}
        onClick={() => setLarge(true)}
      >
        <img src={address} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      </button>
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        title={title}
        size="auto"
        centered
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <img className={styles.large} src={address} alt={title} />
        <FileRow attachment={attachment} />
      </Modal>
    </>
  );
}

function FileRow({ attachment }: { readonly attachment: Attachment }) {
  const { name, size } = attachment;
  return (
    <a className={styles.download} href={useAddress(attachment)} download={name}>
      <IconDownload size={16} aria-hidden="true" />
      Save {name}
      {size !== null && <span className={styles.size}>{fileSizeWords(size)}</span>}
    </a>
  );
}

/** An image and a link cannot send headers, so the business goes in the address. */
function useAddress({ id }: Attachment): string {
  const { id: account } = useAccount();
  return `/api/v1/media/${id}?account=${account}`;
}
