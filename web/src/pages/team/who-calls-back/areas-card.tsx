import { Modal, Stack, Textarea, TextInput } from "@mantine/core";
import type { RoutingBody } from "@ringback/contract/routing.ts";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { IconButton } from "#ui/icon-button.tsx";
import { newKey } from "./use-routing-draft.ts";
import styles from "./who-calls-back.module.css";

interface AreasCardProps {
  readonly routing: RoutingBody;
  readonly refusal: string | null;
  readonly onChange: (patch: Partial<RoutingBody>) => void;
}
type Territory = RoutingBody["territories"][number];

/** The areas that rules can name. */
export function AreasCard({ routing, refusal, onChange }: AreasCardProps) {
  const [editing, setEditing] = useState<Territory | null>(null);
  const { territories } = routing;
  const keep = (territory: Territory) => {
    const isKnown = territories.some(({ id }) => id === territory.id);
    onChange({
      territories: isKnown
        ? territories.map((one) => (one.id === territory.id ? territory : one))
        : [...territories, territory],
    });
    setEditing(null);
  };
  return (
    <Card title="Areas">
      <p className={styles.explain}>
        A caller is placed by the postal code of the record or the message, and where none is known by their number.
      </p>
      <ul className={styles.people}>
        {territories.map((territory) => (
          <li key={territory.id}>
            <div>
              <strong>{territory.name}</strong>
              <span>{codesWords(territory)}</span>
            </div>
            {refusal === null && (
              <span className={styles.tools}>
                <IconButton
                  label={`Change ${territory.name}`}
                  icon={<IconPencil size={17} />}
                  onClick={() => setEditing(territory)}
                />
                <IconButton
                  label={`Remove ${territory.name}`}
                  icon={<IconTrash size={17} />}
                  onClick={() => onChange({ territories: territories.filter(({ id }) => id !== territory.id) })}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      <Button
        size="small"
        tone="quiet"
        icon={<IconPlus size={14} aria-hidden="true" />}
        refusal={refusal}
        onClick={() => setEditing({ id: newKey(), name: "", postalCodes: [], areaCodes: [] })}
      >
        Add an area
      </Button>
      {editing !== null && <AreaDialog territory={editing} onKeep={keep} onClose={() => setEditing(null)} />}
    </Card>
  );
}

interface AreaDialogProps {
  readonly territory: Territory;
  readonly onKeep: (territory: Territory) => void;
  readonly onClose: () => void;
}

function AreaDialog({ territory, onKeep, onClose }: AreaDialogProps) {
  const [name, setName] = useState(territory.name);
  const [postal, setPostal] = useState(territory.postalCodes.join(", "));
  const [area, setArea] = useState(territory.areaCodes.join(", "));
  const [postalCodes, areaCodes] = [codesIn(postal), codesIn(area)];
  const odd = areaCodes.find((code) => !/^(\d{3}|\+\d{2,8})$/.test(code));
  const missing =
    name.trim() === ""
      ? "Give it a name."
      : postalCodes.length + areaCodes.length === 0
        ? "Write at least one code."
        : odd === undefined
          ? null
          : `“${odd}” is no area code. Write three digits, or the beginning of a number like +4420.`;
  return (
    <Modal opened onClose={onClose} title="Area" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <TextInput
          label="Name"
          placeholder="North side"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label="Postal codes"
          description="With commas or spaces between them. 606* means all that begin with 606."
          autosize
          minRows={2}
          maxRows={8}
          value={postal}
          onChange={(event) => setPostal(event.currentTarget.value)}
        />
        <Textarea
          label="Area codes"
          description="312, or the beginning of a number abroad like +4420."
          autosize
          minRows={1}
          maxRows={6}
          value={area}
          onChange={(event) => setArea(event.currentTarget.value)}
        />
        <div className={styles.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            refusal={missing}
            onClick={() => onKeep({ id: territory.id, name: name.trim(), postalCodes, areaCodes })}
          >
            Keep
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}

function codesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((code) => code.length >= 2))];
}

function codesWords({ postalCodes, areaCodes }: Territory): string {
  const some = (codes: readonly string[], noun: string) =>
    codes.length === 0
      ? []
      : [`${noun} ${codes.slice(0, 6).join(", ")}${codes.length > 6 ? ` and ${codes.length - 6} more` : ""}`];
  return [...some(postalCodes, "Postal codes"), ...some(areaCodes, "area codes")].join("; ");
}
