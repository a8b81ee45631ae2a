import { Skeleton } from "@mantine/core";

/** The list's shape while it is on its way; the rows come in the same places. */
export function ListSkeleton() {
  return (
    <div aria-hidden="true" style={{ paddingTop: 36 }}>
      {[0, 1, 2, 3, 4].map((each) => (
        <Skeleton key={each} height={94} radius={12} mb={8} />
      ))}
    </div>
  );
}
