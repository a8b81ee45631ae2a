/**
 * Words of what carriers refuse in texts of a business (docs/rules.md S18: sex, hate, alcohol, firearms, tobacco, cannabis,
 * debts of others, crypto, gambling), in the notation of `#classification/phrase.ts`. Trades whose everyday words these are
 * write such texts by hand.
 */
export const forbiddenContent: readonly { readonly rule: string; readonly phrases: readonly string[] }[] = [
  { rule: "sex", phrases: ["sex|sexy|porn*|xxx|nude|nudes|onlyfans", "escort service*"] },
  { rule: "hate", phrases: ["nazi|nazis|kkk", "white power"] },
  { rule: "alcohol", phrases: ["beer|beers|wine|wines|vodka|whiskey|whisky|liquor|alcohol|tequila", "happy hour"] },
  {
    rule: "firearms",
    phrases: ["firearm*|ammo|ammunition|rifle|rifles|pistol|pistols|handgun*", "gun shop|sale|show"],
  },
  { rule: "tobacco", phrases: ["tobacco|cigar|cigars|cigarette*|vape|vapes|vaping|nicotine|hookah"] },
  { rule: "cannabis", phrases: ["cannabis|cbd|marijuana|thc|kratom|hemp|edibles"] },
  {
    rule: "debt",
    phrases: ["debt relief|consolidation|forgiveness|settlement|collection", "payday loan*", "credit repair"],
  },
  { rule: "crypto", phrases: ["crypto*|bitcoin*|btc|ethereum|nft|nfts"] },
  { rule: "gambling", phrases: ["casino*|betting|sweepstake*|lottery"] },
];
