/** As a number in a filter, and in the daily counts: calls to none of the business's numbers. */
export const noNumberId = "00000000-0000-0000-0000-000000000000";
