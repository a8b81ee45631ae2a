const prefix = "alarm-";

/** The name under which a provider's webhooks speak of a call that alarms a person; calls back have another. */
export function alarmCallId(notificationId: string): string {
  return `${prefix}${notificationId}`;
}

/** The notice that such a call belongs to; null for a call back. */
export function notificationOfCall(attemptId: string): string | null {
  const id = attemptId.startsWith(prefix) ? attemptId.slice(prefix.length) : "";
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}
