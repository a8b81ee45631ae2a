import { aiServiceRoutes } from "./ai-services.ts";
import { callbackRoutes } from "./callbacks.ts";
import { callRoutes } from "./calls.ts";
import { clockRoutes } from "./clock.ts";
import { connectionRoutes } from "./connections.ts";
import { consentRoutes } from "./consent.ts";
import { contactRoutes } from "./contacts.ts";
import { conversationRoutes } from "./conversations.ts";
import { costRoutes } from "./costs.ts";
import { doNotCallRoutes } from "./do-not-call.ts";
import { drillRoutes } from "./drills.ts";
import { figureRoutes } from "./figures.ts";
import { importRoutes } from "./imports.ts";
import { installationRoutes } from "./installation.ts";
import { inventoryRoutes } from "./inventory.ts";
import { leakRoutes } from "./leaks.ts";
import { ledgerRoutes } from "./ledger.ts";
import { memberRoutes } from "./members.ts";
import { noticeRoutes } from "./notices.ts";
import { ownershipRoutes } from "./ownership.ts";
import { pilotRoutes } from "./pilot.ts";
import { playbookRoutes } from "./playbook.ts";
import { reconciliationRoutes } from "./reconciliation.ts";
import { reportRoutes } from "./reports.ts";
import { reviewRoutes } from "./review.ts";
import { scenarioRoutes } from "./scenarios.ts";
import { scorecardRoutes } from "./scorecard.ts";
import { simulatorRoutes } from "./simulator.ts";
import { weeklyRoutes } from "./weekly.ts";
import { workplaceRoutes } from "./workplace.ts";

/** Every route of the API, by name. The names are the client's methods and the OpenAPI operation ids. */
export const routes = {
  ...installationRoutes,
  ...playbookRoutes,
  ...ownershipRoutes,
  ...memberRoutes,
  ...noticeRoutes,
  ...connectionRoutes,
  ...aiServiceRoutes,
  ...inventoryRoutes,
  ...importRoutes,
  ...contactRoutes,
  ...drillRoutes,
  ...callbackRoutes,
  ...workplaceRoutes,
  ...clockRoutes,
  ...conversationRoutes,
  ...reviewRoutes,
  ...consentRoutes,
  ...doNotCallRoutes,
  ...callRoutes,
  ...ledgerRoutes,
  ...figureRoutes,
  ...leakRoutes,
  ...scenarioRoutes,
  ...weeklyRoutes,
  ...reconciliationRoutes,
  ...costRoutes,
  ...scorecardRoutes,
  ...pilotRoutes,
  ...reportRoutes,
  ...simulatorRoutes,
};
export type Routes = typeof routes;
export type RouteName = keyof Routes;
