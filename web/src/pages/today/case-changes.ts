/** What every action on a case changes: the list, the case, and what the reports say. */
export const caseChanges = ["today", "getCallback", "listCallbacks", "listHolds", "getConversationOfCallback"] as const;
