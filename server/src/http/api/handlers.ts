import type { Handlers } from "#http/mount.ts";
import { aiServiceHandlers } from "./ai-services.ts";
import { apiKeyHandlers } from "./api-keys.ts";
import type { ApiParts } from "./api-parts.ts";
import { callbackHandlers } from "./callbacks.ts";
import { callHandlers } from "./calls.ts";
import { clockHandlers } from "./clock.ts";
import { connectionHandlers } from "./connections.ts";
import { consentHandlers } from "./consent.ts";
import { contactHandlers } from "./contacts.ts";
import { conversationHandlers } from "./conversations.ts";
import { costHandlers } from "./costs.ts";
import { doNotCallHandlers } from "./do-not-call.ts";
import { doctorHandlers } from "./doctor.ts";
import { drillHandlers } from "./drills.ts";
import { figureHandlers } from "./figures.ts";
import { holdHandlers } from "./holds.ts";
import { importHandlers } from "./imports.ts";
import { installationHandlers } from "./installation.ts";
import { inventoryHandlers } from "./inventory.ts";
import { leakHandlers } from "./leaks.ts";
import { ledgerHandlers } from "./ledger.ts";
import { memberHandlers } from "./members.ts";
import { noticeHandlers } from "./notices.ts";
import { ownershipHandlers } from "./ownership.ts";
import { pilotHandlers } from "./pilot.ts";
import { playbookHandlers } from "./playbook.ts";
import { reconciliationHandlers } from "./reconciliation.ts";
import { reportHandlers } from "./reports.ts";
import { scorecardHandlers } from "./scorecard.ts";
import { simulatorHandlers } from "./simulator.ts";
import { weeklyHandlers } from "./weekly.ts";
import { workplaceHandlers } from "./workplace.ts";

/** All handlers of the API: one file a resource, one line here. */
export function createHandlers(parts: ApiParts): Partial<Handlers> {
  return {
    ...installationHandlers(parts),
    ...playbookHandlers(parts),
    ...ownershipHandlers(parts),
    ...memberHandlers(parts),
    ...noticeHandlers(parts),
    ...apiKeyHandlers(parts),
    ...connectionHandlers(parts),
    ...aiServiceHandlers(parts),
    ...inventoryHandlers(parts),
    ...importHandlers(parts),
    ...contactHandlers(parts),
    ...drillHandlers(parts),
    ...callbackHandlers(parts),
    ...workplaceHandlers(parts),
    ...conversationHandlers(parts),
    ...clockHandlers(parts),
    ...consentHandlers(parts),
    ...doNotCallHandlers(parts),
    ...callHandlers(parts),
    ...ledgerHandlers(parts),
    ...leakHandlers(parts),
    ...figureHandlers(parts),
    ...holdHandlers(parts),
    ...doctorHandlers(parts),
    ...reconciliationHandlers(parts),
    ...costHandlers(parts),
    ...scorecardHandlers(parts),
    ...pilotHandlers(parts),
    ...weeklyHandlers(parts),
    ...reportHandlers(parts),
    ...simulatorHandlers(parts),
  };
}
