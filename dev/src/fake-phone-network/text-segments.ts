const gsm7 =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const gsm7Extended = "^{}\\[~]|€";

/** How many SMS a text takes: 160 or 153 GSM-7 characters each, 70 or 67 when one character is outside GSM-7. */
export function textSegments(body: string): number {
  let septets = 0;
  for (const character of body) {
    if (gsm7.includes(character)) septets += 1;
    else if (gsm7Extended.includes(character)) septets += 2;
    else return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
  }
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}
