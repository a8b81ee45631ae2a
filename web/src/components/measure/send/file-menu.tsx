import { Loader, Menu } from "@mantine/core";
import type { ReportFormat } from "@ringback/core/measurement/report/report-names.ts";
import { IconFileSpreadsheet, IconFileTypeCsv, IconFileTypePdf, IconPrinter, IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { saveFile } from "./save-file.ts";
import styles from "./send.module.css";
import { usePaperColours } from "./use-paper-colours.ts";

interface FileMenuProps {
  /** Where the screen's report is as such a file. */
  readonly addressOf: (format: ReportFormat) => string;
  /** How else it goes out. */
  readonly children?: ReactNode;
}

/** The menu in a page's head that saves it as a file or prints it, with other ways out below. */
export function FileMenu({ addressOf, children }: FileMenuProps) {
  usePaperColours();
  const save = useMutation({ mutationFn: (format: ReportFormat) => saveFile(addressOf(format)) });
  return (
    <Menu position="bottom-end" width={216} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.send} aria-busy={save.isPending}>
          {save.isPending ? <Loader size={15} /> : <IconSend size={16} aria-hidden="true" />}
          Send or save
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileTypePdf size={17} />} onClick={() => save.mutate("pdf")}>
          PDF
        </Menu.Item>
        <Menu.Item leftSection={<IconFileSpreadsheet size={17} />} onClick={() => save.mutate("xlsx")}>
          Excel
        </Menu.Item>
        <Menu.Item leftSection={<IconFileTypeCsv size={17} />} onClick={() => save.mutate("csv")}>
          CSV
        </Menu.Item>
        {/* After the menu is gone: it would be on the paper. */}
        <Menu.Item leftSection={<IconPrinter size={17} />} onClick={() => setTimeout(() => window.print(), 300)}>
          Print
        </Menu.Item>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
