/** Why the embedded PostgreSQL cannot serve. The message is written for the person who typed `npm start`. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}

/** Another process owns the data folder. */
export class DataFolderInUseError extends EmbeddedPostgresError {
  override name = "DataFolderInUseError";
}
