/** Who acts: a member of the account. The edge has already checked that their role allows it. */
export interface AccountActor {
  readonly accountId: string;
  readonly memberId: string;
}
