import type { VocabularyRule } from "#classification/vocabulary-rule.ts";
import { ASKS_TIME } from "./asks-time.ts";
import { BILLING } from "./billing.ts";
import { BOOKING } from "./booking.ts";
import { COMPLAINT } from "./complaint.ts";
import { JOB_STATUS } from "./job-status.ts";
import { PERSONAL } from "./personal.ts";
import { QUESTION } from "./question.ts";
import { QUOTE } from "./quote.ts";
import { RELATION } from "./relation.ts";
import { REQUEST_CUE } from "./request-cue.ts";
import { RESCHEDULE } from "./reschedule.ts";
import { SPAM } from "./spam.ts";
import { SUPPORT } from "./support.ts";
import { VENDOR } from "./vendor.ts";
import { WRONG_NUMBER } from "./wrong-number.ts";

/** What callers of any business want and who they are, a file a wish. */
export const WISHES: readonly VocabularyRule[] = [
  ...BOOKING,
  ...QUOTE,
  ...RESCHEDULE,
  ...JOB_STATUS,
  ...SUPPORT,
  ...BILLING,
  ...COMPLAINT,
  ...VENDOR,
  ...SPAM,
  ...WRONG_NUMBER,
  ...PERSONAL,
  ...QUESTION,
  ...ASKS_TIME,
  ...RELATION,
  ...REQUEST_CUE,
];
